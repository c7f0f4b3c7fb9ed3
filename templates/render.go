package templates

import (
	"bytes"
	"fmt"
	"path"
	"slices"
	"strings"
	"text/template"
)

const templateSuffix = ".tmpl"

// Render gives every file of the project, sorted by path. It fails on a database or provider that has no
// templates; a failure of a template itself is a mistake in this repo.
func Render(app App) ([]File, error) {
	v, err := newView(app)
	if err != nil {
		return nil, err
	}
	parts, err := template.New("parts").Option("missingkey=error").Funcs(functions()).ParseFS(embedded, "parts/*"+templateSuffix)
	if err != nil {
		return nil, fmt.Errorf("parse the parts of templates: %w", err)
	}
	var files []File
	for _, e := range manifest() {
		if e.when != nil && !e.when(v) {
			continue
		}
		content, err := e.render(v.seenBy(e), parts)
		if err != nil {
			return nil, err
		}
		files = append(files, File{Path: e.target(v), Content: content, Mode: e.mode(), Secret: e.secret})
	}
	slices.SortFunc(files, func(a, b File) int { return strings.Compare(a.Path, b.Path) })
	return files, nil
}

// seenBy is the view for one file: the secret is there for the file that holds it, and for no other.
func (v view) seenBy(e entry) view {
	if !e.secret {
		v.Secret, v.Example = "", true
	}
	return v
}

// render fills in one file; parts are what templates of several files have in common.
func (e entry) render(v view, parts *template.Template) ([]byte, error) {
	source, err := embedded.ReadFile(path.Join("files", e.from))
	if err != nil {
		return nil, fmt.Errorf("read template %s: %w", e.from, err)
	}
	if !strings.HasSuffix(e.from, templateSuffix) {
		return source, nil
	}
	t, err := parts.Clone()
	if err == nil {
		t, err = t.Funcs(template.FuncMap{"part": partOf(t)}).New(e.from).Parse(string(source))
	}
	if err != nil {
		return nil, fmt.Errorf("parse template %s: %w", e.from, err)
	}
	var out bytes.Buffer
	if err := t.Execute(&out, v); err != nil {
		return nil, fmt.Errorf("render template %s: %w", e.from, err)
	}
	return out.Bytes(), nil
}

// partOf is the function that puts a part of these templates into a file: its name, how many blanks its lines get in front, and
// what it sees.
func partOf(t *template.Template) func(string, int, view) (string, error) {
	return func(name string, blanks int, v view) (string, error) {
		var out bytes.Buffer
		if err := t.ExecuteTemplate(&out, name, v); err != nil {
			return "", err
		}
		lines := strings.Split(out.String(), "\n")
		for i, line := range lines {
			if line != "" {
				lines[i] = strings.Repeat(" ", blanks) + line
			}
		}
		return strings.Join(lines, "\n"), nil
	}
}
