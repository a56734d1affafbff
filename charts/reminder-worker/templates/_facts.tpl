{{/* What reminder-worker is, by its code. */}}
{{- define "reminder-worker.facts" -}}
internalPort: 8087
database: true
outbox: true
topics: [tasks, reminders]
{{- end -}}
