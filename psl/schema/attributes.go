package schema

import (
	"create-app/psl/connector"
	"create-app/psl/syntax"
	"create-app/psl/token"
)

// resolveAttributes reads every attribute, as Prisma's attributes.rs does:
// relation fields first, then models, enums and composite types in the order of
// the text.
func (r *resolver) resolveAttributes() {
	for _, decl := range r.order {
		if m, ok := decl.(*Model); ok {
			for _, f := range m.related {
				r.relationFieldAttributes(f)
			}
		}
	}
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
	r.visitBlock(m.Node)
	file := m.File.File
	if args, ok := r.single(file, "ignore"); ok {
		r.modelIgnore(m)
		args.finish()
	}
	if args, ok := r.single(file, "id"); ok {
		r.modelID(m, args)
		args.finish()
	}
	if args, ok := r.single(file, "map"); ok {
		m.MappedName = args.defaultString("name")
		args.finish()
	}
	if args, ok := r.single(file, "schema"); ok {
		m.Schema = args.defaultString("map")
		args.finish()
	}
	r.modelIndexes(m)
	m.Indexes = r.indexRuns.copied(r.found)
	if args, ok := r.single(file, "shardKey"); ok {
		r.modelShardKey(m, args)
		args.finish()
	}
	r.checkKeyArity(m)
	r.finish(file, "@@")
}

func (r *resolver) modelIndexes(m *Model) {
	file := m.File.File
	for args := range r.repeated(file, "index") {
		r.modelIndex(m, args)
		args.finish()
	}
	for args := range r.repeated(file, "unique") {
		r.modelUnique(m, args)
		args.finish()
	}
	for args := range r.repeated(file, "fulltext") {
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
	r.visitField(f.Node)
	if args, ok := r.single(file, "map"); ok {
		r.fieldMap(m, f, args)
		args.finish()
	}
	if args, ok := r.single(file, "ignore"); ok {
		if f.Type.Kind == UnsupportedKind {
			r.report(ignoreOnUnsupported(file, args.attr))
		} else {
			f.IsIgnored = true
		}
		args.finish()
	}
	if args, ok := r.single(file, "relation"); ok {
		r.report(relationOnScalar(file, args.attr, f))
	}
	if args, ok := r.single(file, "id"); ok {
		r.fieldID(m, f, args)
		args.finish()
	}
	if args, ok := r.single(file, "updatedAt"); ok {
		r.fieldUpdatedAt(f, args)
		args.finish()
	}
	if args, ok := r.single(file, "default"); ok {
		r.fieldDefault(f, args)
		args.finish()
	}
	if f.Type.Kind == ScalarKind {
		f.Native = r.nativeType(file)
	}
	if args, ok := r.single(file, "unique"); ok {
		r.fieldUnique(m, f, args)
		args.finish()
	}
	if args, ok := r.single(file, "shardKey"); ok {
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
		r.visitValue(v.Node)
		if args, ok := r.single(file, "map"); ok {
			v.MappedName = args.defaultString("name")
			args.finish()
		}
		r.finish(file, "@")
	}
	r.visitBlock(e.Node)
	if args, ok := r.single(file, "map"); ok {
		e.MappedName = args.defaultString("name")
		args.finish()
	}
	if args, ok := r.single(file, "schema"); ok {
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
		r.visitField(f.Node)
		if f.Type.Kind == ScalarKind {
			f.Native = r.nativeType(file)
		}
		if args, ok := r.single(file, "map"); ok {
			r.compositeMap(c, f, args)
			args.finish()
		}
		if args, ok := r.single(file, "default"); ok {
			r.compositeDefault(f, args)
			args.finish()
		}
		for i, a := range r.attrs {
			r.seen[i] = r.seen[i] || isForbiddenInComposite(a.Name.Text) // was reported
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
	var native *NativeType
	for i, a := range r.attrs {
		scope, name, ok := cutDot(a.Name.Text)
		if !ok {
			continue
		}
		r.seen[i] = true
		if native != nil {
			r.report(duplicateAttribute(file, a, "@"))
		} else {
			native = r.natives.new()
		}
		*native = NativeType{Attribute: a, Scope: scope, Name: name}
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

func (r *resolver) visitBlock(b *syntax.Block) {
	r.attrs = r.attrs[:0]
	for _, member := range b.Members {
		if a, ok := member.(*syntax.BlockAttribute); ok {
			r.attrs = append(r.attrs, &a.Attribute)
		}
	}
	r.unsee()
}

func (r *resolver) visitField(f *syntax.Field) { r.visit(f.Attributes) }

func (r *resolver) visitValue(v *syntax.EnumValue) { r.visit(v.Attributes) }

func (r *resolver) visit(list []syntax.Attribute) {
	r.attrs = r.attrs[:0]
	for i := range list {
		r.attrs = append(r.attrs, &list[i])
	}
	r.unsee()
}

func (r *resolver) unsee() {
	r.seen = r.seen[:0]
	for range r.attrs {
		r.seen = append(r.seen, false)
	}
}

// single returns the arguments of the one attribute of that name. Of several,
// each is reported and none is read.
func (r *resolver) single(file *token.File, name string) (*arguments, bool) {
	first, count := -1, 0
	for i, a := range r.attrs {
		if a.Name.Text == name {
			r.seen[i] = true
			if count++; count == 1 {
				first = i
			}
		}
	}
	if count == 0 {
		return nil, false
	}
	if count == 1 {
		return r.arguments(file, r.attrs[first])
	}
	for _, a := range r.attrs {
		if a.Name.Text == name {
			r.report(duplicateAttribute(file, a, "@"))
		}
	}
	return nil, false
}

// repeated yields the arguments of every attribute of that name.
func (r *resolver) repeated(file *token.File, name string) func(func(*arguments) bool) {
	return func(yield func(*arguments) bool) {
		for i, a := range r.attrs {
			if a.Name.Text != name {
				continue
			}
			r.seen[i] = true
			if args, ok := r.arguments(file, a); ok && !yield(args) {
				return
			}
		}
	}
}

// finish reports the attributes nobody asked for.
func (r *resolver) finish(file *token.File, prefix string) {
	for i, a := range r.attrs {
		if !r.seen[i] {
			r.report(unknownAttribute(file, a, prefix))
		}
	}
}
