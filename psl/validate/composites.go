package validate

import (
	"strings"

	"create-app/psl/code"
	"create-app/psl/connector"
	"create-app/psl/diag"
	"create-app/psl/schema"
)

// checkCompositeTypes follows Prisma's composite_types.rs. Once there is any
// error, the fields of the types that follow are not looked at.
func (c *checker) checkCompositeTypes() {
	for _, f := range compositeCycles(c.CompositeTypes) {
		c.report(compositeCycle(f))
	}
	for _, t := range c.CompositeTypes {
		if !c.conn.Has(connector.CompositeTypes) {
			c.report(compositeNotSupported(t, c.conn))
		}
		if c.found.Errors() > 0 {
			continue
		}
		if len(t.Fields) == 0 {
			c.report(emptyComposite(t))
		}
		for _, f := range t.Fields {
			c.checkCompositeDefault(f)
			c.checkNativeType(f)
		}
	}
}

func (c *checker) checkCompositeDefault(f *schema.Field) {
	if f.Default != nil {
		c.checkDefaultValue(f.File().File, f)
	}
}

// compositeCycles finds the required fields by which a type holds itself,
// directly or through others: no value of such a type could ever be complete.
// Prisma walks the same paths one by one, and does not come back from some.
func compositeCycles(types []*schema.CompositeType) []*schema.Field {
	w := cycles{state: make(map[*schema.CompositeType]*visit, len(types))}
	for _, t := range types {
		if w.state[t] == nil {
			w.visit(t)
		}
	}
	var found []*schema.Field
	for _, t := range types {
		for _, f := range t.Fields {
			if holds(f) && w.state[t].group == w.state[f.Type.Composite].group {
				found = append(found, f)
			}
		}
	}
	return found
}

// holds reports whether a value of f is part of every value of its type.
func holds(f *schema.Field) bool { return f.Type.Kind == schema.CompositeKind && f.IsRequired() }

// cycles groups types that hold each other (Tarjan's algorithm). A type alone
// in its group holds itself only by a field of its own type.
type cycles struct {
	state map[*schema.CompositeType]*visit
	stack []*schema.CompositeType
	group int
}

type visit struct {
	index, low int
	group      int // from 1, once it is known
}

func (w *cycles) visit(t *schema.CompositeType) *visit {
	v := &visit{index: len(w.state), low: len(w.state)}
	w.state[t] = v
	w.stack = append(w.stack, t)
	for _, f := range t.Fields {
		if !holds(f) {
			continue
		}
		switch next := w.state[f.Type.Composite]; {
		case next == nil:
			v.low = min(v.low, w.visit(f.Type.Composite).low)
		case next.group == 0:
			v.low = min(v.low, next.index)
		}
	}
	if v.low == v.index {
		w.close(t)
	}
	return v
}

// close makes a group of t and all above it on the stack.
func (w *cycles) close(t *schema.CompositeType) {
	w.group++
	for {
		top := w.stack[len(w.stack)-1]
		w.stack = w.stack[:len(w.stack)-1]
		w.state[top].group = w.group
		if top == t {
			return
		}
	}
}

func compositeCycle(f *schema.Field) diag.Diagnostic {
	d := atField(f, code.CompositeCycle, "type %q holds itself through field %q, so that no value would ever be complete", f.Composite.Name(), f.Name())
	return diag.WithHelp(d, "make the field optional or a list")
}

func compositeNotSupported(t *schema.CompositeType, conn *connector.Connector) diag.Diagnostic {
	d := diag.Errorf(t.File.File, head(t.Node), code.CompositeNotSupported, "%s has no composite types", conn.Name)
	return diag.WithHelp(d, "make %q a model, or a field of type Json", t.Name())
}

func emptyComposite(t *schema.CompositeType) diag.Diagnostic {
	d := diag.Errorf(t.File.File, head(t.Node), code.EmptyComposite, "type %q has no fields", t.Name())
	return diag.WithHelp(d, "add a field, such as %s String", strings.ToLower(t.Name()))
}
