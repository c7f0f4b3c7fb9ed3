package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
)

// pkg is a package as the go command lists it.
type pkg struct {
	Dir, ImportPath                    string
	GoFiles                            []string
	Imports, TestImports, XTestImports []string

	importers []string // those that import it themselves
}

// load lists packages, with those that import them.
func load(patterns []string) ([]*pkg, error) {
	every, err := list("./...")
	if err != nil {
		return nil, err
	}
	wanted, err := list(patterns...)
	if err != nil {
		return nil, err
	}
	for _, p := range wanted {
		for _, other := range every {
			if other.ImportPath != p.ImportPath && slices.Contains(slices.Concat(other.Imports, other.TestImports, other.XTestImports), p.ImportPath) {
				p.importers = append(p.importers, other.ImportPath)
			}
		}
	}
	return wanted, nil
}

func list(patterns ...string) ([]*pkg, error) {
	out, err := exec.Command("go", append([]string{"list", "-json=Dir,ImportPath,GoFiles,Imports,TestImports,XTestImports"}, patterns...)...).Output()
	if err != nil {
		return nil, fmt.Errorf("go list: %w", err)
	}
	var all []*pkg
	for decoder := json.NewDecoder(bytes.NewReader(out)); decoder.More(); {
		p := new(pkg)
		if err := decoder.Decode(p); err != nil {
			return nil, err
		}
		all = append(all, p)
	}
	return all, nil
}

// mutant is a file with one change.
type mutant struct {
	of   *pkg
	file string
	line int
	what string
	text []byte
}

func (m mutant) String() string {
	path := filepath.Join(strings.TrimPrefix(m.of.ImportPath, "create-app/"), filepath.Base(m.file))
	return fmt.Sprintf("%s:%d: %s", path, m.line, m.what)
}

// mutants are all changes that can be made in a package.
func mutants(p *pkg) ([]mutant, error) {
	var all []mutant
	for _, name := range p.GoFiles {
		path := filepath.Join(p.Dir, name)
		source, err := os.ReadFile(path)
		if err != nil {
			return nil, err
		}
		found, err := changes(path, source)
		if err != nil {
			return nil, err
		}
		for _, c := range found {
			text := slices.Concat(source[:c.start], []byte(c.instead), source[c.end:])
			all = append(all, mutant{of: p, file: path, line: c.line, what: c.what, text: text})
		}
	}
	return all, nil
}

// change is a part of a file and what stands there instead.
type change struct {
	start, end int
	instead    string
	line       int
	what       string
}

// changes finds the logic of a file.
func changes(path string, source []byte) ([]change, error) {
	files := token.NewFileSet()
	file, err := parser.ParseFile(files, path, source, parser.SkipObjectResolution)
	if err != nil {
		return nil, err
	}
	var all []change
	add := func(from, to token.Pos, instead, what string) {
		start, end := files.Position(from), files.Position(to)
		shown := strings.Join(strings.Fields(string(source[start.Offset:end.Offset])), " ")
		if len(shown) > 60 {
			shown = strings.ToValidUTF8(shown[:60], "") + "…"
		}
		all = append(all, change{start.Offset, end.Offset, instead, start.Line, fmt.Sprintf("%s: %s", what, shown)})
	}
	text := func(n ast.Node) string {
		return string(source[files.Position(n.Pos()).Offset:files.Position(n.End()).Offset])
	}
	ast.Inspect(file, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.IfStmt:
			add(n.Cond.Pos(), n.Cond.End(), "!("+text(n.Cond)+")", "condition turned")
		case *ast.BinaryExpr:
			if instead, ok := otherOperator()[n.Op]; ok {
				end := n.OpPos + token.Pos(len(n.Op.String()))
				add(n.OpPos, end, instead.String(), fmt.Sprintf("%s in %s instead of", instead, strings.Join(strings.Fields(text(n)), " ")))
			}
		case *ast.BlockStmt:
			dropped(n.List, add)
		case *ast.CaseClause:
			dropped(n.Body, add)
		}
		return true
	})
	return all, nil
}

func otherOperator() map[token.Token]token.Token {
	return map[token.Token]token.Token{
		token.EQL: token.NEQ, token.NEQ: token.EQL, token.LSS: token.LEQ, token.LEQ: token.LSS, token.GTR: token.GEQ, token.GEQ: token.GTR,
		token.LAND: token.LOR, token.LOR: token.LAND, token.ADD: token.SUB, token.SUB: token.ADD,
	}
}

// dropped adds the statements of a block that can be left out.
func dropped(block []ast.Stmt, add func(from, to token.Pos, instead, what string)) {
	for _, s := range block {
		switch s := s.(type) {
		case *ast.ExprStmt, *ast.IncDecStmt, *ast.BranchStmt, *ast.IfStmt, *ast.DeferStmt:
			add(s.Pos(), s.End(), "", "dropped")
		case *ast.AssignStmt:
			if s.Tok != token.DEFINE {
				add(s.Pos(), s.End(), "", "dropped")
			}
		}
	}
}
