package schema

import (
	"fmt"

	"create-app/psl/code"
	"create-app/psl/diag"
	"create-app/psl/syntax"
	"create-app/psl/token"
)

func unknownField(file *token.File, name syntax.Ident, m *Model) diag.Diagnostic {
	d := diag.Errorf(file, name.Span, code.UnknownField, "%s %q has no field %q", m.Keyword(), m.Name(), name.Text(file))
	if near := nearField(m.Fields, name.Text(file)); near != "" {
		d.Fix = rename(name.Span, near)
		return diag.WithHelp(d, "did you mean %q?", near)
	}
	return diag.WithHelp(d, "add the field, or correct its name")
}

func nearField(fields []*Field, name string) string {
	best, distance := "", tooFar
	if len(fields) > 1000 { // a suggestion is not worth more
		return best
	}
	for _, f := range fields {
		if d := editDistance(name, f.Name(), distance); d < distance {
			best, distance = f.Name(), d
		}
	}
	return best
}

func unknownPathField(file *token.File, name syntax.Ident, part string, c *CompositeType) diag.Diagnostic {
	d := diag.Errorf(file, name.Span, code.UnknownField, "composite type %q has no field %q", c.Name(), part)
	return diag.WithHelp(d, "correct the path, or add the field to the type")
}

func pathThroughScalar(file *token.File, name syntax.Ident, f *Field) diag.Diagnostic {
	d := diag.Errorf(file, name.Span, code.UnknownField, "field %q has no fields of its own", f.Name())
	return diag.WithHelp(d, "a path leads through composite types only")
}

func relationFieldInList(file *token.File, name syntax.Ident, f *Field) diag.Diagnostic {
	d := diag.Errorf(file, name.Span, code.RelationFieldInList, "%q is a relation field, not a column", name.Text(file))
	if f.Relation == nil {
		d.Message = fmt.Sprintf("%q is no column, as its type is unknown", name.Text(file))
		return diag.WithHelp(d, "correct its type first")
	}
	if scalars := f.Relation.Fields; len(scalars) > 0 {
		return diag.WithHelp(d, "name the fields it is made of, such as %q", scalars[0].Name())
	}
	return diag.WithHelp(d, "name scalar fields only")
}

func fieldListedTwice(file *token.File, name syntax.Ident) diag.Diagnostic {
	d := diag.Errorf(file, name.Span, code.FieldListedTwice, "field %q is in the list twice", name.Text(file))
	return diag.WithHelp(d, "name each field once")
}

// Keys and indexes.

func secondID(m *Model, a *syntax.Attribute) diag.Diagnostic {
	d := diag.Errorf(m.File.File, keyword(m.Node), code.SeveralIDs, "%s %q has more than one id", m.Keyword(), m.Name())
	d = diag.WithRelated(d, m.File.File, m.PrimaryKey.Attribute.Span, "one is here")
	d = diag.WithRelated(d, m.File.File, a.Span, "another is here")
	return diag.WithHelp(d, "keep one @id, or one @@id over several fields")
}

func optionalInID(file *token.File, a *syntax.Attribute, f *Field) diag.Diagnostic {
	d := diag.Errorf(file, a.Span, code.OptionalID, "field %q is part of the id, but not required", f.Name())
	return diag.WithHelp(d, `remove the mark behind its type`)
}

func optionalInShardKey(file *token.File, a *syntax.Attribute, f *Field) diag.Diagnostic {
	d := diag.Errorf(file, a.Span, code.OptionalShardKey, "field %q is part of the shard key, but not required", f.Name())
	return diag.WithHelp(d, `remove the mark behind its type`)
}

func secondShardKey(m *Model, a *syntax.Attribute) diag.Diagnostic {
	d := diag.Errorf(m.File.File, keyword(m.Node), code.SeveralShardKeys, "%s %q has more than one shard key", m.Keyword(), m.Name())
	d = diag.WithRelated(d, m.File.File, a.Span, "another is here")
	return diag.WithHelp(d, "keep one @shardKey, or one @@shardKey over several fields")
}

func unknownSort(file *token.File, e syntax.Expr) diag.Diagnostic {
	d := diag.Errorf(file, e.Pos(), code.UnknownSort, "unknown sort order %q", file.Slice(e.Pos()))
	return diag.WithHelp(d, "write Asc or Desc")
}

func unknownAlgorithm(file *token.File, e syntax.Expr) diag.Diagnostic {
	d := diag.Errorf(file, e.Pos(), code.UnknownIndexType, "unknown index type %q", file.Slice(e.Pos()))
	return diag.WithHelp(d, "the index types are BTree, Hash, Gist, Gin, SpGist and Brin")
}

func unknownOperatorClass(file *token.File, p *syntax.Path) diag.Diagnostic {
	d := diag.Errorf(file, p.Span, code.UnknownOperatorClass, "unknown operator class %q", p.Text(file))
	return diag.WithHelp(d, `for a class Prisma does not know, write raw("%s")`, p.Text(file))
}

func nameAndMap(file *token.File, name *syntax.String) diag.Diagnostic {
	d := diag.Errorf(file, name.Span, code.NameAndMap, `"@@index" takes "name" or "map", not both: they mean the same`)
	return diag.WithHelp(d, `keep "map"`)
}

func clientNameCharacters(file *token.File, ix *Index) diag.Diagnostic {
	d := diag.Errorf(file, ix.Name.Span, code.ClientName, "name %q of %q cannot be a name in the client", ix.Name.Value, ix.AttributeName())
	return diag.WithHelp(d, `use letters, digits and "_"; the name in the database is set by "map"`)
}

func badCondition(file *token.File, e syntax.Expr, problem string) diag.Diagnostic {
	d := diag.Errorf(file, e.Pos(), code.BadCondition, "%s", problem)
	return diag.WithHelp(d, `write where: raw("price > 0") or where: { active: true }`)
}

func badConditionValue(file *token.File, value syntax.Expr, f *Field) diag.Diagnostic {
	d := diag.Errorf(file, value.Pos(), code.BadCondition, "field %q cannot be compared with %s", f.Name(), file.Slice(value.Pos()))
	return diag.WithHelp(d, `write a value of the field's type, null, or { not: … }; raw("…") takes any SQL`)
}
