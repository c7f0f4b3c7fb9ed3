package nextauth

import (
	"slices"

	"create-app/psl/connector"
	"create-app/psl/schema"
)

// model is one model of a schema with what is asked of it again and again.
type model struct {
	*schema.Model
	fields []*schema.Field
	folded string // the name as fold has it
}

func modelsOf(s *schema.Schema) []*model {
	var models []*model
	for _, m := range s.Models {
		models = append(models, &model{Model: m, fields: m.EveryField(), folded: fold(m.Name())})
	}
	return models
}

// field gives the first field of that name, or nil.
func (m *model) field(name string) *schema.Field {
	for _, f := range m.fields {
		if f.Name() == name {
			return f
		}
	}
	return nil
}

// spelled gives the field that is name in another spelling, or in whose column
// name would be kept, or nil.
func (m *model) spelled(name string) *schema.Field {
	want := fold(name)
	for _, f := range m.fields {
		if f.Name() != name && (fold(f.Name()) == want || fold(f.DatabaseName()) == want) {
			return f
		}
	}
	return nil
}

// renamed gives the field that stands for a canonical one under another name: in another spelling, or misspelled by a letter or
// two; or nil.
func (c *Comparison) renamed(role Role, m *model, want Field) *schema.Field {
	if m.field(want.Name) != nil {
		return nil
	}
	if f := m.spelled(want.Name); f != nil {
		return f
	}
	name := fold(want.Name)
	if len(name) < 8 || want.isRelation() {
		return nil // of a short name, a letter makes another word
	}
	wrong := 1
	if len(name) >= 12 {
		wrong = 2
	}
	var found *schema.Field
	for _, f := range m.fields {
		if _, known := c.canon[role].Field(f.Name()); known || f.Node.Type == nil || c.isRelation(f) || schema.NearTo(fold(f.Name()), []string{name}, wrong) == "" {
			continue
		}
		if found != nil || !c.typeFits(m, f, want) || c.isOther(role, f) {
			return nil
		}
		found = f
	}
	return found
}

// isOther reports whether a field is one that the model of a role has, in another spelling.
func (c *Comparison) isOther(role Role, f *schema.Field) bool {
	return slices.ContainsFunc(c.canon[role].Fields, func(want Field) bool { return fold(want.Name) == fold(f.Name()) })
}

// isRelation reports whether a field points at a model, be it in a form that
// Prisma does not take.
func (c *Comparison) isRelation(f *schema.Field) bool {
	if f.Type.Kind == 0 {
		return c.s.Model(f.TypeName()) != nil
	}
	return f.Type.Kind == schema.RelationKind
}

// isScalar reports whether a field is of a built-in type, be it in a form that
// Prisma does not take.
func isScalar(f *schema.Field) bool {
	if f.Type.Kind != 0 {
		return f.Type.Kind == schema.ScalarKind
	}
	_, ok := connector.ScalarByName(f.TypeName())
	return ok
}

// isTaken reports whether a model, view, enum or type is called name.
func (c *Comparison) isTaken(name string) bool {
	_, b := c.s.Declaration(name)
	return b != nil
}

// datasource is the one that counts, or zero where there is none.
func (c *Comparison) datasource() schema.Config {
	if len(c.s.Datasources) == 0 {
		return schema.Config{}
	}
	return c.s.Datasources[0]
}

// hasForeignKeys is false where Prisma looks after relations itself.
func (c *Comparison) hasForeignKeys() bool { return c.datasource().Text("relationMode") != "prisma" }

// database is what the datasource says, or "".
func (c *Comparison) database() Database {
	provider := c.datasource().Text("provider")
	if provider == "postgres" {
		return PostgreSQL
	}
	for _, d := range Databases() {
		if string(d) == provider {
			return d
		}
	}
	return ""
}
