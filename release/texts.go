package main

import (
	"context"
	"encoding/json"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// entry is a file of an archive or a package.
type entry struct {
	Path string // with slashes
	Mode fs.FileMode
	Data []byte
}

// texts are the files that are the same on every platform.
type texts struct {
	Readme, Licence, Changelog []byte
	Man                        []entry // below man/man1
	Completions                map[string][]byte
}

// shells are those of "create-app completion", with the names their scripts have.
func shells() map[string]string {
	return map[string]string{"bash": "create-app.bash", "zsh": "_create-app", "fish": "create-app.fish", "powershell": "create-app.ps1"}
}

// gatherTexts reads the source, and has the program print its manual pages and completions.
func gatherTexts(ctx context.Context, root, program string, a about) (*texts, error) {
	t := &texts{Completions: map[string][]byte{}}
	for file, into := range map[string]*[]byte{"README.md": &t.Readme, "LICENSE": &t.Licence, "docs/changelog.md": &t.Changelog} {
		text, err := os.ReadFile(filepath.Join(root, file))
		if err != nil {
			return nil, err
		}
		*into = a.filled(text)
	}
	for shell, name := range shells() {
		script, err := output(ctx, root, nil, program, "completion", shell)
		if err != nil {
			return nil, err
		}
		t.Completions[name] = []byte(script)
	}
	var help struct{ Commands []string }
	text, err := output(ctx, root, nil, program, "help", "--json")
	if err != nil {
		return nil, err
	}
	if err := json.Unmarshal([]byte(text), &help); err != nil {
		return nil, err
	}
	for _, command := range append([]string{""}, help.Commands...) {
		page, err := output(ctx, root, nil, program, append([]string{"help", "--man"}, strings.Fields(command)...)...)
		if err != nil {
			return nil, err
		}
		name := strings.TrimSuffix(a.Name+"-"+command, "-")
		t.Man = append(t.Man, entry{name + ".1", 0o644, []byte(page)})
	}
	return t, nil
}
