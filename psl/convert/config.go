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
	mode, direct := m.relationModeLine(ds), m.directURLLine(ds)
	m.relationMode(ds, at, mode, direct)
	if p := ds.Property("extensions"); p != nil && !m.to.Connector.Extensions {
		m.text.CutLines(ds.File, p.Span)
		m.lost(at, "", "extensions go: %s has none", m.to.Name)
	}
	if p := ds.Property("schemas"); p != nil && !m.has(connector.MultiSchema) {
		m.text.CutLines(ds.File, p.Span)
		m.lost(at, "", "schemas go: %s has one only", m.to.Name)
	}
	m.url(ds, at, direct)
	m.directURL(ds, at, direct, mode)
}

// line is what becomes of a line of the datasource that some databases have and
// others do not. The zero line stays as it is.
type line struct {
	goes  *syntax.Property
	comes string
}

// relationModeLine decides about relationMode; turning one that stays is not its business.
func (m *mover) relationModeLine(ds schema.Config) line {
	there := ds.Property("relationMode")
	switch {
	case m.to.Emulated && there == nil:
		return line{comes: `relationMode = "prisma"`}
	case !m.to.Emulated && m.fromMode != m.mode:
		return line{goes: there}
	}
	return line{}
}

// directURLLine decides about directUrl, the URL past the pool of connections, which is of Prisma 6's datasource. The
// old database's goes; but one that holds the URL itself stays with the others: the URL is not to be lost.
func (m *mover) directURLLine(ds schema.Config) line {
	there := ds.Property("directUrl")
	switch {
	case m.schema.Version != syntax.Prisma6:
	case m.to.DirectURL != "" && there == nil:
		return line{comes: `directUrl = env("` + m.to.DirectURL + `")`}
	case m.to.DirectURL == "" && m.from.DirectURL != "" && there != nil:
		if _, literal := there.Value.(*syntax.String); !literal {
			return line{goes: there}
		}
	}
	return line{}
}

// writeLine writes what is decided about a line. One that comes takes the place of the other, if that goes.
func (m *mover) writeLine(ds schema.Config, l, other line) {
	switch {
	case l.comes != "" && other.goes != nil:
		m.text.Replace(ds.File, other.goes.Span, l.comes)
	case l.comes != "":
		m.addProperty(ds, l.comes)
	case l.goes != nil && other.comes == "":
		m.text.CutLines(ds.File, l.goes.Span)
	}
}

func (m *mover) directURL(ds schema.Config, at place, direct, mode line) {
	m.writeLine(ds, direct, mode)
	switch {
	case direct.comes != "":
		m.changed(at, "directUrl is read from %s: migrations go past the pool of connections", m.to.DirectURL)
	case direct.goes != nil:
		m.changed(at, "directUrl goes: %s has one URL for everything", m.to.Name)
	}
}

func (m *mover) relationMode(ds schema.Config, at place, mode, direct line) {
	m.writeLine(ds, mode, direct)
	turns := mode == line{} && m.to.Emulated && m.fromMode == connector.ForeignKeys
	if turns {
		m.text.Replace(ds.File, ds.Property("relationMode").Value.Pos(), `"prisma"`)
	}
	switch {
	case mode.comes != "" || turns:
		m.changed(at, `relationMode = "prisma": Prisma's client looks after relations, there are no foreign keys`)
	case mode.goes != nil:
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
func (m *mover) url(ds schema.Config, at place, direct line) {
	for _, name := range []string{"url", "directUrl", "shadowDatabaseUrl"} {
		p := ds.Property(name)
		if p == nil && name == "url" && m.schema.Version == syntax.Prisma6 {
			m.addProperty(ds, `url = env("DATABASE_URL")`)
			m.changed(at, "url is read from DATABASE_URL")
		}
		if p == nil || p == direct.goes {
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
