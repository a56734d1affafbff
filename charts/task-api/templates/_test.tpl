{{/* As a user would: `helm test` creates a task, and waits until analytics-worker has counted it. */}}
{{- define "task-api.test" -}}
{{- $root := .root -}}
{{- with .root.Values.test -}}
apiVersion: v1
kind: Pod
metadata:
  name: {{ include "fleet-service.name" $ }}-test
  namespace: {{ $root.Release.Namespace }}
  labels:
    # Not those of the service, whose pods are found by them.
    app.kubernetes.io/name: {{ include "fleet-service.name" $ }}-test
    app.kubernetes.io/component: test
    app.kubernetes.io/part-of: taskfleet
  annotations:
    helm.sh/hook: test
    # One that failed stays, for its log.
    helm.sh/hook-delete-policy: before-hook-creation,hook-succeeded
spec:
  restartPolicy: Never
  automountServiceAccountToken: false
  securityContext:
    {{- include "fleet-service.podsecurity" $ | nindent 4 }}
  containers:
    - name: check
      image: {{ include "fleet-service.image" $ | quote }}
      imagePullPolicy: {{ $root.Values.service.image.pullPolicy }}
      command: [java, -cp, "@/app/jib-classpath-file", taskfleet.tasks.InstallationCheck]
      env:
        - {name: CHECK_ANALYTICS_URL, value: {{ .analyticsUrl | quote }}}
        - {name: CHECK_TASKS, value: {{ .tasks | quote }}}
        - {name: CHECK_PATIENCE, value: {{ .patience | quote }}}
        - name: CHECK_TOKEN
          valueFrom: {secretKeyRef: {name: {{ .tokenSecret }}, key: token}}
      resources:
        requests: {cpu: 50m, memory: 128Mi}
        limits: {memory: 256Mi}
      securityContext:
        {{- include "fleet-service.containersecurity" $ | nindent 8 }}
      volumeMounts:
        - {name: tmp, mountPath: /tmp}
  volumes:
    - name: tmp
      emptyDir: {sizeLimit: 64Mi}
{{- end }}
{{- end -}}
