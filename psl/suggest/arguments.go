package suggest

import (
	"slices"
	"strings"

	"create-app/psl/connector"
	"create-app/psl/refs"
	"create-app/psl/syntax"
	"create-app/psl/token"
	"create-app/psl/words"
)

// arguments offers what stands in the brackets of an attribute.
func (w *writer) arguments() {
	outer, top := &w.stack[0], w.top()
	switch {
	case top.head == "env" && top.sign == "(":
		w.variables()
	case len(w.stack) == 1:
		w.argumentOf(outer)
	case outer.head == "@default" && top.sign == "[":
		w.defaultValues()
	case outer.head == "@default" && top.sign == "(":
		w.functionArguments(top)
	case len(w.stack) == 2 && top.sign == "[":
		w.fieldList(outer, top)
	case len(w.stack) == 2 && top.sign == "{", len(w.stack) == 3 && top.sign == "(" && w.stack[1].sign == "[":
		w.fieldArguments(outer, top)
	}
}

// argumentOf offers arguments of an attribute, or the value of the one that the
// place is in.
func (w *writer) argumentOf(f *frame) {
	name := strings.TrimLeft(f.head, "@")
	switch {
	case f.argument != "":
		w.argumentValue(f, f.argument)
		if f.empty && !w.quoted && w.partial == "" {
			w.instead(f, name)
		}
	case f.head == "@default":
		if f.unnamed == 0 && !w.quoted {
			w.defaultValues()
		}
		if !w.quoted && w.database.Has(connector.NamedDefaultValues) && !slices.Contains(f.named, "map") {
			about, _ := words.Attribute("default")
			w.add(Item{Kind: Argument, Label: "map: ", Insert: `map: "$0"`, Doc: about.Parameter("map").Summary, Rank: last})
		}
	case f.head == "@@schema":
		for _, s := range w.schemas() {
			w.quotedValue(s, Value, "")
		}
	case w.quoted:
		if f.head == "@relation" {
			w.relationNames()
		}
	default:
		w.argumentNames(f, name)
	}
}

// instead offers other arguments in the place of one that has no value yet.
func (w *writer) instead(f *frame, attribute string) {
	written := f.argument
	whole := token.Span{Start: w.Pos - token.Pos(w.At) + token.Pos(f.lastAt), End: w.Pos}
	f.named = append(slices.Clone(f.named), written)
	before := len(w.items)
	w.argumentNames(f, attribute)
	for i := before; i < len(w.items); i++ {
		w.items[i].Replace = whole
		w.items[i].Rank += last
		w.items[i].Detail = "in the place of " + written
	}
}

// argumentNames offers the arguments that are not there yet.
func (w *writer) argumentNames(f *frame, attribute string) {
	about, ok := words.Attribute(attribute)
	if strings.HasPrefix(f.head, "@@") {
		about, ok = words.BlockAttribute(attribute)
	}
	if !ok {
		return
	}
	for rank, p := range about.Parameters {
		if p.Name == "" || slices.Contains(f.named, p.Name) || !w.takesArgument(f, p.Name) {
			continue
		}
		w.add(Item{Kind: Argument, Label: p.Name, Insert: argumentInsert(f.head, p.Name), Detail: p.Shape, Doc: p.Summary, Rank: rank + 1})
	}
	switch {
	case f.head == "@relation" && !slices.Contains(f.named, "name") && f.unnamed == 0:
		w.add(Item{Kind: Argument, Label: `""`, Insert: `"$0"`, Detail: "the relation's name", Doc: about.Parameters[0].Summary, Rank: 9})
	case strings.HasPrefix(f.head, "@@") && f.unnamed == 0 && !slices.Contains(f.named, "fields") && about.Parameter("fields") != nil:
		w.add(Item{Kind: Argument, Label: "[]", Insert: "[$0]", Detail: "the fields", Doc: about.Parameter("fields").Summary})
	}
}

func argumentInsert(head, name string) string {
	switch name {
	case "fields", "references":
		return name + ": [$0]"
	case "map", "name":
		return name + `: "$0"`
	case "where":
		return "where: { $0 }"
	}
	return name + ": $0"
}

// takesArgument reports whether an attribute takes an argument here.
func (w *writer) takesArgument(f *frame, name string) bool {
	onField := !strings.HasPrefix(f.head, "@@")
	index := f.head == "@@index"
	mongo := w.database.Provider == "mongodb"
	switch name {
	case "fields":
		return f.unnamed == 0 || f.head == "@relation"
	case "name":
		return f.unnamed == 0 || f.head != "@relation"
	case "map":
		switch f.head {
		case "@relation":
			return w.database.Has(connector.NamedForeignKeys) || !mongo
		case "@id", "@@id":
			return true
		}
		return true
	case "onDelete", "onUpdate":
		return !mongo
	case "sort":
		return onField && (f.head == "@unique" || w.database.Has(connector.PrimaryKeySortOrderDefinition))
	case "length":
		return onField && w.database.Has(connector.IndexColumnLengthPrefixing)
	case "clustered":
		return w.database.Has(connector.ClusteringSetting)
	case "type":
		return index && len(w.database.Algorithms.List()) > 1
	case "where":
		return w.Schema.Version != syntax.Prisma6 && w.database.Has(connector.PartialIndexes) && w.previews.Has(connector.PartialIndexesPreview)
	}
	return true
}

// argumentValue offers the value of an argument.
func (w *writer) argumentValue(f *frame, name string) {
	if w.quoted {
		if f.head == "@relation" && name == "name" {
			w.relationNames()
		}
		return
	}
	switch name {
	case "onDelete", "onUpdate":
		for rank, a := range w.database.ActionsIn(w.mode()).List() {
			about, _ := words.Action(a.String())
			w.add(Item{Kind: Value, Label: a.String(), Doc: about.Summary, Rank: rank})
		}
	case "fields", "references":
		w.add(Item{Kind: Value, Label: "[]", Insert: "[$0]"})
	case "sort":
		w.add(Item{Kind: Value, Label: "Asc"})
		w.add(Item{Kind: Value, Label: "Desc"})
	case "clustered":
		w.add(Item{Kind: Value, Label: "true"})
		w.add(Item{Kind: Value, Label: "false"})
	case "type":
		if f.head != "@@index" {
			return
		}
		for rank, a := range w.database.Algorithms.List() {
			about, _ := words.Algorithm(a.String())
			w.add(Item{Kind: Value, Label: a.String(), Doc: about.Summary, Rank: rank})
		}
	case "map", "name":
		w.add(Item{Kind: Value, Label: `""`, Insert: `"$0"`})
	}
}

// mode is who looks after relations.
func (w *writer) mode() connector.RelationMode {
	for _, c := range w.Schema.Datasources {
		if m, ok := connector.RelationModeByName(c.Text("relationMode")); ok {
			return m
		}
	}
	if len(w.database.RelationModes) == 0 {
		return connector.ForeignKeys
	}
	return w.database.DefaultMode()
}

func (w *writer) schemas() []string {
	var list []string
	for _, c := range w.Schema.Datasources {
		list = append(list, c.Texts("schemas")...)
	}
	return list
}

// relationNames offers the names that relations between the two models have.
func (w *writer) relationNames() {
	other := w.typeSymbol()
	if other == nil {
		return
	}
	seen := map[string]bool{}
	for _, model := range []*refs.Symbol{other, w.owner} {
		for _, m := range model.Members {
			if m.Field == nil || m.Type != w.owner && m.Type != other || w.onLine(m.Field.Span) && m.File == w.File {
				continue
			}
			for i := range m.Field.Attributes {
				a := &m.Field.Attributes[i]
				if !a.Name.Is(m.File.File, "relation") || a.Args == nil {
					continue
				}
				for j := range a.Args.List {
					arg := &a.Args.List[j]
					s, ok := arg.Value.(*syntax.String)
					if ok && (arg.Name.IsZero() || arg.Name.Is(m.File.File, "name")) && !seen[s.Value] {
						seen[s.Value] = true
						w.quotedValue(s.Value, Value, "")
					}
				}
			}
		}
	}
}

// fieldList offers fields for the lists of @relation and the "@@" attributes.
func (w *writer) fieldList(outer, top *frame) {
	owner := w.owner
	keysOnly := false
	switch {
	case outer.head == "@relation" && outer.argument == "references":
		owner, keysOnly = w.typeSymbol(), true
	case outer.head == "@relation" && outer.argument != "fields":
		return
	case outer.head == "@@schema" || outer.argument != "" && outer.argument != "fields":
		return
	}
	for part := range strings.SplitSeq(w.path, ".") {
		if part == "" || owner == nil {
			continue
		}
		if owner = owner.Member(part); owner != nil {
			owner = owner.Type
		}
	}
	if owner == nil || w.quoted {
		return
	}
	for _, m := range owner.Members {
		if m.Field == nil || slices.Contains(top.elements, m.Name) && w.path == "" || w.onLine(m.Field.Span) && m.File == w.File {
			continue
		}
		item := Item{Kind: Field, Label: m.Name, Rank: 1}
		if m.Field.Type != nil {
			item.Detail = m.File.Slice(m.Field.Type.Span)
		}
		relation := m.Type != nil && (m.Type.Kind == refs.Model || m.Type.Kind == refs.View)
		switch {
		case relation:
			item.Rank = last
		case keysOnly && isKey(m):
			item.Rank = 0
		}
		w.add(item)
	}
}

// isKey reports whether a field alone identifies a row.
func isKey(m *refs.Symbol) bool {
	for i := range m.Field.Attributes {
		a := m.Field.Attributes[i].Name
		if a.Is(m.File.File, "id") || a.Is(m.File.File, "unique") {
			return true
		}
	}
	return false
}

// fieldArguments offers what a field of an index takes, as in title(sort: Desc),
// and the fields in where: { … }.
func (w *writer) fieldArguments(outer, top *frame) {
	if top.sign == "{" {
		for _, m := range w.owner.Members {
			if m.Field != nil && top.argument == "" && !slices.Contains(top.named, m.Name) {
				w.add(Item{Kind: Field, Label: m.Name, Insert: m.Name + ": $0"})
			}
		}
		return
	}
	switch top.argument {
	case "":
		if w.quoted {
			return
		}
		for rank, p := range words.FieldParameters() {
			if !slices.Contains(top.named, p.Name) && w.takesFieldArgument(outer, p.Name) {
				w.add(Item{Kind: Argument, Label: p.Name, Insert: p.Name + ": $0", Detail: p.Shape, Doc: p.Summary, Rank: rank})
			}
		}
	case "sort":
		w.add(Item{Kind: Value, Label: "Asc"})
		w.add(Item{Kind: Value, Label: "Desc"})
	case "ops":
		if w.takesFieldArgument(outer, "ops") {
			w.operators(outer, top.head)
		}
	}
}

func (w *writer) takesFieldArgument(outer *frame, name string) bool {
	switch name {
	case "sort":
		return outer.head != "@@id" || w.database.Has(connector.PrimaryKeySortOrderDefinition)
	case "length":
		return w.database.Has(connector.IndexColumnLengthPrefixing)
	case "ops":
		return outer.head == "@@index" && w.database.Provider == "postgresql"
	}
	return false
}

// operators offers the operator classes that go with a field and a kind of index.
func (w *writer) operators(outer *frame, field string) {
	algorithm := w.algorithm()
	m := w.owner.Member(field)
	for _, name := range connector.OperatorClassNames() {
		class, _ := connector.OperatorClassByName(name)
		if class.Algorithms.Has(algorithm) && m != nil && w.takesField(class, m) {
			w.add(Item{Kind: Value, Label: name})
		}
	}
	about, _ := words.Function("raw")
	w.add(Item{Kind: Function, Label: "raw", Insert: `raw("$0")`, Doc: about.Summary, Rank: last})
}

// algorithm is the kind of index that the line names, or BTree.
func (w *writer) algorithm() connector.Algorithm {
	list, _ := pieces(w.Line)
	for i, p := range list {
		if p.text == "type" && i+2 < len(list) && list[i+1].text == ":" {
			if a, ok := connector.AlgorithmByName(list[i+2].text); ok {
				return a
			}
		}
	}
	return connector.BTree
}

// takesField reports whether an operator class is for what a field holds.
func (w *writer) takesField(class *connector.OperatorClass, m *refs.Symbol) bool {
	if m.Field.Type == nil {
		return false
	}
	for i := range m.Field.Attributes {
		if _, native, dotted := strings.Cut(m.Field.Attributes[i].Name.Text(m.File.File), "."); dotted {
			return class.TakesNative(native)
		}
	}
	scalar, _ := connector.ScalarByName(m.Field.Type.Name.Text(m.File.File))
	if class.Scalar == 0 {
		return class.Name == "ArrayOps" && m.Field.Type.Arity == syntax.List
	}
	return class.Scalar == scalar
}

// defaultValues offers functions, and the values of an enum or a Boolean.
func (w *writer) defaultValues() {
	typ, enum := w.typeName(), w.typeSymbol()
	inList := w.top().sign == "["
	if enum != nil {
		if enum.Kind == refs.Enum {
			for rank, m := range enum.Members {
				w.add(Item{Kind: Value, Label: m.Name, Detail: enum.Name, Rank: rank})
			}
			if !inList && w.gives("dbgenerated", typ) {
				w.dbgenerated()
			}
		}
		if w.isList() && !inList {
			w.add(Item{Kind: Value, Label: "[]", Insert: "[$0]"})
		}
		return
	}
	if typ == "Boolean" {
		w.add(Item{Kind: Value, Label: "true"})
		w.add(Item{Kind: Value, Label: "false"})
	}
	if inList {
		return
	}
	if w.isList() {
		w.add(Item{Kind: Value, Label: "[]", Insert: "[$0]"})
	}
	for rank, about := range words.Functions() {
		if w.gives(about.Name, typ) {
			if about.Name == "dbgenerated" {
				w.dbgenerated()
				continue
			}
			item := Item{Kind: Function, Label: about.Name + "()", Doc: about.Summary, Rank: rank}
			if about.Name == "sequence" {
				item.Insert = "sequence($0)"
			}
			w.add(item)
		}
	}
}

func (w *writer) dbgenerated() {
	about, _ := words.Function("dbgenerated")
	w.add(Item{Kind: Function, Label: `dbgenerated("")`, Insert: `dbgenerated("$0")`, Doc: about.Summary, Rank: last})
}

// gives reports whether a function gives values of a type on the database.
func (w *writer) gives(function, typ string) bool {
	list := w.isList()
	noDatabase := w.database == connector.Empty()
	switch function {
	case "autoincrement":
		return (typ == "Int" || typ == "BigInt") && !list && (w.database.Has(connector.AutoIncrement) || noDatabase)
	case "sequence":
		return (typ == "Int" || typ == "BigInt") && w.database.Has(connector.SequenceFunction)
	case "cuid", "uuid", "ulid", "nanoid":
		return typ == "String" && !list
	case "now":
		return typ == "DateTime" && !list
	case "auto":
		return w.database.Has(connector.DefaultValueAuto)
	case "dbgenerated":
		return w.database.Provider != "mongodb"
	}
	return false
}

// functionArguments offers what a function takes; another function can be put in
// its place.
func (w *writer) functionArguments(top *frame) {
	values := map[string][]string{"uuid": {"4", "7"}, "cuid": {"1", "2"}}[top.head]
	switch {
	case w.quoted:
		return
	case top.head == "sequence":
		about, _ := words.Function("sequence")
		for rank, p := range about.Parameters {
			if top.argument == "" && !slices.Contains(top.named, p.Name) {
				w.add(Item{Kind: Argument, Label: p.Name, Insert: p.Name + ": $0", Detail: p.Shape, Doc: p.Summary, Rank: rank})
			}
		}
		if top.argument == "virtual" {
			w.add(Item{Kind: Value, Label: "true"})
			w.add(Item{Kind: Value, Label: "false"})
		}
		return
	case !top.empty:
		return
	}
	for rank, v := range values {
		w.add(Item{Kind: Value, Label: v, Rank: rank})
	}
	whole := token.Span{Start: w.Pos - token.Pos(w.At) + token.Pos(top.start), End: w.Pos}
	if rest := w.Line[w.At:]; strings.HasPrefix(rest, ")") {
		whole.End++
	}
	before := len(w.items)
	w.defaultValues()
	for i := before; i < len(w.items); i++ {
		w.items[i].Replace = whole
		w.items[i].Rank += last
	}
}
