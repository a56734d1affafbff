{{/* What the service reads; names as in docs/configuration.md. Secrets come by reference only. */}}
{{- define "fleet-service.environment" -}}
{{- $service := .root.Values.service -}}
- name: APP_API_TOKEN
  valueFrom: {secretKeyRef: {name: {{ $service.dapr.appTokenSecret }}, key: token}}
- {name: PUBSUB_NAME, value: {{ $service.dapr.pubsub | quote }}}
- {name: LOG_LEVEL, value: {{ $service.log.level }}}
- {name: LOG_FORMAT, value: {{ $service.log.format }}}
- {name: HTTP_DRAIN_TIMEOUT, value: {{ $service.drainSeconds }}s}
{{- with $service.tracing.endpoint }}
- {name: OTEL_EXPORTER_OTLP_ENDPOINT, value: {{ . | quote }}}
- {name: OTEL_TRACES_SAMPLER, value: parentbased_traceidratio}
- {name: OTEL_TRACES_SAMPLER_ARG, value: {{ $service.tracing.ratio | quote }}}
- name: POD_NAME
  valueFrom: {fieldRef: {fieldPath: metadata.name}}
- {name: OTEL_RESOURCE_ATTRIBUTES, value: "k8s.namespace.name={{ $.root.Release.Namespace }},k8s.pod.name=$(POD_NAME)"}
{{- end }}
{{- with $service.javaOptions }}
- {name: JAVA_TOOL_OPTIONS, value: {{ . | quote }}}
{{- end }}
{{- if .facts.database }}
{{- $secret := default (printf "fleet-postgres-%s" (include "fleet-service.name" .)) $service.database.secret }}
- {name: DATABASE_URL, value: {{ $service.database.url | quote }}}
- name: DATABASE_USER
  valueFrom: {secretKeyRef: {name: {{ $secret }}, key: {{ $service.database.userKey }}}}
- name: DATABASE_PASSWORD
  valueFrom: {secretKeyRef: {name: {{ $secret }}, key: {{ $service.database.passwordKey }}}}
{{- end }}
{{- if .facts.outbox }}
- {name: OUTBOX_STOP_TIMEOUT, value: {{ $service.drainSeconds }}s}
{{- end }}
{{- if .facts.publicPort }}
{{- if $service.users.jwksUrl }}
- {name: JWT_JWKS_URL, value: {{ $service.users.jwksUrl | quote }}}
{{- else }}
- {name: DEVELOPMENT, value: "true"}
- name: JWT_HS256_SECRET
  valueFrom: {secretKeyRef: {name: {{ $service.users.developmentSecret }}, key: secret}}
{{- end }}
{{- with $service.users.issuer }}
- {name: JWT_ISSUER, value: {{ . | quote }}}
{{- end }}
- {name: JWT_AUDIENCE, value: {{ $service.users.audience | quote }}}
- {name: JWT_ROLES_CLAIM, value: {{ $service.users.rolesClaim | quote }}}
{{- end }}
{{- range $name, $value := merge (dict) (.root.Values.settings | default dict) $service.settings }}
- {name: {{ $name }}, value: {{ $value | toString | quote }}}
{{- end }}
{{- end -}}
