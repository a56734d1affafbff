// Command schemas writes strict JSON schemas for kubeconform: of Kubernetes' own kinds, from its API description, and of
// custom ones, from their definitions. Unknown fields are forbidden, as the API server's field validation forbids them.
// Beside them it writes which annotations Dapr's injector knows, with their types, as its source has them.
//
//	schemas OUT SWAGGER.json INJECTOR.go CRD.yaml ...
package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"

	"sigs.k8s.io/yaml"
)

type object = map[string]any

func main() {
	out, swagger, injector, definitions := os.Args[1], os.Args[2], os.Args[3], os.Args[4:]
	must(os.MkdirAll(out, 0o755))
	count := writeCore(out, swagger)
	writeAnnotations(out, injector)
	for _, file := range definitions {
		count += writeCustom(out, file)
	}
	fmt.Fprintln(os.Stderr, "schemas of", count, "kinds")
}

// Kinds refer to each other, so all of them stand in one file, to which each kind's own points.
func writeCore(out, swagger string) int {
	var description struct {
		Definitions map[string]object `json:"definitions"`
	}
	must(json.Unmarshal(read(swagger), &description))
	definitions, count := object{}, 0
	for name, schema := range description.Definitions {
		definitions[name] = core(name, schema)
		kinds, _ := schema["x-kubernetes-group-version-kind"].([]any)
		for _, each := range kinds {
			kind := each.(object)
			// Options of deletions and lists carry every group's kinds.
			if strings.HasSuffix(name, "."+kind["kind"].(string)) {
				write(out, kind["group"].(string), kind["version"].(string), kind["kind"].(string),
					object{"$ref": "_definitions.json#/definitions/" + name})
				count++
			}
		}
	}
	save(filepath.Join(out, "_definitions.json"), object{"definitions": definitions})
	return count
}

func core(name string, schema object) object {
	switch {
	case strings.HasSuffix(name, ".IntOrString"):
		return object{"type": []string{"integer", "string"}}
	case strings.HasSuffix(name, ".Quantity"):
		return object{"type": []string{"number", "string"}}
	case strings.Contains(name, "JSONSchemaProps"):
		return schema
	default:
		return strict(schema).(object)
	}
}

func writeCustom(out, file string) int {
	count := 0
	for _, document := range strings.Split(string(read(file)), "\n---") {
		var definition struct {
			Kind string
			Spec struct {
				Group    string
				Names    struct{ Kind string }
				Versions []struct {
					Name   string
					Schema struct {
						OpenAPIV3Schema object `json:"openAPIV3Schema"`
					}
				}
			}
		}
		must(yaml.Unmarshal([]byte(document), &definition))
		if definition.Kind != "CustomResourceDefinition" {
			continue
		}
		for _, version := range definition.Spec.Versions {
			schema := version.Schema.OpenAPIV3Schema
			properties, _ := schema["properties"].(object)
			properties["apiVersion"] = object{"type": "string"}
			properties["kind"] = object{"type": "string"}
			properties["metadata"] = object{
				"$ref": "_definitions.json#/definitions/io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta"}
			write(out, definition.Spec.Group, version.Name, definition.Spec.Names.Kind, strict(schema))
			count++
		}
	}
	return count
}

// The injector reads annotations into the fields of a struct: AppPort int32 `annotation:"dapr.io/app-port"`.
var annotated = regexp.MustCompile("(?m)^\\s+\\w+\\s+\\*?(\\w+)\\s+`annotation:\"(dapr\\.io/[^\"]+)\"")

func writeAnnotations(out, injector string) {
	types := object{}
	for _, match := range annotated.FindAllStringSubmatch(string(read(injector)), -1) {
		types[match[2]] = match[1]
	}
	save(filepath.Join(out, "_dapr-annotations.json"), types)
}

func strict(value any) any {
	switch node := value.(type) {
	case object:
		_, hasProperties := node["properties"]
		_, open := node["additionalProperties"]
		if hasProperties && !open && node["x-kubernetes-preserve-unknown-fields"] != true {
			node["additionalProperties"] = false
		}
		if node["x-kubernetes-int-or-string"] == true {
			node["type"] = []string{"integer", "string"}
			delete(node, "anyOf")
		}
		for _, child := range node {
			strict(child)
		}
	case []any:
		for _, child := range node {
			strict(child)
		}
	}
	return value
}

// The name by which kubeconform is told to look: the core group has none, there its version stands.
func write(out, group, version, kind string, schema any) {
	if group == "" {
		group = version
	}
	save(filepath.Join(out, strings.ToLower(group+"_"+version+"_"+kind)+".json"), schema)
}

func save(file string, content any) {
	text, err := json.Marshal(content)
	must(err)
	must(os.WriteFile(file, text, 0o644))
}

func read(file string) []byte {
	content, err := os.ReadFile(file)
	must(err)
	return content
}

func must(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
