{{- define "fleet-service.service" -}}
apiVersion: v1
kind: Service
metadata:
  {{- include "fleet-service.metadata" . | nindent 2 }}
spec:
  selector:
    {{- include "fleet-service.selector" . | nindent 4 }}
  ports:
    - {name: http, port: 80, targetPort: public}
{{- end -}}

{{- define "fleet-service.ingress" -}}
{{- $ingress := .root.Values.service.ingress -}}
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  {{- include "fleet-service.metadata" . | nindent 2 }}
  {{- with $ingress.annotations }}
  annotations:
    {{- toYaml . | nindent 4 }}
  {{- end }}
spec:
  {{- with $ingress.className }}
  ingressClassName: {{ . }}
  {{- end }}
  {{- with $ingress.tlsSecret }}
  tls:
    - hosts: [{{ $ingress.host | quote }}]
      secretName: {{ . }}
  {{- end }}
  rules:
    - host: {{ $ingress.host | quote }}
      http:
        paths:
          - path: /
            pathType: Prefix
            backend:
              service:
                name: {{ include "fleet-service.name" . }}
                port: {name: http}
{{- end -}}

{{/* A worker is called by nobody but Prometheus and its own sidecar, which needs no rule inside the pod. */}}
{{- define "fleet-service.networkpolicy" -}}
{{- $policy := .root.Values.service.networkPolicy -}}
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  {{- include "fleet-service.metadata" . | nindent 2 }}
spec:
  podSelector:
    matchLabels:
      {{- include "fleet-service.selector" . | nindent 6 }}
  policyTypes: [Ingress, Egress]
  ingress:
    - from:
        - namespaceSelector:
            matchLabels: {kubernetes.io/metadata.name: {{ $policy.monitoringNamespace }}}
      ports:
        - {port: internal}
        - {port: 9090} # the sidecar's metrics
    {{- if .facts.publicPort }}
    - ports:
        - {port: public}
      {{- with $policy.clients }}
      from:
        - podSelector: # helm test
            matchLabels: {app.kubernetes.io/component: test, app.kubernetes.io/part-of: taskfleet}
        {{- toYaml . | nindent 8 }}
      {{- end }}
    {{- end }}
    {{- if .facts.calledBy }}
    - ports:
        - {port: 50002} # from sidecar to sidecar, by mTLS
      from:
        {{- range .facts.calledBy }}
        - podSelector:
            matchLabels: {app.kubernetes.io/name: {{ . }}, app.kubernetes.io/part-of: taskfleet}
        {{- end }}
    {{- end }}
  egress:
    - ports: # names
        - {port: 53, protocol: UDP}
        - {port: 53, protocol: TCP}
    - to: # Dapr's operator, sentry, placement and scheduler
        - namespaceSelector:
            matchLabels: {kubernetes.io/metadata.name: {{ $policy.daprNamespace }}}
    - ports: # the sidecar's way to Kafka
        {{- range $policy.kafkaPorts }}
        - {port: {{ . }}}
        {{- end }}
    {{- if or .facts.database .facts.stateStore }}
    - ports:
        - {port: {{ $policy.databasePort }}}
    {{- end }}
    {{- if and .facts.publicPort .root.Values.service.users.jwksUrl }}
    - ports: # the identity provider's keys
        - {port: {{ include "fleet-service.urlport" .root.Values.service.users.jwksUrl }}}
    {{- end }}
    {{- with .root.Values.service.tracing.endpoint }}
    - ports: # the collector of traces
        - {port: {{ include "fleet-service.urlport" . }}}
    {{- end }}
    {{- if .facts.calls }}
    - ports:
        - {port: 50002}
      to:
        {{- range .facts.calls }}
        - podSelector:
            matchLabels: {app.kubernetes.io/name: {{ . }}, app.kubernetes.io/part-of: taskfleet}
        {{- end }}
    {{- end }}
    {{- with $policy.egress }}
    {{- toYaml . | nindent 4 }}
    {{- end }}
{{- end -}}

{{- define "fleet-service.urlport" -}}
{{- $url := urlParse . -}}
{{- $port := regexFind ":[0-9]+$" $url.host | trimPrefix ":" -}}
{{ default (ternary "80" "443" (eq $url.scheme "http")) $port }}
{{- end -}}
