package schema

import (
	"create-app/psl/connector"
	"create-app/psl/syntax"
	"create-app/psl/token"
)

// relationFieldAttributes reads the attributes of a field whose type is a model.
func (r *resolver) relationFieldAttributes(f *Field) {
	if len(f.Node.Attributes) == 0 {
		return
	}
	file := f.Model.File.File
	r.visit(file, f.Node.Attributes)
	if args, ok := r.single(file, relationAttribute); ok {
		r.relationAttribute(f, args)
		args.finish()
	}
	if args, ok := r.single(file, ignoreAttribute); ok {
		f.IsIgnored = true
		args.finish()
	}
	for _, name := range [...]attributeName{idAttribute, defaultAttribute, mapAttribute, uniqueAttribute} {
		if args, ok := r.single(file, name); ok {
			r.report(scalarAttributeOnRelation(file, args.attr, f))
		}
	}
	r.finish(file, "@")
}

// relationAttribute reads @relation.
func (r *resolver) relationAttribute(f *Field, args *arguments) {
	end := f.Relation
	end.Attribute = args.attr
	if e := args.optional("fields"); e != nil {
		end.HasFields = true
		if fields, ok := r.fieldList(f.Model, e, args); ok {
			end.Fields = fields
		}
	}
	if e := args.optional("references"); e != nil {
		end.HasReferences = true
		if fields, ok := r.fieldList(f.Type.Model, e, args); ok {
			end.References = fields
		}
	}
	args.relationName(end)
	end.OnDelete, end.OnDeleteSpan = args.action("onDelete")
	end.OnUpdate, end.OnUpdateSpan = args.action("onUpdate")
	end.MapName = args.nonEmpty("map")
}

// relationName reads the name, with or without "name:". Where both are given
// Prisma takes neither and says nothing.
func (args *arguments) relationName(end *RelationEnd) {
	named, unnamed := args.find("name"), args.find("")
	var e syntax.Expr
	switch {
	case named != nil && unnamed == nil:
		e = named.Value
	case unnamed != nil && named == nil:
		e = unnamed.Value
	}
	end.Name = args.string(e)
	if end.Name != nil && end.Name.Value == "" {
		args.r.report(emptyArgument(args.file, end.Name, "name"))
		end.Name = nil
	}
}

func (args *arguments) action(name string) (connector.Action, token.Span) {
	e := args.optional(name)
	word := args.constant(e)
	if word == "" {
		return 0, token.Span{}
	}
	a, ok := connector.ActionByName(word)
	if !ok {
		args.r.report(unknownAction(args.file, e))
	}
	return a, e.Pos()
}
