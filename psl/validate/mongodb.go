package validate

import (
	"slices"
	"strings"

	"create-app/psl/code"
	"create-app/psl/diag"
	"create-app/psl/schema"
)

// checkMongoModel follows the rules that Prisma has for MongoDB alone.
func (c *checker) checkMongoModel(m *schema.Model) {
	if !m.IsView {
		c.checkMongoID(m)
	}
	for _, f := range m.Fields {
		if f.Relation != nil {
			continue
		}
		if !m.IsView {
			c.checkMongoDefault(m, f)
		}
		c.checkMongoName(f)
	}
	if m.IsView {
		return
	}
	byFirst := indexesByFirstField(m)
	for _, ix := range m.Indexes {
		if slices.ContainsFunc(byFirst[firstField(ix)], func(o *schema.Index) bool { return o != ix && sameIndexed(o, ix) }) {
			c.report(duplicateIndex(ix))
		}
		if ix.Kind == schema.Unique && len(ix.Fields) == 1 && m.IsSinglePrimaryKey(ix.Fields[0].Field) {
			c.report(uniqueID(ix))
		}
	}
}

func (c *checker) checkMongoID(m *schema.Model) {
	if m.PrimaryKey == nil {
		c.report(mongoIDMissing(m))
		return
	}
	if len(m.PrimaryKey.Fields) != 1 {
		return
	}
	if f := m.PrimaryKey.Fields[0].Field; f.DatabaseName() != "_id" {
		c.report(mongoIDName(f))
	}
}

func (c *checker) checkMongoDefault(m *schema.Model, f *schema.Field) {
	switch f.DefaultFunction() {
	case "auto":
		if f.Native == nil || f.Native.Name != "ObjectId" {
			c.report(autoNeedsObjectID(f))
		}
		if !isInKey(m.PrimaryKey, f) {
			c.report(autoNeedsID(f))
		}
	case "dbgenerated":
		c.report(mongoDBGenerated(f))
	}
}

func isInKey(pk *schema.Index, f *schema.Field) bool {
	return pk != nil && slices.ContainsFunc(pk.Fields, func(k schema.IndexField) bool { return k.Field == f })
}

func (c *checker) checkMongoName(f *schema.Field) {
	if f.MappedName == nil {
		return
	}
	name := f.MappedName.Value
	if strings.HasPrefix(name, "$") {
		c.report(mongoFieldName(f, `start with "$"`))
	}
	if strings.Contains(name, ".") {
		c.report(mongoFieldName(f, `have a "."`))
	}
}

// indexesByFirstField spares comparing every index with every other.
func indexesByFirstField(m *schema.Model) map[*schema.Field][]*schema.Index {
	groups := make(map[*schema.Field][]*schema.Index, len(m.Indexes))
	for _, ix := range m.Indexes {
		groups[firstField(ix)] = append(groups[firstField(ix)], ix)
	}
	return groups
}

func firstField(ix *schema.Index) *schema.Field {
	if len(ix.Fields) == 0 {
		return nil
	}
	return ix.Fields[0].Field
}

// sameIndexed reports whether both indexes are over the same fields in the same
// order; sort and length tell them apart, their kinds do not.
func sameIndexed(a, b *schema.Index) bool {
	return slices.EqualFunc(a.Fields, b.Fields, func(x, y schema.IndexField) bool {
		return x.Field == y.Field && slices.Equal(x.Path, y.Path) &&
			x.Sort == y.Sort && x.HasLength == y.HasLength && x.Length == y.Length
	})
}

// checkMongoRelationField warns where the two sides of a relation are of
// different native types: MongoDB finds no partner then.
func (c *checker) checkMongoRelationField(f *schema.Field) {
	for i, own := range f.Relation.Fields {
		if i >= len(f.Relation.References) {
			return
		}
		if other := f.Relation.References[i]; nativePath(own) != nativePath(other) {
			c.report(mongoNativeTypes(own, other))
		}
	}
}

func nativePath(f *schema.Field) string {
	if f.Native == nil {
		return ""
	}
	return f.Native.Scope + "." + f.Native.Name
}

func mongoIDMissing(m *schema.Model) diag.Diagnostic {
	return diag.WithHelp(atModel(m, code.MongoDBIDMissing, "model %q has no field with @id, which MongoDB needs", m.Name()),
		`add id String @id @default(auto()) @map("_id") @db.ObjectId`)
}

func mongoIDName(f *schema.Field) diag.Diagnostic {
	return diag.WithHelp(atField(f, code.MongoDBIDName, `the id %q is not called "_id" in the database, as MongoDB calls every id`, f.Name()),
		`add @map("_id")`)
}

func autoNeedsObjectID(f *schema.Field) diag.Diagnostic {
	return diag.WithHelp(atField(f, code.AutoNeedsObjectID, "field %q has @default(auto()) and is no ObjectId", f.Name()), "add @db.ObjectId")
}

func autoNeedsID(f *schema.Field) diag.Diagnostic {
	return diag.WithHelp(atField(f, code.AutoNeedsID, "field %q has @default(auto()) and is not the id", f.Name()), "add @id, or remove the default")
}

func mongoDBGenerated(f *schema.Field) diag.Diagnostic {
	return diag.WithHelp(atField(f, code.MongoDBDBGenerated, "MongoDB generates no values, so field %q cannot have @default(dbgenerated())", f.Name()),
		"use auto() for an id, or a default that Prisma makes")
}

func mongoFieldName(f *schema.Field, what string) diag.Diagnostic {
	d := diag.Errorf(f.File().File, f.MappedName.Span, code.MongoDBFieldName, "the name of a field in MongoDB cannot %s", what)
	return diag.WithHelp(d, "map field %q to another name", f.Name())
}

func duplicateIndex(ix *schema.Index) diag.Diagnostic {
	return diag.WithHelp(atIndex(ix, code.DuplicateIndex, "another index of model %q has the same fields", ix.Model.Name()), "keep one of them")
}

func uniqueID(ix *schema.Index) diag.Diagnostic {
	return diag.WithHelp(atIndex(ix, code.UniqueID, "an id of MongoDB is unique already"), "remove %s", ix.AttributeName())
}

func mongoNativeTypes(own, other *schema.Field) diag.Diagnostic {
	d := atField(own, code.MongoDBNativeTypes, "field %q and the field %q of %q that it refers to are of different native types, and MongoDB finds no partner then",
		own.Name(), other.Name(), other.Model.Name())
	d.Severity = diag.Warning
	d = diag.WithRelated(d, other.File().File, other.Node.Name.Span, "refers to this")
	if other.Native != nil {
		return diag.WithHelp(d, "give field %q the native type @%s", own.Name(), nativePath(other))
	}
	return diag.WithHelp(d, "give field %q the native type @%s, or remove it here", other.Name(), nativePath(own))
}
