package suggest

import (
	"slices"
	"strings"

	"create-app/psl/connector"
	"create-app/psl/refs"
	"create-app/psl/syntax"
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
		w.fieldList(outer)
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
		if w.partial == "" || w.quoted {
			w.argumentNames(f, name)
		}
	case f.head == "@default":
		switch s := w.slot(w.parts()); {
		case f.unnamed == 0 && s.form == following:
			w.instead(w.At, s.here.end, w.defaultValues)
		case f.unnamed == 0 && !w.quoted && s.form != preceding:
			w.defaultValues()
		case f.unnamed == 0 && s.form == ownString:
			w.instead(s.start, s.end, w.defaultValues)
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
		w.argumentNames(f, name)
	default:
		w.argumentNames(f, name)
	}
}

// argumentNames offers the arguments, those that are there already last.
func (w *writer) argumentNames(f *frame, attribute string) {
	about, ok := words.Attribute(attribute)
	if strings.HasPrefix(f.head, "@@") {
		about, ok = words.BlockAttribute(attribute)
	}
	if !ok {
		return
	}
	parts := w.parts()
	s := w.slot(parts)
	if w.quoted && (s.form != ownString || len(about.Parameters) == 1 || strings.ContainsAny(s.before, special)) {
		return // nothing can stand beside it
	}
	unnamed := slices.IndexFunc(parts, func(p part) bool { return p.name == "" && !p.isEmpty() })
	for rank, p := range about.Parameters {
		if p.Name == "" {
			continue
		}
		item := Item{Kind: Argument, Label: p.Name, Detail: p.Shape, Doc: p.Summary, Rank: rank + 1, Insert: argumentInsert(p.Name)}
		isFirst := p.Name == firstParameter(f.head)
		i := slices.IndexFunc(parts, func(other part) bool { return other.name == p.Name })
		switch {
		case i >= 0 && parts[i].isHere:
			w.put(item, s, true)
		case i >= 0 && parts[i].start < w.At:
			// it is there, and where it belongs
		case i >= 0:
			w.move(item, s, parts, i, w.argumentText(parts[i], p.Name))
		case isFirst && unnamed >= 0 && parts[unnamed].isHere:
			w.nameIt(item, s)
		case isFirst && unnamed >= 0:
			w.move(item, s, parts, unnamed, p.Name+": "+w.Line[parts[unnamed].start:parts[unnamed].end])
		case w.takesArgument(f, p.Name):
			w.put(item, s, false)
		}
	}
	w.firstArgument(f, about, s, parts, unnamed)
}

// firstParameter is the argument that needs no name.
func firstParameter(head string) string {
	switch {
	case head == "@relation", head == "@map", head == "@@map":
		return "name"
	case head == "@@schema":
		return "map"
	case strings.HasPrefix(head, "@@"):
		return "fields"
	}
	return ""
}

// argumentText is an argument as it stands, with a place to fill in if its value
// is missing.
func (w *writer) argumentText(p part, name string) string {
	text := w.Line[p.start:p.end]
	if strings.HasSuffix(text, ":") {
		return argumentInsert(name)
	}
	return text
}

// nameIt offers the name of an argument that has none, and that the place is in
// or before.
func (w *writer) nameIt(item Item, s slot) {
	switch s.form {
	case following:
		item.Insert = item.Label + ": "
		item.Replace = w.span(w.At, w.At)
	case ownString:
		item.Insert = item.Label + `: "$0` + w.Line[s.start+1:s.end]
		item.Replace = w.span(s.start, s.end)
	default:
		return
	}
	if !strings.ContainsAny(w.Line[s.start:s.end], special) {
		w.add(item)
	}
}

// firstArgument offers the argument that needs no name, without one.
func (w *writer) firstArgument(f *frame, about *words.Word, s slot, parts []part, unnamed int) {
	var item Item
	switch {
	case f.head == "@relation" && !slices.Contains(f.named, "name"):
		item = Item{Kind: Argument, Label: `""`, Insert: `"$0"`, Detail: "the relation's name", Doc: about.Parameters[0].Summary, Rank: 9}
	case strings.HasPrefix(f.head, "@@") && !slices.Contains(f.named, "fields") && about.Parameter("fields") != nil:
		item = Item{Kind: Argument, Label: "[]", Insert: "[$0]", Detail: "the fields", Doc: about.Parameter("fields").Summary}
	default:
		return
	}
	switch {
	case s.form == ownName:
	case unnamed < 0 && s.form != ownString:
		if s.form == ownColon || s.form == ownValue {
			item.Rank += last
		}
		item.Insert, item.Replace = s.before+item.Insert+w.afterInsertion(s), w.span(s.start, s.end)
		w.add(item)
	case unnamed >= 0 && parts[unnamed].isHere && s.form != nothing && s.form != preceding: // the place goes into its brackets or quotes
		from := s.here.start
		text := w.Line[from:s.here.end]
		if (text[0] == '"' || text[0] == '[') && !strings.ContainsAny(text, special) {
			item.Insert, item.Replace = text[:1]+"$0"+text[1:], w.span(from, s.here.end)
			w.add(item)
		}
	case unnamed >= 0 && f.head == "@relation" && !parts[unnamed].isHere:
		w.move(item, s, parts, unnamed, w.Line[parts[unnamed].start:parts[unnamed].end])
	}
}

func argumentInsert(name string) string {
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
	w.inPlaceOfValue(func() { w.values(f, name) })
}

// inPlaceOfValue has what offer offers replace the value that stands behind the
// place.
func (w *writer) inPlaceOfValue(offer func()) {
	s := w.slot(w.parts())
	if s.form == preceding {
		return
	}
	before := len(w.items)
	offer()
	if s.form != ownValue {
		return
	}
	for i := before; i < len(w.items); i++ {
		item, text := &w.items[i], strings.TrimLeft(w.Line[w.At:s.here.end], " \t")
		item.Replace = w.span(w.At, s.here.end)
		if strings.Contains(item.Insert, "$0") && item.Insert[0] == text[0] && !strings.ContainsAny(text, special) {
			item.Insert = text[:1] + "$0" + text[1:] // the place goes into its brackets or quotes
		}
	}
}

// values offers what an argument may be.
func (w *writer) values(f *frame, name string) {
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
func (w *writer) fieldList(outer *frame) {
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
	parts := w.parts()
	s := w.slot(parts)
	for _, m := range owner.Members {
		if m.Field == nil || w.onLine(m.Field.Span) && m.File == w.File && !keysOnly {
			continue
		}
		item := Item{Kind: Field, Label: m.Name, Rank: 1, Insert: s.before + m.Name + s.after}
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
		i := slices.IndexFunc(parts, func(p part) bool { return w.element(p) == strings.TrimPrefix(w.path+"."+m.Name, ".") })
		switch {
		case i < 0:
			w.add(item)
		case parts[i].isHere:
			item.Insert = m.Name
			if s.form == following {
				item.Replace = w.span(w.At, w.At+len(m.Name))
			}
			w.add(item)
		case outer.head == "@relation" || parts[i].start > w.At:
			w.move(item, s, parts, i, w.Line[parts[i].start:parts[i].end])
		}
	}
}

// element is the field that a part of a list names, with the dots.
func (w *writer) element(p part) string {
	name, _, _ := strings.Cut(w.Line[p.start:p.end], "(")
	return strings.TrimSpace(name)
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
	if w.quoted {
		return
	}
	w.namedArguments(words.FieldParameters(), func(name string) bool { return w.takesFieldArgument(outer, name) })
	w.inPlaceOfValue(func() {
		switch {
		case top.argument == "sort":
			w.add(Item{Kind: Value, Label: "Asc"})
			w.add(Item{Kind: Value, Label: "Desc"})
		case top.argument == "ops" && w.takesFieldArgument(outer, "ops"):
			w.operators(outer, top.head)
		}
	})
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
	if !w.quoted && top.argument == "virtual" {
		w.add(Item{Kind: Value, Label: "true"})
		w.add(Item{Kind: Value, Label: "false"})
	}
	if !w.quoted && top.empty {
		for rank, v := range map[string][]string{"uuid": {"4", "7"}, "cuid": {"1", "2"}}[top.head] {
			w.add(Item{Kind: Value, Label: v, Rank: rank})
		}
	}
	if top.head == "sequence" {
		about, _ := words.Function("sequence")
		w.namedArguments(about.Parameters, func(string) bool { return true })
		return
	}
	parts := w.parts()
	if w.quoted || top.empty {
		w.instead(top.start, min(parts[len(parts)-1].after+1, len(w.Line)), w.defaultValues)
	}
}

// namedArguments offers arguments that all have names.
func (w *writer) namedArguments(parameters []words.Parameter, takes func(name string) bool) {
	parts := w.parts()
	s := w.slot(parts)
	for rank, p := range parameters {
		item := Item{Kind: Argument, Label: p.Name, Insert: p.Name + ": $0", Detail: p.Shape, Doc: p.Summary, Rank: rank}
		i := slices.IndexFunc(parts, func(other part) bool { return other.name == p.Name })
		switch {
		case i >= 0 && parts[i].isHere, i < 0 && takes(p.Name):
			w.put(item, s, i >= 0)
		case i >= 0 && parts[i].start > w.At:
			w.move(item, s, parts, i, w.Line[parts[i].start:parts[i].end])
		}
	}
}

// instead has what offer offers replace a part of the line, and come last.
func (w *writer) instead(start, end int, offer func()) {
	before := len(w.items)
	offer()
	for i := before; i < len(w.items); i++ {
		w.items[i].Replace = w.span(start, end)
		w.items[i].Rank += last
	}
}
