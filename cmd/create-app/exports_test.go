package main

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// A name is exported because another package calls it. Methods and fields are
// looked for by their names alone, whatever they belong to.
func TestExportedNamesHaveCallers(t *testing.T) {
	sources := moduleSources(t, filepath.Join("..", ".."))
	called, selected := make(map[string]bool), make(map[string]map[string]bool)
	for folder, files := range sources {
		for _, file := range files {
			noteCalls(folder, file, called, selected)
		}
	}
	checked := 0
	for folder, files := range sources {
		inSignatures := make(map[string]bool)
		for _, file := range files {
			noteSignatures(file, inSignatures)
		}
		if room, _, _ := strings.Cut(folder, "/"); room != "scaffold" && room != "project" || strings.Contains(folder, "/internal/") {
			continue
		}
		for _, file := range files {
			for _, name := range exportedNames(file) {
				checked++
				owner, member, isMember := strings.Cut(name, ".")
				if !isMember && inSignatures[owner] {
					continue
				}
				if !isMember {
					isCalled := func(one string) bool { return called[folder+"."+one] }
					assert.True(t, slices.ContainsFunc(strings.Fields(name), isCalled), "%s.%s has no caller outside its package", folder, name)
					continue
				}
				elsewhere := false
				for other := range selected[member] {
					elsewhere = elsewhere || other != folder
				}
				assert.True(t, elsewhere, "%s.%s has no caller outside its package", folder, name)
			}
		}
	}
	assert.Greater(t, checked, 50)
}

// moduleSources are the files of every package below root but its tests.
func moduleSources(t *testing.T, root string) map[string][]*ast.File {
	t.Helper()
	sources := make(map[string][]*ast.File)
	require.NoError(t, fs.WalkDir(os.DirFS(root), ".", func(name string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case entry.IsDir() && name != "." && (strings.HasPrefix(entry.Name(), ".") || entry.Name() == "testdata" || entry.Name() == "node_modules"):
			return fs.SkipDir
		case entry.IsDir() || !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go"):
			return nil
		}
		file, err := parser.ParseFile(token.NewFileSet(), filepath.Join(root, name), nil, parser.SkipObjectResolution)
		sources[path.Dir(name)] = append(sources[path.Dir(name)], file)
		return err
	}))
	return sources
}

// noteCalls notes which names of which packages a file mentions, and in which
// folder a field or a method of some name is used or set.
func noteCalls(folder string, file *ast.File, called map[string]bool, selected map[string]map[string]bool) {
	packages := make(map[string]string) // by their name in this file
	for _, spec := range file.Imports {
		imported, _ := strconv.Unquote(spec.Path.Value)
		own, isOwn := strings.CutPrefix(imported, "create-app/")
		if !isOwn {
			continue
		}
		name := path.Base(own)
		if spec.Name != nil {
			name = spec.Name.Name
		}
		packages[name] = own
	}
	use := func(member string) {
		if selected[member] == nil {
			selected[member] = make(map[string]bool)
		}
		selected[member][folder] = true
	}
	ast.Inspect(file, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.SelectorExpr:
			if x, ok := n.X.(*ast.Ident); ok && packages[x.Name] != "" {
				called[packages[x.Name]+"."+n.Sel.Name] = true
			}
			use(n.Sel.Name)
		case *ast.KeyValueExpr:
			if key, ok := n.Key.(*ast.Ident); ok {
				use(key.Name)
			}
		}
		return true
	})
}

// noteSignatures notes the types that exported functions, methods and fields of a
// file take or give: who calls these has them in hand.
func noteSignatures(file *ast.File, types map[string]bool) {
	note := func(list *ast.FieldList) {
		if list == nil {
			return
		}
		ast.Inspect(list, func(n ast.Node) bool {
			if name, ok := n.(*ast.Ident); ok {
				types[name.Name] = true
			}
			return true
		})
	}
	ast.Inspect(file, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncDecl:
			if n.Name.IsExported() {
				note(n.Type.Params)
				note(n.Type.Results)
			}
			return false
		case *ast.StructType:
			for _, field := range n.Fields.List {
				if len(field.Names) == 0 || field.Names[0].IsExported() {
					note(&ast.FieldList{List: []*ast.Field{field}})
				}
			}
		}
		return true
	})
}

// exportedNames are those of a file: a group of constants as one, with blanks
// between its names, and methods and fields with their type before a dot. What
// other code calls by an interface of the standard library, or reads as JSON,
// does not count.
func exportedNames(file *ast.File) (names []string) {
	implicit := []string{"Error", "Unwrap", "Is", "String"}
	add := func(owner string, name *ast.Ident) {
		switch {
		case !name.IsExported(), owner != "" && (!ast.IsExported(owner) || slices.Contains(implicit, name.Name)):
		case owner != "":
			names = append(names, owner+"."+name.Name)
		default:
			names = append(names, name.Name)
		}
	}
	for _, decl := range file.Decls {
		switch d := decl.(type) {
		case *ast.FuncDecl:
			add(receiver(d), d.Name)
		case *ast.GenDecl:
			if set := exportedConstants(d); len(set) > 0 {
				names = append(names, strings.Join(set, " "))
				continue
			}
			for _, spec := range d.Specs {
				switch s := spec.(type) {
				case *ast.ValueSpec:
					for _, name := range s.Names {
						add("", name)
					}
				case *ast.TypeSpec:
					add("", s.Name)
					if fields, ok := s.Type.(*ast.StructType); ok {
						for _, field := range fields.Fields.List {
							for _, name := range field.Names {
								if field.Tag == nil {
									add(s.Name.Name, name)
								}
							}
						}
					}
				}
			}
		}
	}
	return names
}

func exportedConstants(d *ast.GenDecl) (names []string) {
	if d.Tok != token.CONST {
		return nil
	}
	for _, spec := range d.Specs {
		for _, name := range spec.(*ast.ValueSpec).Names {
			if name.IsExported() {
				names = append(names, name.Name)
			}
		}
	}
	return names
}

// receiver is the name of the type that a method belongs to, or empty.
func receiver(d *ast.FuncDecl) string {
	if d.Recv == nil {
		return ""
	}
	t := d.Recv.List[0].Type
	if star, ok := t.(*ast.StarExpr); ok {
		t = star.X
	}
	if name, ok := t.(*ast.Ident); ok {
		return name.Name
	}
	return ""
}
