package schema

import (
	"create-app/psl/connector"
	"create-app/psl/syntax"
)

// fieldID reads @id. A second one is reported and not read.
func (r *resolver) fieldID(m *Model, f *Field, args *arguments) {
	if m.PrimaryKey != nil {
		r.report(secondID(m, args.attr))
		return
	}
	ix := r.fieldIndex(PrimaryKey, m, f, args)
	m.PrimaryKey = ix
}

// fieldUnique reads @unique.
func (r *resolver) fieldUnique(m *Model, f *Field, args *arguments) {
	ix := r.fieldIndex(Unique, m, f, args)
	ix.Where = r.where(m, args)
	r.found = append(r.found, ix)
}

func (r *resolver) fieldIndex(kind IndexKind, m *Model, f *Field, args *arguments) *Index {
	ix := r.indexes.New()
	ix.Kind, ix.Model, ix.Attribute, ix.OnField = kind, m, args.attr, f
	ix.MapName = args.nonEmpty("map")
	ix.Fields = r.indexFields.List(1)
	field := &ix.Fields[0]
	field.Field = f
	field.Length, field.HasLength = args.length(args.optional("length"))
	field.Sort = args.sort(args.optional("sort"))
	ix.Clustered = args.setting("clustered")
	return ix
}

// sort reads Asc or Desc.
func (args *arguments) sort(e syntax.Expr) Sort {
	switch name := args.constant(e); name {
	case "":
		return Unsorted
	case "Asc":
		return Asc
	case "Desc":
		return Desc
	}
	args.r.report(unknownSort(args.file, e))
	return Unsorted
}

// modelID reads @@id.
func (r *resolver) modelID(m *Model, args *arguments) {
	e := args.byDefault("fields")
	if e == nil {
		return
	}
	ix := r.indexes.New()
	ix.Kind, ix.Model, ix.Attribute = PrimaryKey, m, args.attr
	var ok bool
	if ix.Fields, ok = r.indexFieldList(m, e, args, false); !ok {
		return
	}
	for i := range ix.Fields {
		if f := ix.Fields[i].Field; !f.IsRequired() && !m.IsIgnored {
			r.report(optionalInID(args.file, args.attr, f))
		}
	}
	if m.PrimaryKey != nil {
		r.report(secondID(m, args.attr))
	}
	ix.MapName = args.nonEmpty("map")
	ix.Name = args.nonEmpty("name")
	args.checkClientName(ix)
	ix.Clustered = args.setting("clustered")
	m.PrimaryKey = ix
}

// checkKeyArity looks at @id and @shardKey once it is known whether the model
// is ignored.
func (r *resolver) checkKeyArity(m *Model) {
	if m.IsIgnored {
		return
	}
	if pk := m.PrimaryKey; pk != nil && pk.OnField != nil && !pk.OnField.IsRequired() {
		r.report(optionalInID(m.File.File, pk.Attribute, pk.OnField))
	}
	if sk := m.ShardKey; sk != nil && sk.OnField != nil && !sk.OnField.IsRequired() {
		r.report(optionalInShardKey(m.File.File, sk.Attribute, sk.OnField))
	}
}

// modelIndex reads @@index. Its argument name means what map means, as it did
// before there was map.
func (r *resolver) modelIndex(m *Model, args *arguments) {
	ix := r.blockIndex(Normal, m, args)
	name, mapName := args.nonEmpty("name"), args.nonEmpty("map")
	switch {
	case name != nil && mapName != nil:
		r.report(nameAndMap(args.file, name))
	case name != nil:
		ix.MapName = name
	default:
		ix.MapName = mapName
	}
	ix.Algorithm = args.algorithm()
	ix.Clustered = args.setting("clustered")
	ix.Where = r.where(m, args)
}

func (args *arguments) algorithm() connector.Algorithm {
	e := args.optional("type")
	name := args.constant(e)
	if name == "" {
		return 0
	}
	a, ok := connector.AlgorithmByName(name)
	if !ok {
		args.r.report(unknownAlgorithm(args.file, e))
	}
	return a
}

// modelUnique reads @@unique.
func (r *resolver) modelUnique(m *Model, args *arguments) {
	ix := r.blockIndex(Unique, m, args)
	ix.Name = args.nonEmpty("name")
	ix.MapName = args.nonEmpty("map")
	args.checkClientName(ix)
	ix.Clustered = args.setting("clustered")
	ix.Where = r.where(m, args)
}

// modelFulltext reads @@fulltext.
func (r *resolver) modelFulltext(m *Model, args *arguments) {
	ix := r.blockIndex(Fulltext, m, args)
	ix.MapName = args.nonEmpty("map")
}

func (r *resolver) blockIndex(kind IndexKind, m *Model, args *arguments) *Index {
	ix := r.indexes.New()
	ix.Kind, ix.Model, ix.Attribute = kind, m, args.attr
	if e := args.byDefault("fields"); e != nil {
		ix.Fields, _ = r.indexFieldList(m, e, args, true)
	}
	r.found = append(r.found, ix)
	return ix
}

// checkClientName refuses a name that could not be a property of the client.
func (args *arguments) checkClientName(ix *Index) {
	if ix.Name == nil {
		return
	}
	for i := range len(ix.Name.Value) {
		c := ix.Name.Value[i]
		if c != '_' && (c < '0' || c > '9') && (c|0x20 < 'a' || c|0x20 > 'z') {
			args.r.report(clientNameCharacters(args.file, ix))
			return
		}
	}
}

// fieldShardKey reads @shardKey.
func (r *resolver) fieldShardKey(m *Model, f *Field, args *arguments) {
	if m.ShardKey != nil {
		r.report(secondShardKey(m, args.attr))
		return
	}
	m.ShardKey = &ShardKey{Attribute: args.attr, OnField: f, Fields: []*Field{f}}
}

// modelShardKey reads @@shardKey.
func (r *resolver) modelShardKey(m *Model, args *arguments) {
	e := args.byDefault("fields")
	if e == nil {
		return
	}
	fields, ok := r.fieldList(m, e, args)
	if !ok {
		return
	}
	for _, f := range fields {
		if !f.IsRequired() && !m.IsIgnored {
			r.report(optionalInShardKey(args.file, args.attr, f))
		}
	}
	if m.ShardKey != nil {
		r.report(secondShardKey(m, args.attr))
	}
	m.ShardKey = &ShardKey{Attribute: args.attr, Fields: fields}
}
