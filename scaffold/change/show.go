package change

import (
	"fmt"
	"slices"
	"strings"

	"github.com/aymanbagabas/go-udiff"

	"create-app/plain"
)

// Tree draws the plan's files as a tree below the project's name, and says of
// each file that is not simply new what happens to it.
func (p *Plan) Tree() string {
	root := &branch{name: strings.TrimSuffix(p.Root[strings.LastIndexAny(p.Root, `/\`)+1:], "/")}
	for _, c := range p.Changes {
		root.add(strings.Split(c.Path, "/"), c.Kind)
	}
	var b strings.Builder
	b.WriteString(root.name + "\n")
	root.draw(&b, "")
	return b.String()
}

// branch is a folder or file of the drawing.
type branch struct {
	name     string
	kind     Kind // of a file
	children []*branch
}

func (n *branch) add(parts []string, kind Kind) {
	if len(parts) == 0 {
		n.kind = kind
		return
	}
	if last := len(n.children) - 1; last < 0 || n.children[last].name != parts[0] {
		n.children = append(n.children, &branch{name: parts[0]})
	}
	n.children[len(n.children)-1].add(parts[1:], kind)
}

func (n *branch) draw(b *strings.Builder, indent string) {
	slices.SortFunc(n.children, func(a, b *branch) int { return strings.Compare(a.name, b.name) })
	for i, child := range n.children {
		fork, below := "├── ", "│   "
		if i == len(n.children)-1 {
			fork, below = "└── ", "    "
		}
		note := ""
		if child.kind != "" && child.kind != Create {
			note = " (" + string(child.kind) + ")"
		}
		fmt.Fprintf(b, "%s%s%s%s\n", indent, fork, child.name, note)
		child.draw(b, indent+below)
	}
}

// Count says in words how many files are new, changed and so on.
func (p *Plan) Count() string {
	var parts []string
	for _, of := range []struct {
		kind Kind
		word string
	}{{Create, "new"}, {Modify, "changed"}, {Delete, "deleted"}, {Keep, "kept"}} {
		count := 0
		for _, c := range p.Changes {
			if c.Kind == of.kind {
				count++
			}
		}
		switch {
		case count == 0:
			continue
		case len(parts) > 0:
			parts = append(parts, fmt.Sprintf("%d %s", count, of.word))
		case count == 1:
			parts = append(parts, fmt.Sprintf("1 %s file", of.word))
		default:
			parts = append(parts, fmt.Sprintf("%d %s files", count, of.word))
		}
	}
	if len(parts) == 0 {
		return "nothing to do"
	}
	return strings.Join(parts, ", ")
}

// Mask gives the two texts of a change as they may be shown, with nothing secret
// in them.
type Mask func(c Change) (before, after string)

// Diff is the plan as a unified diff that patch and git apply understand, of the
// texts that mask leaves to be seen.
func (p *Plan) Diff(mask Mask) string {
	var b strings.Builder
	for _, c := range p.Changes {
		from, to := plain.PatchName("a/"+c.Path), plain.PatchName("b/"+c.Path)
		if c.Kind == Create {
			from = "/dev/null"
		}
		if c.Kind == Delete {
			to = "/dev/null"
		}
		before, after := mask(c)
		b.WriteString(udiff.Unified(from, to, before, after))
	}
	return b.String()
}
