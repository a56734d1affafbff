{{- define "fleet-service.serviceaccount" -}}
apiVersion: v1
kind: ServiceAccount
metadata:
  {{- include "fleet-service.metadata" . | nindent 2 }}
  {{- with .root.Values.service.serviceAccount.annotations }}
  annotations:
    {{- toYaml . | nindent 4 }}
  {{- end }}
automountServiceAccountToken: false
{{- end -}}

{{- define "fleet-service.poddisruptionbudget" -}}
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata:
  {{- include "fleet-service.metadata" . | nindent 2 }}
spec:
  maxUnavailable: {{ .root.Values.service.disruptionBudget.maxUnavailable }}
  selector:
    matchLabels:
      {{- include "fleet-service.selector" . | nindent 6 }}
{{- end -}}

{{/* By the lag of the consumer group, on each topic that the worker reads. */}}
{{- define "fleet-service.scaledobject" -}}
{{- $scaling := .root.Values.service.autoscaling -}}
apiVersion: keda.sh/v1alpha1
kind: ScaledObject
metadata:
  {{- include "fleet-service.metadata" . | nindent 2 }}
spec:
  scaleTargetRef: {name: {{ include "fleet-service.name" . }}}
  minReplicaCount: {{ $scaling.minReplicas }}
  maxReplicaCount: {{ $scaling.maxReplicas }}
  advanced:
    horizontalPodAutoscalerConfig:
      behavior:
        scaleDown: {stabilizationWindowSeconds: {{ $scaling.scaleDownStabilizationSeconds }}}
  triggers:
    {{- range .facts.topics }}
    - type: kafka
      metadata:
        bootstrapServers: {{ default (printf "fleet-kafka-bootstrap.%s.svc:9092" $.root.Release.Namespace) $scaling.kafka.bootstrapServers | quote }}
        consumerGroup: {{ include "fleet-service.name" $ }}
        topic: {{ . }}
        lagThreshold: {{ $scaling.kafka.lag | quote }}
        offsetResetPolicy: earliest
      {{- with $scaling.kafka.authentication }}
      authenticationRef: {name: {{ . }}}
      {{- end }}
    {{- end }}
{{- end -}}

{{- define "fleet-service.horizontalpodautoscaler" -}}
{{- $scaling := .root.Values.service.autoscaling -}}
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata:
  {{- include "fleet-service.metadata" . | nindent 2 }}
spec:
  scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: {{ include "fleet-service.name" . }}}
  minReplicas: {{ $scaling.minReplicas }}
  maxReplicas: {{ $scaling.maxReplicas }}
  metrics:
    - type: ContainerResource
      containerResource:
        container: {{ include "fleet-service.name" . }}
        name: cpu
        target: {type: Utilization, averageUtilization: {{ $scaling.cpuPercent }}}
  behavior:
    scaleDown: {stabilizationWindowSeconds: {{ $scaling.scaleDownStabilizationSeconds }}}
{{- end -}}
