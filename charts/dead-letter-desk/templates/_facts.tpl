{{/* What dead-letter-desk is, by its code. */}}
{{- define "dead-letter-desk.facts" -}}
publicPort: 8088
internalPort: 8089
database: true
outbox: true
{{- end -}}
