{{- define "fleet-service.deployment" -}}
{{- $service := .root.Values.service -}}
{{- $beforeStop := 5 -}}
apiVersion: apps/v1
kind: Deployment
metadata:
  {{- include "fleet-service.metadata" . | nindent 2 }}
spec:
  {{- if not $service.autoscaling.enabled }}
  replicas: {{ include "fleet-service.replicas" . }}
  {{- end }}
  revisionHistoryLimit: 5
  # A replica goes when its successor serves.
  strategy:
    rollingUpdate: {maxSurge: 1, maxUnavailable: 0}
  selector:
    matchLabels:
      {{- include "fleet-service.selector" . | nindent 6 }}
  template:
    metadata:
      labels:
        {{- include "fleet-service.labels" . | nindent 8 }}
        {{- with $service.pod.labels }}
        {{- toYaml . | nindent 8 }}
        {{- end }}
      annotations:
        {{- include "fleet-service.dapr" (dict "root" .root "facts" .facts "beforeStop" $beforeStop) | nindent 8 }}
        {{- if $service.monitoring.annotations }}
        prometheus.io/scrape: "true"
        prometheus.io/port: {{ .facts.internalPort | quote }}
        prometheus.io/path: /metrics
        {{- end }}
        {{- with $service.pod.annotations }}
        {{- toYaml . | nindent 8 }}
        {{- end }}
    spec:
      serviceAccountName: {{ include "fleet-service.name" . }}
      automountServiceAccountToken: false
      enableServiceLinks: false
      # The service drains its requests, then its outbox, after what comes before the stop; a margin on top.
      terminationGracePeriodSeconds: {{ add $beforeStop (mul 2 $service.drainSeconds) 10 }}
      securityContext:
        {{- include "fleet-service.podsecurity" . | nindent 8 }}
      {{- with $service.image.pullSecrets }}
      imagePullSecrets:
        {{- range . }}
        - name: {{ . }}
        {{- end }}
      {{- end }}
      {{- with $service.pod.priorityClassName }}
      priorityClassName: {{ . }}
      {{- end }}
      {{- with $service.pod.nodeSelector }}
      nodeSelector:
        {{- toYaml . | nindent 8 }}
      {{- end }}
      {{- with $service.pod.tolerations }}
      tolerations:
        {{- toYaml . | nindent 8 }}
      {{- end }}
      {{- with $service.pod.affinity }}
      affinity:
        {{- toYaml . | nindent 8 }}
      {{- end }}
      {{- if $service.pod.spreadOver }}
      topologySpreadConstraints:
        {{- range $service.pod.spreadOver }}
        - topologyKey: {{ . }}
          maxSkew: 1
          whenUnsatisfiable: ScheduleAnyway
          labelSelector:
            matchLabels:
              {{- include "fleet-service.selector" $ | nindent 14 }}
        {{- end }}
      {{- end }}
      containers:
        - name: {{ include "fleet-service.name" . }}
          image: {{ include "fleet-service.image" . | quote }}
          imagePullPolicy: {{ $service.image.pullPolicy }}
          ports:
            {{- with .facts.publicPort }}
            - {name: public, containerPort: {{ . }}}
            {{- end }}
            - {name: internal, containerPort: {{ .facts.internalPort }}}
          env:
            {{- include "fleet-service.environment" . | nindent 12 }}
          startupProbe:
            httpGet: {path: /health/live, port: internal}
            periodSeconds: 1
            # On a node that is short of CPU a start takes long, and a restart would only take it longer.
            failureThreshold: 300
          readinessProbe:
            httpGet: {path: /health/ready, port: internal}
            periodSeconds: 2
            timeoutSeconds: 2
          livenessProbe:
            httpGet: {path: /health/live, port: internal}
            periodSeconds: 10
            timeoutSeconds: 5
          lifecycle:
            preStop:
              # Until all who send requests know that this replica goes.
              sleep: {seconds: {{ $beforeStop }}}
          resources:
            {{- toYaml $service.resources | nindent 12 }}
          securityContext:
            {{- include "fleet-service.containersecurity" . | nindent 12 }}
          volumeMounts:
            - {name: tmp, mountPath: /tmp}
      volumes:
        - name: tmp
          emptyDir: {sizeLimit: 64Mi}
{{- end -}}

{{/* As little as the restricted Pod Security Standard allows. */}}
{{- define "fleet-service.podsecurity" -}}
runAsNonRoot: true
runAsUser: 10001
runAsGroup: 10001
seccompProfile: {type: RuntimeDefault}
{{- end -}}

{{- define "fleet-service.containersecurity" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
capabilities: {drop: [ALL]}
{{- end -}}

{{- define "fleet-service.replicas" -}}
{{- if kindIs "invalid" .root.Values.service.replicas -}}
{{ ternary 2 1 (not (empty .facts.publicPort)) }}
{{- else -}}
{{ .root.Values.service.replicas }}
{{- end -}}
{{- end -}}

{{/* The injector takes any annotation in silence, a misspelt one too: a test compares these with Dapr's list. */}}
{{- define "fleet-service.dapr" -}}
{{- $dapr := .root.Values.service.dapr -}}
dapr.io/enabled: "true"
dapr.io/app-id: {{ include "fleet-service.name" . }}
dapr.io/app-port: {{ .facts.internalPort | quote }}
dapr.io/app-protocol: http
dapr.io/app-token-secret: {{ $dapr.appTokenSecret }}
dapr.io/config: {{ $dapr.configuration }}
dapr.io/log-as-json: "true"
dapr.io/log-level: {{ $dapr.logLevel }}
dapr.io/enable-metrics: "true"
dapr.io/metrics-port: "9090"
dapr.io/max-body-size: 16Mi
# Components take their secrets by the operator; the pod has no token for the API server.
dapr.io/disable-builtin-k8s-secret-store: "true"
dapr.io/sidecar-seccomp-profile-type: RuntimeDefault
# No more events come in, while the service still publishes what its outbox holds.
dapr.io/block-shutdown-duration: {{ printf "%ds" (int (add .beforeStop .root.Values.service.drainSeconds)) }}
dapr.io/graceful-shutdown-seconds: {{ .root.Values.service.drainSeconds | quote }}
{{- with $dapr.resources.requests.cpu }}
dapr.io/sidecar-cpu-request: {{ . | quote }}
{{- end }}
{{- with $dapr.resources.requests.memory }}
dapr.io/sidecar-memory-request: {{ . | quote }}
{{- end }}
{{- with $dapr.resources.limits.cpu }}
dapr.io/sidecar-cpu-limit: {{ . | quote }}
{{- end }}
{{- with $dapr.resources.limits.memory }}
dapr.io/sidecar-memory-limit: {{ . | quote }}
{{- end }}
{{- end -}}
