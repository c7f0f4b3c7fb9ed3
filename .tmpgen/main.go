package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"

	"create-app/templates"
)

// usage: gen DIR JSON
func main() {
	app := templates.App{Name: "my-app", Database: "sqlite", Auth: true, Providers: []string{"github"}, ImportAlias: "@/*", PackageManager: "npm", Secret: "c2VjcmV0c2VjcmV0c2VjcmV0c2VjcmV0c2VjcmV0MTI=", Version: "0.1.0"}
	if err := json.Unmarshal([]byte(os.Args[2]), &app); err != nil {
		panic(err)
	}
	files, err := templates.Render(app)
	if err != nil {
		panic(err)
	}
	for _, f := range files {
		p := filepath.Join(os.Args[1], f.Path)
		os.MkdirAll(filepath.Dir(p), 0o755)
		if err := os.WriteFile(p, f.Content, f.Mode); err != nil {
			panic(err)
		}
	}
	fmt.Println(len(files), "files")
}
