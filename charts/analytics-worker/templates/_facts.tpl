{{/* What analytics-worker is, by its code. */}}
{{- define "analytics-worker.facts" -}}
publicPort: 8082
internalPort: 8083
database: true
topics: [tasks, reminders]
{{- end -}}
