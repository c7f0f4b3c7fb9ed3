package convert

import (
	"fmt"
	"slices"
	"strings"

	"create-app/psl/connector"
	"create-app/psl/schema"
)

// link is what becomes of a relation's @relation: the actions, where they have
// to be written, and whether its name goes.
type link struct {
	onDelete, onUpdate connector.Action // zero where they stay
	dropMap            bool
	fields, references []string // in another order, or nil
}

// relations fits all relations to the target: actions it has, no cycles of
// cascades, and indexes where there are no foreign keys.
func (m *mover) relations() {
	links := make(map[*schema.Relation]*link)
	for _, r := range m.inline() {
		l := &link{}
		links[r] = l
		m.actions(r, l)
		m.keyName(r, l)
		m.keyOrder(r, l)
	}
	if m.has(connector.ReferenceCycleDetection) || m.mode == connector.Emulated {
		m.breakCycles(links)
	}
	for _, r := range m.inline() {
		m.writeLink(r, links[r])
		m.keyIndex(r)
	}
	m.writeIndexes()
}

// inline are the relations with a foreign key that both sides know.
func (m *mover) inline() []*schema.Relation {
	var list []*schema.Relation
	for _, r := range m.schema.Relations {
		if r.IsInline() && r.Forward != nil && r.Forward.Relation.Attribute != nil && len(r.Forward.Relation.Fields) > 0 {
			list = append(list, r)
		}
	}
	return list
}

// actions replaces the referential actions the target does not have by the
// nearest one that refuses rather than changes rows.
func (m *mover) actions(r *schema.Relation, l *link) {
	end := r.Forward.Relation
	l.onDelete = m.action(r, end.OnDelete, "onDelete")
	l.onUpdate = m.action(r, end.OnUpdate, "onUpdate")
}

func (m *mover) action(r *schema.Relation, a connector.Action, name string) connector.Action {
	allowed := m.to.Connector.ActionsIn(m.mode)
	safe := connector.NoAction
	if !allowed.Has(safe) || a != connector.Restrict && allowed.Has(connector.Restrict) {
		safe = connector.Restrict
	}
	at := m.atField(r.Forward)
	switch {
	case a == 0:
		return 0
	case a == connector.SetNull && m.requiresKey(r) && !m.setsNullOnRequired():
		m.changed(at, "%s: SetNull becomes %s: a required field cannot be set to null", name, safe)
	case a == connector.SetDefault && (!allowed.Has(a) || m.to.Connector.Provider == "mysql"):
		m.note(Code, at, "set the default in the application", "%s: SetDefault becomes %s: %s does not have it", name, safe, m.to.Name)
	case !allowed.Has(a):
		m.changed(at, "%s: %s becomes %s, which is what %s has", name, a, safe, m.to.Name)
	default:
		return 0
	}
	return safe
}

func (m *mover) setsNullOnRequired() bool {
	return m.has(connector.SetNullOnRequired) && m.mode == connector.ForeignKeys
}

func (m *mover) requiresKey(r *schema.Relation) bool {
	return slices.ContainsFunc(r.Forward.Relation.Fields, (*schema.Field).IsRequired)
}

// keyName drops the name of a foreign key where the target cannot give it that one.
func (m *mover) keyName(r *schema.Relation, l *link) {
	if r.Forward.Relation.MapName == nil {
		return
	}
	at := m.atField(r.Forward)
	switch name := r.Forward.Relation.MapName.Value; {
	case !m.has(connector.NamedForeignKeys):
		m.changed(at, "the name of the foreign key goes: %s gives it none", m.to.Name)
	case len(name) > m.to.Connector.MaxIdentifier:
		m.changed(at, "name %q goes: %s has names of %d bytes", name, m.to.Name, m.to.Connector.MaxIdentifier)
	case m.isTaken(r.From, nil, r.Forward, name):
		m.changed(at, "name %q goes: another constraint bears it, and in %s they must differ", name, m.to.Name)
	default:
		return
	}
	l.dropMap = true
}

// keyOrder puts the fields of a compound foreign key into the order of the key
// it refers to, which some databases insist on.
func (m *mover) keyOrder(r *schema.Relation, l *link) {
	end := r.Forward.Relation
	if m.has(connector.RelationFieldsInArbitraryOrder) || len(end.References) < 2 || len(end.Fields) != len(end.References) {
		return
	}
	var match *schema.Index
	for ix := range r.To.UniqueCriteria {
		if ix.HasExactly(end.References) {
			return
		}
		if match == nil && holdsAll(ix, end.References) {
			match = ix
		}
	}
	if match == nil {
		return
	}
	for i := range match.Fields {
		j := slices.Index(end.References, match.Fields[i].Field)
		l.references = append(l.references, end.References[j].Name())
		l.fields = append(l.fields, end.Fields[j].Name())
	}
	m.changed(m.atField(r.Forward), "fields and references take the order of the key they refer to")
}

func holdsAll(ix *schema.Index, fields []*schema.Field) bool {
	if len(ix.Fields) != len(fields) {
		return false
	}
	for i := range ix.Fields {
		if !slices.Contains(fields, ix.Fields[i].Field) {
			return false
		}
	}
	return true
}

// writeLink writes @relation anew where something changes.
func (m *mover) writeLink(r *schema.Relation, l *link) {
	f := r.Forward.File()
	attr := r.Forward.Relation.Attribute
	var parts []string
	done := map[string]bool{}
	for i := range attr.Args.List {
		arg := &attr.Args.List[i]
		name, text := arg.Name.Text(f.File), f.Slice(arg.Span)
		switch {
		case name == "map" && l.dropMap:
			continue
		case name == "onDelete" && l.onDelete != 0:
			text = "onDelete: " + l.onDelete.String()
		case name == "onUpdate" && l.onUpdate != 0:
			text = "onUpdate: " + l.onUpdate.String()
		case name == "fields" && l.fields != nil:
			text = "fields: [" + strings.Join(l.fields, ", ") + "]"
		case name == "references" && l.references != nil:
			text = "references: [" + strings.Join(l.references, ", ") + "]"
		}
		done[name] = true
		parts = append(parts, text)
	}
	if l.onDelete != 0 && !done["onDelete"] {
		parts = append(parts, "onDelete: "+l.onDelete.String())
	}
	if l.onUpdate != 0 && !done["onUpdate"] {
		parts = append(parts, "onUpdate: "+l.onUpdate.String())
	}
	if l.onDelete != 0 || l.onUpdate != 0 || l.dropMap || l.fields != nil {
		m.text.Replace(f, attr.Args.Span, "("+strings.Join(parts, ", ")+")")
	}
}

// keyIndex adds the index that a foreign key would have brought.
func (m *mover) keyIndex(r *schema.Relation) {
	fields := r.Forward.Relation.Fields
	if m.mode != connector.Emulated || m.fromMode == connector.Emulated || r.From.IsView || hasIndexOver(r.From, fields) {
		return
	}
	line := m.indexLine(r.From, fields)
	if slices.Contains(m.added[r.From], line) {
		return
	}
	m.addIndex(r.From, line)
	m.changed(m.atField(r.Forward), "gets an index: without a foreign key nothing else brings one")
}

// indexLine is an index over the fields of a foreign key, with a name of its
// own where another index has the usual one.
func (m *mover) indexLine(model *schema.Model, fields []*schema.Field) string {
	var names, columns []string
	for _, f := range fields {
		names, columns = append(names, f.Name()), append(columns, f.DatabaseName())
	}
	argument := ""
	if name := m.to.Connector.IndexName(model.DatabaseName(), columns); m.isTaken(model, &schema.Index{Kind: schema.Normal, Model: model}, nil, name) {
		other := m.to.Connector.IndexName(model.DatabaseName(), append(columns, "relation"))
		argument = fmt.Sprintf(", map: %q", other)
	}
	return "@@index([" + strings.Join(names, ", ") + "]" + argument + ") " + indexMark
}

func (m *mover) writeIndexes() {
	for _, model := range m.models() {
		apart := true
		for range model.Node.BlockAttributes() {
			apart = false
		}
		for _, line := range m.added[model] {
			if apart {
				m.text.AppendBlankLine(model.File, model.Node)
				apart = false
			}
			m.text.AppendLine(model.File, model.Node, line)
		}
	}
}
