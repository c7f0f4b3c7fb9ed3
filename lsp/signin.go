package lsp

import (
	"slices"

	"create-app/nextauth"
	"create-app/psl/token"
)

// wants says what the project's NextAuth needs of the schema; ok is false for a
// project without its Prisma adapter. It is read once for each layout.
func (u *unit) wants() (nextauth.Wants, bool) {
	u.signinOnce.Do(func() {
		p := u.project
		if p == nil || p.Package == nil || p.Package.Range("@auth/prisma-adapter") == "" && p.Package.Range("@next-auth/prisma-adapter") == "" {
			return
		}
		u.signinWants, u.hasSignin = nextauth.WantsOf(p), true
		u.signinWants.PlanetScale = u.signinWants.PlanetScale || p.Package.Range("@prisma/adapter-planetscale") != ""
	})
	return u.signinWants, u.hasSignin
}

// compareSignIn is the schema held against what NextAuth's adapter needs, or nil where
// the project has none or the schema has errors: those are said first.
func (a *analysis) compareSignIn() *nextauth.Comparison {
	wants, ok := a.unit.wants()
	if !ok || a.judged().list.HasErrors() {
		return nil
	}
	c, err := nextauth.Compare(a.files, wants)
	if err != nil {
		return nil
	}
	return c
}

// signInFindings are what NextAuth's adapter cannot work with, in one file.
func (a *analysis) signInFindings(w *world, doc *document) []diagnostic {
	c := a.signIn()
	if c == nil {
		return nil
	}
	var list []diagnostic
	for _, f := range c.Findings {
		if d, ok := a.signInDiagnostic(w, doc, f); ok {
			list = append(list, d)
		}
	}
	return list
}

func (a *analysis) signInDiagnostic(w *world, doc *document, f nextauth.Finding) (diagnostic, bool) {
	if wants, _ := a.unit.wants(); f.Level < nextauth.BreaksForSome || wants.Unused(f) {
		return diagnostic{}, false
	}
	d := diagnostic{Severity: severityWarning, Source: source, Code: "auth-" + f.Code, Message: f.Message}
	if f.Reason != "" {
		d.Message += "\n" + f.Reason
	}
	if f.Cure != "" {
		d.Message += "\n" + f.Cure
	}
	switch {
	case f.File != nil:
		if of, _ := a.documentOf(f.File.File); of != doc {
			return d, false
		}
		d.Range = a.rangeOf(f.File.File, f.Span, w.encoding)
	case len(a.docs) > 0 && a.docs[0] == doc: // what is nowhere is said at the top of the first file
		d.Range = doc.text.rangeOf(token.Span{End: token.Pos(doc.text.lineEnd(0))}, w.encoding)
	default:
		return d, false
	}
	return d, true
}

// cureSignIn offers what NextAuth's adapter lacks, as "create-app auth" would
// add it.
func (x *actions) cureSignIn() {
	c := x.signIn()
	if c == nil {
		return
	}
	var cured []diagnostic
	for _, f := range c.Findings {
		d, ok := x.signInDiagnostic(x.world, x.doc, f)
		if ok && f.Safe && x.touches(x.doc.text.span(d.Range, x.world.encoding)) {
			cured = append(cured, d)
		}
	}
	if len(cured) == 0 {
		return
	}
	files, err := c.Merge()
	if err != nil {
		return
	}
	var edits []fileEdit
	for i := range x.files {
		edits = append(edits, x.changes(i, files[i].Text)...)
	}
	before := len(x.list)
	x.offer(quickFix, "Change the schema as NextAuth's adapter needs it", nil, edits)
	if len(x.list) > before {
		x.list[before].Diagnostics = cured
	}
}

// roles are the models that play a part for NextAuth's adapter, by their names.
func (a *analysis) roles() map[string]nextauth.Role {
	c := a.signIn()
	if c == nil {
		return nil
	}
	roles := map[string]nextauth.Role{}
	for _, role := range nextauth.Roles() {
		if name := c.Model(role); name != "" && !slices.Contains(c.Undecided(), role) {
			roles[name] = role
		}
	}
	return roles
}
