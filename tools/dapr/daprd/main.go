// Command daprd is Dapr's sidecar, unchanged, with the sqlite name resolver registered in addition.
//
// Dapr's own build has that resolver only under the tag "allcomponents" (a much longer build). The stable set has mDNS
// alone, which finds apps of the same id anywhere in the network: a second fleet on the machine, or a colleague's.
package main

import (
	"github.com/dapr/components-contrib/nameresolution/sqlite"
	"github.com/dapr/dapr/cmd/daprd/app"
	"github.com/dapr/dapr/pkg/components/nameresolution"
)

func main() {
	nameresolution.DefaultRegistry.RegisterComponent(sqlite.NewResolver, "sqlite")
	app.Run()
}
