package schema

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"create-app/psl/connector"
	"create-app/psl/syntax"
	"create-app/psl/token"
)

// checkCompositeMembers follows Prisma's reader, which refuses keys and block
// attributes in a composite type before it looks at any name.
func (r *resolver) checkCompositeMembers() {
	for _, f := range r.schema.Files {
		for _, item := range f.Items {
			if b, ok := item.(*syntax.Block); ok && b.Kind == syntax.Type {
				r.checkComposite(f.File, b)
			}
		}
	}
}

func (r *resolver) checkComposite(file *token.File, b *syntax.Block) {
	for _, member := range b.Members {
		switch m := member.(type) {
		case *syntax.BlockAttribute:
			r.report(compositeBlockAttribute(file, &m.Attribute))
		case *syntax.Field:
			if !isUsable(m) {
				continue
			}
			for i := range m.Attributes {
				if isForbiddenInComposite(m.Attributes[i].Name.Text(file)) {
					r.report(compositeFieldAttribute(file, &m.Attributes[i]))
				}
			}
		}
	}
}

func isForbiddenInComposite(attribute string) bool {
	return attribute == "id" || attribute == "unique" || attribute == "relation"
}

// collect finds the declarations and which name stands for which of them. What is
// in them is for declare to read.
func (r *resolver) collect() {
	datasources, generators := map[string]at{}, map[string]at{}
	for _, f := range r.schema.Files {
		for _, item := range f.Items {
			b, ok := item.(*syntax.Block)
			if !ok {
				continue
			}
			switch b.Kind {
			case syntax.Model, syntax.View:
				m := r.models.New()
				m.File, m.Node, m.IsView = f, b, b.Kind == syntax.View
				if m.IsView {
					r.schema.Views = append(r.schema.Views, m)
				} else {
					r.schema.Models = append(r.schema.Models, m)
				}
				r.collectNamed(f.File, b, m)
			case syntax.Enum:
				e := r.enums.Put(Enum{File: f, Node: b})
				r.schema.Enums = append(r.schema.Enums, e)
				r.collectNamed(f.File, b, e)
			case syntax.Type:
				c := &CompositeType{File: f, Node: b}
				r.schema.CompositeTypes = append(r.schema.CompositeTypes, c)
				r.collectNamed(f.File, b, c)
			case syntax.Datasource:
				r.schema.Datasources = append(r.schema.Datasources, Config{f, b})
				r.collectConfig(Config{f, b}, datasources)
			case syntax.Generator:
				r.schema.Generators = append(r.schema.Generators, Config{f, b})
				r.collectConfig(Config{f, b}, generators)
			}
		}
	}
	r.numberModels()
}

func (r *resolver) numberModels() {
	for i, m := range r.schema.Models {
		m.number = i
	}
	for i, v := range r.schema.Views {
		v.number = len(r.schema.Models) + i
	}
}

func (r *resolver) collectNamed(file *token.File, b *syntax.Block, decl any) {
	r.order = append(r.order, decl)
	name := b.Name.Text(file)
	if first, ok := r.schema.names[name]; ok {
		firstFile, firstBlock := declaration(first)
		r.isDuplicate(b, earlier{at{firstFile, firstBlock.Name.Span}, firstBlock.Kind})
	}
	r.schema.names[name] = decl
}

func (r *resolver) collectConfig(c Config, names map[string]at) {
	r.order = append(r.order, c)
	name := c.Block.Name.Text(c.File.File)
	if first, ok := names[name]; ok {
		r.isDuplicate(c.Block, earlier{first, c.Block.Kind})
	}
	names[name] = at{c.File.File, c.Block.Name.Span}
}

// earlier is the block before another one that has the same name.
type earlier struct {
	at
	kind syntax.BlockKind
}

func (r *resolver) isDuplicate(b *syntax.Block, first earlier) {
	if r.duplicates == nil {
		r.duplicates = make(map[*syntax.Block]earlier)
	}
	r.duplicates[b] = first
}

func declaration(decl any) (*token.File, *syntax.Block) {
	switch d := decl.(type) {
	case *Model:
		return d.File.File, d.Node
	case *Enum:
		return d.File.File, d.Node
	case *CompositeType:
		return d.File.File, d.Node
	}
	c := decl.(Config)
	return c.File.File, c.Block
}

// declare reads the names in every declaration, as Prisma's names.rs does.
func (r *resolver) declare() {
	for _, decl := range r.order {
		file, b := declaration(decl)
		if _, ok := connector.ScalarByName(b.Name.Text(file)); ok {
			r.report(reservedScalarName(file, b))
		}
		if first, ok := r.duplicates[b]; ok {
			r.report(duplicateBlock(file, b, first.at, first.kind))
		}
		switch d := decl.(type) {
		case *Model:
			r.declareModel(d)
		case *Enum:
			r.declareEnum(d)
		case *CompositeType:
			r.declareCompositeType(d)
		case Config:
			r.declareKeys(d)
		}
	}
}

func (r *resolver) declareModel(m *Model) {
	file := m.File.File
	r.checkName(file, m.Node.Name, m.Keyword())
	if IsReservedName(m.Name()) {
		r.report(reservedName(file, m.Node))
	}
	fields := declaredFields{file: file, owner: m.Node}
	for _, member := range m.Node.Members {
		switch node := member.(type) {
		case *syntax.BlockAttribute:
			r.checkName(file, node.Name, "attribute")
		case *syntax.Field:
			if !isUsable(node) {
				m.dropped = append(m.dropped, &Field{Node: node, Model: m})
				continue
			}
			r.checkName(file, node.Name, "field")
			r.checkAttributeNames(file, node.Attributes)
			r.declareField(&fields, node).Model = m
		}
	}
	m.Fields, m.byName = fields.list, fields.byName
}

func (r *resolver) declareCompositeType(c *CompositeType) {
	file := c.File.File
	r.checkName(file, c.Node.Name, "composite type")
	fields := declaredFields{file: file, owner: c.Node}
	for _, member := range c.Node.Members {
		if node, ok := member.(*syntax.Field); ok && isUsable(node) {
			r.declareField(&fields, node).Composite = c
		}
	}
	c.Fields, c.byName = fields.list, fields.byName
}

// declaredFields are the fields of one block so far.
type declaredFields struct {
	file   *token.File
	owner  *syntax.Block
	list   []*Field
	byName map[string]*Field // once there are many
	seen   uint64            // the marks of their names
}

// markOf is a bit that equal names share, so that most names are known to be new
// without a look at the others.
func markOf(name string) uint64 {
	if name == "" {
		return 0
	}
	first, last := name[0], name[len(name)-1]
	return 1 << ((uint(first)*7 + uint(last)*11 + uint(len(name))) % 64)
}

func (r *resolver) declareField(d *declaredFields, node *syntax.Field) *Field {
	name := node.Name.Text(d.file)
	if len(d.list) == smallScan {
		d.byName = make(map[string]*Field, 4*smallScan)
		for _, f := range d.list {
			d.byName[f.Node.Name.Text(d.file)] = f
		}
	}
	if mark := markOf(name); d.seen&mark == 0 {
		d.seen |= mark
	} else if first := lookup(d.file, d.list, d.byName, name); first != nil {
		r.report(duplicateField(d.file, node.Name, d.owner.Name.Text(d.file), first.Node.Name))
	}
	f := r.fields.New()
	f.Node = node
	if d.byName != nil {
		d.byName[name] = f
	}
	d.list = r.fieldRuns.Extend(d.list)
	d.list[len(d.list)-1] = f
	return f
}

func (r *resolver) declareEnum(e *Enum) {
	file := e.File.File
	e.Values = r.values.List(len(e.Node.Members))[:0]
	r.checkName(file, e.Node.Name, "enum")
	if IsReservedName(e.Name()) {
		r.report(reservedName(file, e.Node))
	}
	for _, member := range e.Node.Members {
		switch node := member.(type) {
		case *syntax.BlockAttribute:
			r.checkName(file, node.Name, "attribute")
		case *syntax.EnumValue:
			r.checkName(file, node.Name, "enum value")
			r.checkAttributeNames(file, node.Attributes)
			r.declareValue(e, node)
		}
	}
}

func (r *resolver) declareValue(e *Enum, node *syntax.EnumValue) {
	if len(e.Values) == smallScan {
		e.byName = make(map[string]bool, 4*smallScan)
		for i := range e.Values {
			e.byName[e.Values[i].Node.Name.Text(e.File.File)] = true
		}
	}
	if e.HasValue(node.Name.Text(e.File.File)) {
		r.report(duplicateEnumValue(e.File.File, node, e.Name()))
	}
	e.Values = append(e.Values, EnumValue{Node: node})
	if e.byName != nil {
		e.byName[node.Name.Text(e.File.File)] = true
	}
}

// declareKeys refuses a key of a datasource or a generator that is set twice.
func (r *resolver) declareKeys(c Config) {
	file := c.File.File
	keys := map[string]token.Span{}
	for _, member := range c.Block.Members {
		if p, ok := member.(*syntax.Property); ok {
			if first, ok := keys[p.Name.Text(file)]; ok {
				r.report(duplicateKey(file, p, c.Block, first))
				continue
			}
			keys[p.Name.Text(file)] = p.Name.Span
		}
	}
}

func (r *resolver) checkAttributeNames(file *token.File, list []syntax.Attribute) {
	for i := range list {
		r.checkName(file, list[i].Name, "attribute")
	}
}

// checkName refuses the names that the grammar reads and Prisma does not take.
func (r *resolver) checkName(file *token.File, name syntax.Ident, what string) {
	text := name.Text(file)
	switch {
	case startsWithNumber(text):
		r.report(nameStartsWithNumber(file, name, what))
	case strings.IndexByte(text, '-') >= 0:
		r.report(nameHasDash(file, name, what))
	}
}

func startsWithNumber(name string) bool {
	if name == "" || name[0] < utf8.RuneSelf {
		return name != "" && '0' <= name[0] && name[0] <= '9'
	}
	first, _ := utf8.DecodeRuneInString(name)
	return unicode.IsNumber(first)
}

// IsReservedName reports whether a model, view or enum may not be called name,
// because the generated client could not declare it.
func IsReservedName(name string) bool {
	switch name {
	case "PrismaClient",
		"async", "await", "break", "case", "catch", "class", "const", "continue", "debugger", "default", "delete",
		"do", "else", "enum", "export", "extends", "false", "finally", "for", "function", "if", "implements",
		"import", "in", "instanceof", "interface", "let", "new", "null", "package", "private", "protected",
		"public", "return", "super", "switch", "this", "throw", "true", "try", "typeof", "using", "var", "void",
		"while", "with", "yield":
		return true
	}
	return false
}
