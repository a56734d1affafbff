{{/* Everything that a service consists of in the cluster: what its chart renders. */}}
{{- define "fleet-service.all" -}}
{{- include "fleet-service.checks" . }}
{{ include "fleet-service.serviceaccount" . }}
---
{{ include "fleet-service.deployment" . }}
{{- if .facts.publicPort }}
---
{{ include "fleet-service.service" . }}
{{- end }}
{{- if .root.Values.service.ingress.enabled }}
---
{{ include "fleet-service.ingress" . }}
{{- end }}
{{- if .root.Values.service.disruptionBudget.enabled }}
---
{{ include "fleet-service.poddisruptionbudget" . }}
{{- end }}
{{- if .root.Values.service.networkPolicy.enabled }}
---
{{ include "fleet-service.networkpolicy" . }}
{{- end }}
{{- if .root.Values.service.autoscaling.enabled }}
---
{{ include (ternary "fleet-service.scaledobject" "fleet-service.horizontalpodautoscaler" (not (empty .facts.topics))) . }}
{{- end }}
{{- if .root.Values.service.monitoring.podMonitor }}
---
{{ include "fleet-service.podmonitor" . }}
{{- end }}
{{- end -}}

{{/* What no schema of values can say. */}}
{{- define "fleet-service.checks" -}}
{{- $service := .root.Values.service -}}
{{- if .facts.publicPort -}}
{{- if not (or $service.users.jwksUrl $service.users.developmentSecret) -}}
{{- fail "service.users.jwksUrl: missing (expected: the URL of your identity provider's key set; or, for trying out only, service.users.developmentSecret)" -}}
{{- end -}}
{{- if and $service.users.jwksUrl (not $service.users.issuer) -}}
{{- fail "service.users.issuer: missing (expected: the `iss` of your identity provider's tokens)" -}}
{{- end -}}
{{- if and $service.ingress.enabled (not $service.ingress.host) -}}
{{- fail "service.ingress.host: missing (expected: the name under which clients find the service)" -}}
{{- end -}}
{{- else if $service.ingress.enabled -}}
{{- fail (printf "service.ingress.enabled: true (expected: false, %s has no public port)" .root.Chart.Name) -}}
{{- end -}}
{{- if $service.autoscaling.enabled -}}
{{- if gt (int $service.autoscaling.minReplicas) (int $service.autoscaling.maxReplicas) -}}
{{- fail (printf "service.autoscaling.minReplicas: %d (expected: at most maxReplicas, %d)" (int $service.autoscaling.minReplicas) (int $service.autoscaling.maxReplicas)) -}}
{{- end -}}
{{- if and .facts.topics (gt (int $service.autoscaling.maxReplicas) (int $service.autoscaling.kafka.partitions)) -}}
{{- fail (printf "service.autoscaling.maxReplicas: %d (expected: at most service.autoscaling.kafka.partitions, %d, as each partition has one reader)" (int $service.autoscaling.maxReplicas) (int $service.autoscaling.kafka.partitions)) -}}
{{- end -}}
{{- end -}}
{{- end -}}
