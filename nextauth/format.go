package nextauth

import (
	"fmt"
	"strings"
)

// Format prints models in the schema language, laid out as Prisma's formatter would, one empty line between two.
// Relations stand apart below the columns, block attributes below them.
func Format(models []Model) string {
	var b strings.Builder
	for i, m := range models {
		if i > 0 {
			b.WriteByte('\n')
		}
		formatModel(&b, m)
	}
	return b.String()
}

func formatModel(b *strings.Builder, m Model) {
	var columns, relations []Field
	for _, f := range m.Fields {
		if f.isRelation() {
			relations = append(relations, f)
		} else {
			columns = append(columns, f)
		}
	}
	fmt.Fprintf(b, "model %s {\n", m.Name)
	formatFields(b, columns)
	if len(relations) > 0 {
		b.WriteByte('\n')
		formatFields(b, relations)
	}
	attributes := m.blockAttributes()
	if len(attributes) > 0 {
		b.WriteByte('\n')
	}
	for _, a := range attributes {
		fmt.Fprintf(b, "  %s\n", a)
	}
	b.WriteString("}\n")
}

// blockAttributes are the lines below the fields.
func (m Model) blockAttributes() []string {
	var list []string
	for _, k := range m.Keys {
		list = append(list, k.String())
	}
	if m.Map != "" {
		list = append(list, fmt.Sprintf("@@map(%q)", m.Map))
	}
	if m.Schema != "" {
		list = append(list, fmt.Sprintf("@@schema(%q)", m.Schema))
	}
	return list
}

// String is the block attribute as it stands in a schema.
func (k Key) String() string {
	return fmt.Sprintf("@@%s([%s])", k.Kind, strings.Join(k.Fields, ", "))
}

// isRelation tells fields that point at models from columns.
func (f Field) isRelation() bool { return f.Relation != nil || f.Arity == List }

// formatFields aligns one group of lines: names, types and attributes are columns, the last one is not padded.
func formatFields(b *strings.Builder, fields []Field) {
	var nameWidth, typeWidth int
	for _, f := range fields {
		nameWidth = max(nameWidth, len(f.Name))
		typeWidth = max(typeWidth, len(f.Type)+len(f.Arity.Mark()))
	}
	for _, f := range fields {
		line := fmt.Sprintf("  %-*s %-*s %s", nameWidth, f.Name, typeWidth, f.Type+f.Arity.Mark(), f.Attributes())
		b.WriteString(strings.TrimRight(line, " "))
		b.WriteByte('\n')
	}
}

// Attributes is the field's list of attributes as it stands in a schema, empty when it has none.
func (f Field) Attributes() string {
	var list []string
	if f.ID {
		list = append(list, "@id")
	}
	if f.Default != "" {
		list = append(list, "@default("+f.Default+")")
	}
	if f.Unique {
		list = append(list, "@unique")
	}
	if f.UpdatedAt {
		list = append(list, "@updatedAt")
	}
	if r := f.Relation; r != nil {
		list = append(list, fmt.Sprintf("@relation(fields: [%s], references: [%s], onDelete: %s)",
			strings.Join(r.Fields, ", "), strings.Join(r.References, ", "), r.OnDelete))
	}
	if f.Map != "" {
		list = append(list, fmt.Sprintf("@map(%q)", f.Map))
	}
	if f.Native != "" {
		list = append(list, "@db."+f.Native)
	}
	return strings.Join(list, " ")
}
