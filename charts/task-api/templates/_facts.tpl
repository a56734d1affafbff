{{/* What task-api is, by its code. */}}
{{- define "task-api.facts" -}}
publicPort: 8080
internalPort: 8081
database: true
outbox: true
# Sidecars that call this one
calledBy: [recurring-worker]
{{- end -}}
