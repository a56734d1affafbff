{{- define "fleet-service.notes" -}}
{{- $name := include "fleet-service.name" . -}}
{{ $name }} {{ .root.Chart.AppVersion }} is on its way in namespace {{ .root.Release.Namespace }}.

It starts in any order with the other services, and is ready once these are there:
- its sidecar (Dapr 1.18.2 or newer), with Configuration {{ .root.Values.service.dapr.configuration }} and Component {{ .root.Values.service.dapr.pubsub }}{{ if .facts.stateStore }} and fleet-state{{ end }}
- secret {{ .root.Values.service.dapr.appTokenSecret }} (key token)
{{- if .facts.database }}
- Postgres at {{ .root.Values.service.database.url }}, with secret {{ default (printf "fleet-postgres-%s" $name) .root.Values.service.database.secret }}
{{- end }}
What it still waits for:

    kubectl -n {{ .root.Release.Namespace }} rollout status deployment/{{ $name }}
    kubectl -n {{ .root.Release.Namespace }} port-forward deployment/{{ $name }} 9000:{{ .facts.internalPort }} & curl localhost:9000/health/ready
{{- if .facts.publicPort }}

Its API{{ if .root.Values.service.ingress.enabled }}: http{{ if .root.Values.service.ingress.tlsSecret }}s{{ end }}://{{ .root.Values.service.ingress.host }}{{ else }}, from here:

    kubectl -n {{ .root.Release.Namespace }} port-forward service/{{ $name }} 8080:80{{ end }}
{{- end }}
{{- if .root.Values.service.users.developmentSecret }}

Tokens signed by a shared secret are believed (service.users.developmentSecret): for trying out only.
{{- end }}
{{- end -}}
