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

// resolveNames declares every block and field, as Prisma's names.rs does.
func (r *resolver) resolveNames() {
	datasources, generators := map[string]at{}, map[string]at{}
	for _, f := range r.schema.Files {
		for _, item := range f.Items {
			b, ok := item.(*syntax.Block)
			if !ok {
				continue
			}
			if _, ok := connector.ScalarByName(b.Name.Text(f.File)); ok {
				r.report(reservedScalarName(f.File, b))
			}
			switch b.Kind {
			case syntax.Model, syntax.View:
				r.declareModel(f, b)
			case syntax.Enum:
				r.declareEnum(f, b)
			case syntax.Type:
				r.declareCompositeType(f, b)
			case syntax.Datasource:
				r.schema.Datasources = append(r.schema.Datasources, Config{f, b})
				r.declareConfig(f.File, b, datasources)
			case syntax.Generator:
				r.schema.Generators = append(r.schema.Generators, Config{f, b})
				r.declareConfig(f.File, b, generators)
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

func (r *resolver) declareModel(f *syntax.File, b *syntax.Block) {
	m := r.models.New()
	m.File, m.Node, m.IsView = f, b, b.Kind == syntax.View
	r.declareTop(f.File, b, m)
	if m.IsView {
		r.schema.Views = append(r.schema.Views, m)
	} else {
		r.schema.Models = append(r.schema.Models, m)
	}
	r.checkName(f.File, b.Name, b.Kind.String())
	if IsReservedName(b.Name.Text(f.File)) {
		r.report(reservedName(f.File, b))
	}
	for _, member := range b.Members {
		switch node := member.(type) {
		case *syntax.BlockAttribute:
			r.checkName(f.File, node.Name, "attribute")
		case *syntax.Field:
			if !isUsable(node) {
				m.dropped = append(m.dropped, &Field{Node: node, Model: m})
			} else {
				r.checkName(f.File, node.Name, "field")
				r.checkAttributeNames(f.File, node.Attributes)
				field := r.declareField(f.File, node, m.Name(), m.Fields, &m.byName)
				field.Model = m
				m.Fields = r.fieldRuns.Extend(m.Fields)
				m.Fields[len(m.Fields)-1] = field
			}
		}
	}
}

func (r *resolver) declareCompositeType(f *syntax.File, b *syntax.Block) {
	c := &CompositeType{File: f, Node: b}
	r.declareTop(f.File, b, c)
	r.schema.CompositeTypes = append(r.schema.CompositeTypes, c)
	r.checkName(f.File, b.Name, "composite type")
	for _, member := range b.Members {
		if node, ok := member.(*syntax.Field); ok && isUsable(node) {
			field := r.declareField(f.File, node, c.Name(), c.Fields, &c.byName)
			field.Composite = c
			c.Fields = append(c.Fields, field)
		}
	}
}

// declareField makes a field, after those in fields. With many fields byName is
// filled, so that looking one up stays cheap.
func (r *resolver) declareField(file *token.File, node *syntax.Field, owner string, fields []*Field, byName *map[string]*Field) *Field {
	if len(fields) == smallScan {
		*byName = make(map[string]*Field, 4*smallScan)
		for _, f := range fields {
			(*byName)[f.Name()] = f
		}
	}
	if first := lookup(file, fields, *byName, node.Name.Text(file)); first != nil {
		r.report(duplicateField(file, node.Name, owner, first.Node.Name))
	}
	f := r.fields.New()
	f.Node = node
	if *byName != nil {
		(*byName)[node.Name.Text(file)] = f
	}
	return f
}

func (r *resolver) declareEnum(f *syntax.File, b *syntax.Block) {
	e := &Enum{File: f, Node: b, Values: make([]EnumValue, 0, len(b.Members))}
	r.declareTop(f.File, b, e)
	r.schema.Enums = append(r.schema.Enums, e)
	r.checkName(f.File, b.Name, "enum")
	if IsReservedName(b.Name.Text(f.File)) {
		r.report(reservedName(f.File, b))
	}
	for _, member := range b.Members {
		switch node := member.(type) {
		case *syntax.BlockAttribute:
			r.checkName(f.File, node.Name, "attribute")
		case *syntax.EnumValue:
			r.checkName(f.File, node.Name, "enum value")
			r.checkAttributeNames(f.File, node.Attributes)
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

func (r *resolver) declareTop(file *token.File, b *syntax.Block, decl any) {
	r.order = append(r.order, decl)
	if first, ok := r.schema.names[b.Name.Text(file)]; ok {
		firstFile, firstBlock := declaration(first)
		r.report(duplicateBlock(file, b, at{firstFile, firstBlock.Name.Span}, firstBlock.Kind))
	}
	r.schema.names[b.Name.Text(file)] = decl
}

func declaration(decl any) (*token.File, *syntax.Block) {
	switch d := decl.(type) {
	case *Model:
		return d.File.File, d.Node
	case *Enum:
		return d.File.File, d.Node
	}
	c := decl.(*CompositeType)
	return c.File.File, c.Node
}

func (r *resolver) declareConfig(file *token.File, b *syntax.Block, names map[string]at) {
	if first, ok := names[b.Name.Text(file)]; ok {
		r.report(duplicateBlock(file, b, first, b.Kind))
	}
	names[b.Name.Text(file)] = at{file, b.Name.Span}
	keys := map[string]token.Span{}
	for _, member := range b.Members {
		if p, ok := member.(*syntax.Property); ok {
			if first, ok := keys[p.Name.Text(file)]; ok {
				r.report(duplicateKey(file, p, b, first))
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
	first, _ := utf8.DecodeRuneInString(text)
	switch {
	case unicode.IsNumber(first):
		r.report(nameStartsWithNumber(file, name, what))
	case strings.IndexByte(text, '-') >= 0:
		r.report(nameHasDash(file, name, what))
	}
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
