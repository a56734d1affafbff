{{/*
Every template takes a context: dict "root" (the chart's own), "facts" (what the service is, see its _facts.tpl).
The name is the chart's, not the release's: it is Dapr app id and consumer group too, and there is one of it a namespace.
*/}}
{{- define "fleet-service.name" -}}
{{ .root.Chart.Name }}
{{- end -}}

{{- define "fleet-service.selector" -}}
app.kubernetes.io/name: {{ include "fleet-service.name" . }}
app.kubernetes.io/part-of: taskfleet
{{- end -}}

{{- define "fleet-service.labels" -}}
{{ include "fleet-service.selector" . }}
app.kubernetes.io/instance: {{ .root.Release.Name }}
app.kubernetes.io/version: {{ .root.Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .root.Release.Service }}
helm.sh/chart: {{ .root.Chart.Name }}-{{ .root.Chart.Version | replace "+" "_" }}
{{- end -}}

{{- define "fleet-service.metadata" -}}
name: {{ include "fleet-service.name" . }}
namespace: {{ .root.Release.Namespace }}
labels:
  {{- include "fleet-service.labels" . | nindent 2 }}
{{- end -}}

{{- define "fleet-service.image" -}}
{{- $image := .root.Values.service.image -}}
{{ default (printf "taskfleet/%s" (include "fleet-service.name" .)) $image.repository }}
{{- if $image.digest }}@{{ $image.digest }}{{ else }}:{{ default .root.Chart.AppVersion $image.tag }}{{ end }}
{{- end -}}
