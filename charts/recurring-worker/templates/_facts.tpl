{{/* What recurring-worker is, by its code. */}}
{{- define "recurring-worker.facts" -}}
internalPort: 8085
# Its sidecar keeps the guard against runaway series there
stateStore: true
topics: [tasks]
calls: [task-api]
{{- end -}}
