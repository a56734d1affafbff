{{- define "fleet-service.podmonitor" -}}
{{- $monitoring := .root.Values.service.monitoring -}}
apiVersion: monitoring.coreos.com/v1
kind: PodMonitor
metadata:
  {{- include "fleet-service.metadata" . | nindent 2 }}
    {{- with $monitoring.labels }}
    {{- toYaml . | nindent 4 }}
    {{- end }}
spec:
  selector:
    matchLabels:
      {{- include "fleet-service.selector" . | nindent 6 }}
  podMetricsEndpoints:
    - {port: internal, path: /metrics, interval: {{ $monitoring.scrapeInterval }}}
    - {port: dapr-metrics, path: /, interval: {{ $monitoring.scrapeInterval }}}
{{- end -}}
