// Command lay writes a project of package projects to a folder, with the packages and files that its build needs besides:
// React's other half, TypeScript and a layout.
package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"create-app/internal/projects"
)

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "lay:", err)
		os.Exit(1)
	}
}

func run(args []string) error {
	if len(args) != 2 {
		return fmt.Errorf("usage: lay NAME FOLDER")
	}
	p, err := projects.Load(args[0])
	if err != nil {
		return err
	}
	for _, f := range p.Files {
		text := f.Data
		if filepath.Base(f.Name) == "package.json" {
			if text, err = completed(text, usesTypeScript(p)); err != nil {
				return fmt.Errorf("%s: %w", f.Name, err)
			}
		}
		if err := write(filepath.Join(args[1], filepath.FromSlash(f.Name)), text); err != nil {
			return err
		}
		if dir, below, found := strings.Cut(f.Name, "app/page.tsx"); found && below == "" {
			layout := "export default function Layout({ children }: { children: React.ReactNode }) { return <html><body>{children}</body></html>; }\n"
			if err := write(filepath.Join(args[1], filepath.FromSlash(dir), "app", "layout.tsx"), []byte(layout)); err != nil {
				return err
			}
		}
	}
	return nil
}

func usesTypeScript(p *projects.Project) bool {
	for _, f := range p.Files {
		if strings.HasSuffix(f.Name, ".ts") || strings.HasSuffix(f.Name, ".tsx") {
			return true
		}
	}
	return false
}

// completed adds to the package.json of an app what next build asks for.
func completed(text []byte, typed bool) ([]byte, error) {
	var all map[string]any
	if err := json.Unmarshal(text, &all); err != nil {
		return nil, err
	}
	asked, _ := all["dependencies"].(map[string]any)
	if asked["next"] == nil {
		return text, nil
	}
	asked["react"], asked["react-dom"] = "19.1.0", "19.1.0"
	if typed {
		asked["typescript"], asked["@types/node"], asked["@types/react"], asked["@types/react-dom"] = "5.9.3", "20.19.43", "19.1.0", "19.1.0"
	}
	return json.Marshal(all)
}

func write(path string, text []byte) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return err
	}
	return os.WriteFile(path, text, 0o600)
}
