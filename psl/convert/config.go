package convert

import (
	"strings"

	"create-app/psl/connector"
	"create-app/psl/schema"
	"create-app/psl/syntax"
)

// datasource names the new provider and drops what the target does not know.
func (m *mover) datasource() {
	ds := m.schema.Datasources[0]
	at := place{ds.File, ds.Block.Name.Span, "datasource " + ds.Name()}
	if p := ds.Property("provider"); m.to.Connector != m.from.Connector {
		m.text.Replace(ds.File, p.Value.Pos(), `"`+m.to.Connector.Provider+`"`)
		m.changed(at, "provider: %s", m.to.Connector.Provider)
	}
	m.relationMode(ds, at)
	if p := ds.Property("extensions"); p != nil && !m.to.Connector.Extensions {
		m.text.CutLines(ds.File, p.Span)
		m.lost(at, "", "extensions go: %s has none", m.to.Name)
	}
	if p := ds.Property("schemas"); p != nil && !m.has(connector.MultiSchema) {
		m.text.CutLines(ds.File, p.Span)
		m.lost(at, "", "schemas go: %s has one only", m.to.Name)
	}
	m.url(ds, at)
	m.directURL(ds, at)
}

// directURL gives a datasource of Prisma 6 the URL past the pool of connections, and takes the old database's away.
func (m *mover) directURL(ds schema.Config, at place) {
	p := ds.Property("directUrl")
	switch {
	case m.takesDirectURL(ds):
		m.addOrTurn(ds, m.goneRelationMode(ds), `directUrl = env("`+m.to.DirectURL+`")`)
		m.changed(at, "directUrl is read from %s: migrations go past the pool of connections", m.to.DirectURL)
	case m.dropsDirectURL(p):
		if !m.takesRelationMode(ds) { // which takes its line
			m.text.CutLines(ds.File, p.Span)
		}
		m.changed(at, "directUrl goes: %s has one URL for everything", m.to.Name)
	}
}

// takesDirectURL reports whether a datasource of Prisma 6 gains a directUrl.
func (m *mover) takesDirectURL(ds schema.Config) bool {
	return m.schema.Version == syntax.Prisma6 && m.to.DirectURL != "" && ds.Property("directUrl") == nil
}

// takesRelationMode reports whether a datasource gains a relationMode.
func (m *mover) takesRelationMode(ds schema.Config) bool {
	return m.to.Emulated && ds.Property("relationMode") == nil
}

// goneRelationMode is the relationMode that a move takes out; nil where it stays or there is none.
func (m *mover) goneRelationMode(ds schema.Config) *syntax.Property {
	if m.to.Emulated || m.fromMode == m.mode {
		return nil
	}
	return ds.Property("relationMode")
}

// addOrTurn adds a property, in the place of an old one that goes with the same move.
func (m *mover) addOrTurn(ds schema.Config, old *syntax.Property, text string) {
	if old == nil {
		m.addProperty(ds, text)
		return
	}
	m.text.Replace(ds.File, old.Span, text)
}

// dropsDirectURL reports whether a datasource's directUrl is the old database's. One that holds the URL itself stays with
// the others: the URL is not to be lost.
func (m *mover) dropsDirectURL(p *syntax.Property) bool {
	if p == nil || m.schema.Version != syntax.Prisma6 || m.to.DirectURL != "" || m.from.DirectURL == "" {
		return false
	}
	_, literal := p.Value.(*syntax.String)
	return !literal
}

func (m *mover) relationMode(ds schema.Config, at place) {
	p := ds.Property("relationMode")
	switch {
	case m.takesRelationMode(ds):
		var old *syntax.Property
		if direct := ds.Property("directUrl"); m.dropsDirectURL(direct) {
			old = direct
		}
		m.addOrTurn(ds, old, `relationMode = "prisma"`)
		m.changed(at, `relationMode = "prisma": Prisma's client looks after relations, there are no foreign keys`)
	case m.to.Emulated && m.fromMode == connector.ForeignKeys:
		m.text.Replace(ds.File, p.Value.Pos(), `"prisma"`)
		m.changed(at, `relationMode = "prisma": Prisma's client looks after relations, there are no foreign keys`)
	case !m.to.Emulated && m.fromMode != m.mode:
		if !m.takesDirectURL(ds) { // which takes its line
			m.text.CutLines(ds.File, p.Span)
		}
		m.changed(at, "relationMode goes: foreign keys look after relations again, and refuse rows that refer to nothing")
	}
}

// addProperty adds a line below the provider and the URL.
func (m *mover) addProperty(ds schema.Config, line string) {
	end := ds.Property("provider").Span.End
	if url := ds.Property("url"); url != nil {
		end = max(end, url.Span.End)
	}
	m.text.AddLine(ds.File, ds.Block, end, line)
}

// url replaces a literal URL, which would name the old database, by a variable.
func (m *mover) url(ds schema.Config, at place) {
	for _, name := range []string{"url", "directUrl", "shadowDatabaseUrl"} {
		p := ds.Property(name)
		if p == nil && name == "url" && m.schema.Version == syntax.Prisma6 {
			m.addProperty(ds, `url = env("DATABASE_URL")`)
			m.changed(at, "url is read from DATABASE_URL")
		}
		if p == nil || name == "directUrl" && m.dropsDirectURL(p) {
			continue
		}
		text, literal := p.Value.(*syntax.String)
		if !literal {
			continue
		}
		variable := map[string]string{"url": "DATABASE_URL", "directUrl": "DIRECT_URL", "shadowDatabaseUrl": "SHADOW_DATABASE_URL"}[name]
		m.text.Replace(ds.File, p.Value.Pos(), `env("`+variable+`")`)
		m.urls = append(m.urls, URL{variable, text.Value})
		m.changed(at, "%s is read from %s: what stood in the schema is for %s", name, variable, m.from.Name)
	}
}

// generator drops the preview features that the target does not know.
func (m *mover) generator(g schema.Config) {
	p := g.Property("previewFeatures")
	if p == nil {
		return
	}
	array, ok := p.Value.(*syntax.Array)
	if !ok {
		return
	}
	var kept []string
	for _, e := range array.Elements {
		s, ok := e.(*syntax.String)
		if !ok || m.keepsFeature(s.Value) {
			kept = append(kept, sliceExpr(g.File, e))
			continue
		}
		m.lost(place{g.File, s.Span, "generator " + g.Name()}, "", "preview feature %s goes: it is not for %s", s.Value, m.to.Name)
	}
	switch {
	case len(kept) == len(array.Elements):
	case len(kept) == 0:
		m.text.CutLines(g.File, p.Span)
	default:
		m.text.Replace(g.File, array.Span, "["+strings.Join(kept, ", ")+"]")
	}
}

func (m *mover) keepsFeature(name string) bool {
	major := int(m.schema.Version)
	_, before := connector.PreviewByName(name, major, m.from.Connector)
	_, after := connector.PreviewByName(name, major, m.to.Connector)
	return after != connector.UnknownFeature || before == connector.UnknownFeature
}
