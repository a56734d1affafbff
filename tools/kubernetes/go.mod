module task-event-fleet/tools/kubernetes

go 1.26.0

tool (
	github.com/yannh/kubeconform/cmd/kubeconform
	sigs.k8s.io/kustomize/kustomize/v5
)

require (
	github.com/yannh/kubeconform v0.8.0
	sigs.k8s.io/kustomize/kustomize/v5 v5.8.2
	sigs.k8s.io/yaml v1.6.0
)
