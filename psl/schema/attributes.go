package schema

import (
	"create-app/psl/connector"
	"create-app/psl/token"
)

// relationAttributes and then otherAttributes read every attribute, as Prisma's
// attributes.rs does: relation fields first, then models, enums and composite
// types in the order of the text.
func (r *resolver) relationAttributes() {
	for _, decl := range r.order {
		if m, ok := decl.(*Model); ok {
			for _, f := range m.related {
				r.relationFieldAttributes(f)
			}
		}
	}
}

func (r *resolver) otherAttributes() {
	for _, decl := range r.order {
		switch d := decl.(type) {
		case *Model:
			r.modelAttributes(d)
		case *Enum:
			r.enumAttributes(d)
		case *CompositeType:
			r.compositeAttributes(d)
		}
	}
}

func (r *resolver) modelAttributes(m *Model) {
	r.found = r.found[:0]
	r.mapped.reset()
	for _, f := range m.Fields {
		if f.IsScalar() && len(f.Node.Attributes) > 0 {
			r.scalarFieldAttributes(m, f)
		}
	}
	file := m.File.File
	r.visitBlock(file, m.Node)
	if args, ok := r.single(file, ignoreAttribute); ok {
		r.modelIgnore(m)
		args.finish()
	}
	if args, ok := r.single(file, idAttribute); ok {
		r.modelID(m, args)
		args.finish()
	}
	if args, ok := r.single(file, mapAttribute); ok {
		m.MappedName = args.defaultString("name")
		args.finish()
	} else {
		m.MappedName = r.written(file, mapAttribute, "name")
	}
	if args, ok := r.single(file, schemaAttribute); ok {
		m.Schema = args.defaultString("map")
		args.finish()
	} else {
		m.Schema = r.written(file, schemaAttribute, "map")
	}
	r.modelIndexes(m)
	m.Indexes = r.indexRuns.Copy(r.found)
	if args, ok := r.single(file, shardKeyAttribute); ok {
		r.modelShardKey(m, args)
		args.finish()
	}
	r.checkKeyArity(m)
	r.finish(file, "@@")
}

func (r *resolver) modelIndexes(m *Model) {
	file := m.File.File
	for args := range r.repeated(file, indexAttribute) {
		r.modelIndex(m, args)
		args.finish()
	}
	for args := range r.repeated(file, uniqueAttribute) {
		r.modelUnique(m, args)
		args.finish()
	}
	for args := range r.repeated(file, fulltextAttribute) {
		r.modelFulltext(m, args)
		args.finish()
	}
}

// modelIgnore also refuses an @ignore that says nothing more.
func (r *resolver) modelIgnore(m *Model) {
	for _, f := range m.Fields {
		if f.IsIgnored && f.IsScalar() {
			r.report(redundantIgnore(m.File.File, f))
		}
	}
	m.IsIgnored = true
}

func (r *resolver) scalarFieldAttributes(m *Model, f *Field) {
	file := m.File.File
	r.visit(file, f.Node.Attributes)
	if args, ok := r.single(file, mapAttribute); ok {
		r.fieldMap(m, f, args)
		args.finish()
	}
	if args, ok := r.single(file, ignoreAttribute); ok {
		if f.Type.Kind == UnsupportedKind {
			r.report(ignoreOnUnsupported(file, args.attr))
		} else {
			f.IsIgnored = true
		}
		args.finish()
	}
	if args, ok := r.single(file, relationAttribute); ok {
		r.report(relationOnScalar(file, args.attr, f))
	}
	if args, ok := r.single(file, idAttribute); ok {
		r.fieldID(m, f, args)
		args.finish()
	}
	if args, ok := r.single(file, updatedAtAttribute); ok {
		r.fieldUpdatedAt(f, args)
		args.finish()
	}
	if args, ok := r.single(file, defaultAttribute); ok {
		r.fieldDefault(f, args)
		args.finish()
	}
	if f.Type.Kind == ScalarKind {
		f.Native = r.nativeType(file)
	}
	if args, ok := r.single(file, uniqueAttribute); ok {
		r.fieldUnique(m, f, args)
		args.finish()
	}
	if args, ok := r.single(file, shardKeyAttribute); ok {
		r.fieldShardKey(m, f, args)
		args.finish()
	}
	r.finish(file, "@")
}

func (r *resolver) fieldUpdatedAt(f *Field, args *arguments) {
	if !f.Type.Is(connector.DateTime) {
		r.report(updatedAtType(args.file, args.attr, f))
	}
	if f.IsList() {
		r.report(updatedAtList(args.file, args.attr))
	}
	f.IsUpdatedAt = true
}

// fieldMap reads @map, and refuses a name that another field has in the
// database. A relation field is no column and takes no name.
func (r *resolver) fieldMap(m *Model, f *Field, args *arguments) {
	name := args.defaultString("name")
	if name == nil {
		return
	}
	f.MappedName = name
	if first := r.mapped.add(f); first != nil {
		r.report(duplicateColumn(args.file, name, first))
	}
	other := m.Field(name.Value)
	if other == nil || other == f || !other.IsScalar() {
		return
	}
	if other.MappedName == nil || other.MappedName.Value == name.Value {
		r.report(duplicateColumn(args.file, name, other))
	}
}

// mappedFields are the fields of one block that have a @map.
type mappedFields struct {
	list   []*Field
	byName map[string]*Field // once there are many
}

func (m *mappedFields) reset() {
	m.list = m.list[:0]
	m.byName = nil
}

// add adds f and returns the last field before it with the same name in the
// database, or nil.
func (m *mappedFields) add(f *Field) *Field {
	if len(m.list) < smallScan {
		var before *Field
		for _, other := range m.list {
			if other.MappedName.Value == f.MappedName.Value {
				before = other
			}
		}
		m.list = append(m.list, f)
		return before
	}
	if m.byName == nil {
		m.byName = make(map[string]*Field, 4*smallScan)
		for _, other := range m.list {
			m.byName[other.MappedName.Value] = other
		}
	}
	before := m.byName[f.MappedName.Value]
	m.byName[f.MappedName.Value] = f
	return before
}

func (r *resolver) enumAttributes(e *Enum) {
	file := e.File.File
	for i := range e.Values {
		v := &e.Values[i]
		if len(v.Node.Attributes) == 0 {
			continue
		}
		r.visit(file, v.Node.Attributes)
		if args, ok := r.single(file, mapAttribute); ok {
			v.MappedName = args.defaultString("name")
			args.finish()
		}
		r.finish(file, "@")
	}
	r.visitBlock(file, e.Node)
	if args, ok := r.single(file, mapAttribute); ok {
		e.MappedName = args.defaultString("name")
		args.finish()
	}
	if args, ok := r.single(file, schemaAttribute); ok {
		e.Schema = args.defaultString("map")
		args.finish()
	}
	r.finish(file, "@@")
}

func (r *resolver) compositeAttributes(c *CompositeType) {
	file := c.File.File
	r.mapped.reset()
	for _, f := range c.Fields {
		if !f.IsScalar() {
			continue
		}
		r.visit(file, f.Node.Attributes)
		if f.Type.Kind == ScalarKind {
			f.Native = r.nativeType(file)
		}
		if args, ok := r.single(file, mapAttribute); ok {
			r.compositeMap(c, f, args)
			args.finish()
		}
		if args, ok := r.single(file, defaultAttribute); ok {
			r.compositeDefault(f, args)
			args.finish()
		}
		for i := range r.attrs {
			a := &r.attrs[i]
			a.seen = a.seen || isForbiddenInComposite(a.Name.Text(file)) // was reported
		}
		r.finish(file, "@")
	}
}

func (r *resolver) compositeMap(c *CompositeType, f *Field, args *arguments) {
	name := args.defaultString("name")
	if name == nil {
		return
	}
	f.MappedName = name
	if first := r.mapped.add(f); first != nil {
		r.report(duplicateColumn(args.file, name, first))
	}
	if other := c.Field(name.Value); other != nil && other.MappedName == nil {
		r.report(duplicateColumn(args.file, name, other))
	}
}

// nativeType reads the attribute with a dot in its name. Of several the last
// one counts.
func (r *resolver) nativeType(file *token.File) *NativeType {
	if r.present&(1<<otherAttribute) == 0 {
		return nil
	}
	var native *NativeType
	for i := range r.attrs {
		a := &r.attrs[i]
		if a.name != otherAttribute {
			continue
		}
		scope, name, ok := cutDot(a.Name.Text(file))
		if !ok {
			continue
		}
		a.seen = true
		if native != nil {
			r.report(duplicateAttribute(file, a.Attribute))
		} else {
			native = r.natives.New()
		}
		*native = NativeType{Attribute: a.Attribute, Scope: scope, Name: name}
	}
	return native
}

func cutDot(s string) (before, after string, found bool) {
	for i := range len(s) {
		if s[i] == '.' {
			return s[:i], s[i+1:], true
		}
	}
	return s, "", false
}
