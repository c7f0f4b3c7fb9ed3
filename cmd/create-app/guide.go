package main

import (
	"fmt"
	"io"
	"strconv"
	"strings"

	"create-app/plain"
	"create-app/prompts/palette"
	"create-app/scaffold"
	"create-app/templates"
)

// guide is what to do next, numbered: what a project shows there, and what
// people have to do elsewhere. Only what applies is in it.
type guide struct {
	steps []scaffold.Next
	keys  []templates.Provider // that still lack their keys
	major int                  // of NextAuth
	env   string               // the file they go into
}

// newGuide is the guide of a new project.
func newGuide(steps []scaffold.Next, o scaffold.Options) guide {
	g := guide{steps: steps, env: ".env", major: o.NextAuthMajor()}
	if o.Auth == "none" {
		return g
	}
	for _, id := range o.Providers {
		if p, found := templates.FindProvider(id); found {
			g.keys = append(g.keys, p)
		}
	}
	return g
}

// indent is where the text behind a step's number stands.
const indent = "     "

// show prints the steps. Links can be clicked where the terminal knows how.
func (g guide) show(env *Env) {
	if env.Quiet || len(g.steps) == 0 {
		return
	}
	look := env.palette(env.ErrTerminal)
	width := 0
	if env.ErrTerminal {
		width = env.columns()
	}
	fits := func(columns int) bool { return width == 0 || columns <= width }
	widest, longest := 0, 0
	for _, s := range g.steps {
		if s.About != "" {
			widest, longest = max(widest, len(s.Command)), max(longest, len([]rune(s.About)))
		}
	}
	var b strings.Builder
	b.WriteString("\n" + look.Paint(palette.Strong, "next:") + "\n")
	number := 0
	item := func(text string) {
		number++
		fmt.Fprintf(&b, "  %s %s\n", look.Paint(palette.Accent, strconv.Itoa(number)+"."), text)
	}
	for _, s := range g.steps {
		text := plain.Line(s.Command)
		if s.About != "" {
			gap := "\n" + indent
			if fits(len(indent) + widest + 3 + longest) {
				gap = strings.Repeat(" ", widest-len(s.Command)+3)
			}
			text += gap + look.Paint(palette.Dim, linked(look, s.About))
		}
		item(text)
	}
	for _, p := range g.keys {
		text := fmt.Sprintf("for %s, into %s: %s", p.Name, g.env, strings.Join(p.Variables(g.major), ", "))
		item(hanging(text, "", indent, width-len(indent)))
		address := func(what, url string) {
			gap := strings.Repeat(" ", len("callback ")-len(what))
			if !fits(len(indent) + len("callback ") + len(url)) {
				gap = "\n" + indent + "  "
			}
			fmt.Fprintf(&b, "%s%s%s%s\n", indent, look.Paint(palette.Dim, what), gap, look.Link(url, url))
		}
		if p.Console != "" {
			address("from", p.Console)
		}
		if callback := p.Callback(g.major); !p.IsEmail() {
			address("callback", callback)
		}
		if remark := p.Remark(g.major); remark != "" {
			b.WriteString(hanging(remark, indent, indent, width) + "\n")
		}
	}
	out := env.Err
	if env.ErrTerminal {
		out = env.screen() // every part of it is harmless already
	}
	_, _ = io.WriteString(out, b.String())
}

// linked makes an address that can be clicked of a text that is one.
func linked(look palette.Palette, text string) string {
	if strings.HasPrefix(text, "http://") || strings.HasPrefix(text, "https://") {
		return look.Link(text, text)
	}
	return plain.Line(text)
}
