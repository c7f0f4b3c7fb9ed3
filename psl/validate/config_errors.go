package validate

import (
	"fmt"
	"strings"

	"create-app/psl/code"
	"create-app/psl/connector"
	"create-app/psl/diag"
	"create-app/psl/syntax"
	"create-app/psl/token"
)

// The diagnostics of datasources and generators, one constructor each. The
// file is set by report.

// head is the part of a block that names it: where mistakes of the whole block
// are shown.
func head(b *syntax.Block) token.Span {
	return token.Span{Start: b.Keyword.Start, End: b.Name.Span.End}
}

func severalDatasources(b *syntax.Block) diag.Diagnostic {
	return diag.Diagnostic{
		Code: code.SeveralDatasources, Span: head(b),
		Message: "a schema has one datasource, and this one has several",
		Help:    "keep one, and give each further database a schema of its own",
	}
}

func missingProperty(file *token.File, b *syntax.Block, name string) diag.Diagnostic {
	help := `add provider = "postgresql", or another database`
	switch {
	case name == "url":
		help = `add url = env("DATABASE_URL")`
	case b.Kind == syntax.Generator:
		help = `add provider = "prisma-client-js", or another generator`
	}
	return diag.Diagnostic{
		Code: code.MissingProperty, Span: head(b), Subject: diag.Subject{Member: name},
		Message: fmt.Sprintf("%s %q has no %s", b.Kind, b.Name.Text(file), name), Help: help,
	}
}

func missingPropertyValue(file *token.File, b *syntax.Block, p *syntax.Property) diag.Diagnostic {
	d := diag.Diagnostic{
		Code: code.MissingPropertyValue, Span: head(b), Subject: diag.Subject{Member: p.Name.Text(file)},
		Message: fmt.Sprintf("%s %q gives %s no value", b.Kind, b.Name.Text(file), p.Name.Text(file)),
		Help:    fmt.Sprintf("write a value behind %q, or remove the line", p.Name.Text(file)+" ="),
	}
	return d
}

func unknownProperty(file *token.File, b *syntax.Block, p *syntax.Property) diag.Diagnostic {
	return diag.Diagnostic{
		Code: code.UnknownProperty, Span: p.Name.Span,
		Message: fmt.Sprintf("%q is not a property of a %s", p.Name.Text(file), b.Kind),
		Help:    "a datasource has provider, url, directUrl, shadowDatabaseUrl, relationMode, schemas and extensions",
	}
}

func wrongPropertyValue(file *token.File, e syntax.Expr, want string) diag.Diagnostic {
	return diag.Diagnostic{
		Code: code.WrongPropertyValue, Span: e.Pos(),
		Message: fmt.Sprintf("%s is not %s", strings.TrimSpace(file.Slice(e.Pos())), want),
		Help:    "write " + want,
	}
}

func wrongEnvArguments(call *syntax.Call) diag.Diagnostic {
	return diag.Diagnostic{
		Code: code.WrongEnvArguments, Span: call.Pos(),
		Message: "env() takes one name of a variable, in quotes",
		Help:    `write env("DATABASE_URL")`,
	}
}

func namedEnvArgument(file *token.File, arg *syntax.Argument) diag.Diagnostic {
	return diag.Diagnostic{
		Severity: diag.Warning, Code: code.NamedEnvArgument, Span: arg.Span,
		Message: "the argument of env() has no name",
		Help:    fmt.Sprintf("remove %q", arg.Name.Text(file)+":"),
		Fix: &diag.Fix{Title: "remove the name", Edits: []diag.Edit{
			{Span: token.Span{Start: arg.Span.Start, End: arg.Value.Pos().Start}},
		}},
	}
}

func envProvider(b *syntax.Block, call *syntax.Call) diag.Diagnostic {
	// Prisma points at the datasource; so does the line of this report.
	return diag.Diagnostic{
		Code: code.EnvProvider, Span: head(b), Subject: diag.Subject{Member: "provider"},
		Message: "the provider of a datasource cannot come from the environment",
		Help:    `name the database, as in provider = "postgresql"; only the URL may be env(…)`,
	}
}

func unknownProvider(name *syntax.String) diag.Diagnostic {
	return diag.Diagnostic{
		Code: code.UnknownProvider, Span: name.Span,
		Message: fmt.Sprintf("%q is not a database Prisma knows", name.Value),
		Help:    "use " + enumerate(connector.Providers(), "or"),
	}
}

func referentialIntegrity(p *syntax.Property) diag.Diagnostic {
	return diag.Diagnostic{
		Severity: diag.Warning, Code: code.ReferentialIntegrity, Span: p.Name.Span,
		Message: "referentialIntegrity is the old name of relationMode",
		Help:    "rename it to relationMode",
		Fix:     &diag.Fix{Title: "rename it to relationMode", Edits: []diag.Edit{{Span: p.Name.Span, Text: "relationMode"}}},
	}
}

func bothRelationModes(old *syntax.Property) diag.Diagnostic {
	return diag.Diagnostic{
		Code: code.BothRelationModes, Span: old.Name.Span,
		Message: "referentialIntegrity and relationMode are two names of one property",
		Help:    "keep relationMode",
	}
}

func unknownRelationMode(file *token.File, b *syntax.Block, value *syntax.String) diag.Diagnostic {
	return diag.Diagnostic{
		Code: code.UnknownRelationMode, Span: head(b), Subject: diag.Subject{Member: "relationMode"},
		Message: fmt.Sprintf("datasource %q has the unknown relation mode %q", b.Name.Text(file), value.Value),
		Help:    `use "foreignKeys" or "prisma"`,
	}
}

func wrongRelationMode(value *syntax.String, database *connector.Connector) diag.Diagnostic {
	return diag.Diagnostic{
		Code: code.WrongRelationMode, Span: value.Span,
		Message: fmt.Sprintf("%s has no relation mode %q", database.Name, value.Value),
		Help:    fmt.Sprintf("use %q, or remove the line", database.DefaultMode()),
	}
}

func urlInSchema(file *token.File, p *syntax.Property) diag.Diagnostic {
	help := "remove the line, and give the URL in prisma.config.ts and to the driver adapter"
	switch p.Name.Text(file) {
	case "directUrl": // what the commands connect with, past a pooler
		help = "remove the line, and give this URL in prisma.config.ts, and that of url to the driver adapter alone"
	case "shadowDatabaseUrl":
		help = "remove the line, and give the URL as shadowDatabaseUrl in prisma.config.ts"
	}
	return diag.Diagnostic{
		Code: code.URLInSchema, Span: p.Name.Span,
		Message: fmt.Sprintf("Prisma 7 does not read %s from the schema", p.Name.Text(file)),
		Help:    help,
	}
}

func shadowIsOther(file *token.File, p *syntax.Property) diag.Diagnostic {
	return diag.Diagnostic{
		Code: code.ShadowDatabaseShared, Span: p.Value.Pos(),
		Message: fmt.Sprintf("shadowDatabaseUrl is the same as %s, and Prisma empties the shadow database", p.Name.Text(file)),
		Help:    "give the shadow database a URL of its own, or remove it",
	}
}

func previewsInDatasource(p *syntax.Property) diag.Diagnostic {
	return diag.Diagnostic{
		Code: code.PreviewsInDatasource, Span: p.Name.Span,
		Message: "preview features are turned on in a generator, not in the datasource",
		Help:    "move the line to the generator",
	}
}

func schemasNotSupported(p *syntax.Property, database *connector.Connector) diag.Diagnostic {
	return diag.Diagnostic{
		Code: code.SchemasNotSupported, Span: p.Value.Pos(),
		Message: fmt.Sprintf("%s does not divide a database into schemas", database.Name),
		Help:    "remove the property schemas",
	}
}

func noSchemas(p *syntax.Property) diag.Diagnostic {
	return diag.Diagnostic{
		Code: code.NoSchemas, Span: p.Value.Pos(),
		Message: "the list of schemas is empty",
		Help:    `name the schemas of the database, as in ["public"], or remove the line`,
	}
}

func duplicateSchema(file *token.File, name, first *syntax.String) diag.Diagnostic {
	return diag.Diagnostic{
		Code: code.DuplicateSchema, Span: name.Span,
		Message: fmt.Sprintf("the schema %q is listed twice", name.Value),
		Related: []diag.Related{{File: file, Span: first.Span, Message: "first listed here"}},
		Help:    "remove one of them",
	}
}

func extensionsNeedPreview(file *token.File, span token.Span) diag.Diagnostic {
	return diag.Diagnostic{
		Code: code.ExtensionsNeedPreview, File: file, Span: span,
		Message: "the property extensions needs the preview feature postgresqlExtensions",
		Help:    `add previewFeatures = ["postgresqlExtensions"] to the generator`,
	}
}

func extensionName(file *token.File, e extension, why string) diag.Diagnostic {
	return diag.Diagnostic{
		Code: code.ExtensionName, File: file, Span: e.name.Span,
		Message: fmt.Sprintf("the name of the extension %q %s", e.name.Text(file), why),
		Help:    `choose another name and give the database's in map, as in uuid(map: "uuid-ossp")`,
	}
}

func unnamedExtensionArgument(arg *syntax.Argument) diag.Diagnostic {
	return diag.Diagnostic{
		Code: code.ExtensionArgument, Span: arg.Span,
		Message: "an argument of an extension has a name",
		Help:    `write map: "…", schema: "…" or version: "…"`,
	}
}

func duplicateExtensionArgument(file *token.File, arg *syntax.Argument) diag.Diagnostic {
	return diag.Diagnostic{
		Code: code.ExtensionArgument, Span: arg.Span,
		Message: fmt.Sprintf("the argument %q is given twice", arg.Name.Text(file)),
		Help:    "keep one of them",
	}
}

func unknownExtensionArgument(file *token.File, arg *syntax.Argument) diag.Diagnostic {
	return diag.Diagnostic{
		Code: code.ExtensionArgument, Span: arg.Span,
		Message: fmt.Sprintf("an extension has no argument %q", arg.Name.Text(file)),
		Help:    "an extension takes map, schema and version",
	}
}

func unknownPreview(name *syntax.String, major int, database *connector.Connector) diag.Diagnostic {
	return diag.Diagnostic{
		Code: code.UnknownPreviewFeature, Span: name.Span,
		Message: fmt.Sprintf("%q is not a preview feature of Prisma %d", name.Value, major),
		Help:    "there are " + enumerate(connector.PreviewNames(major, database), "and"),
	}
}

func settledPreview(name *syntax.String) diag.Diagnostic {
	return diag.Diagnostic{
		Severity: diag.Warning, Code: code.SettledPreviewFeature, Span: name.Span,
		Message: fmt.Sprintf("%q is always on and no longer a preview feature", name.Value),
		Help:    "remove it from the list",
	}
}

func leavingPreview(name *syntax.String) diag.Diagnostic {
	return diag.Diagnostic{
		Severity: diag.Warning, Code: code.LeavingPreviewFeature, Span: name.Span,
		Message: fmt.Sprintf("the preview feature %q goes away in the next version of Prisma", name.Value),
		Help:    "do without it, and remove it from the list",
	}
}

func renamedPreview(name *syntax.String) diag.Diagnostic {
	return diag.Diagnostic{
		Severity: diag.Warning, Code: code.RenamedPreviewFeature, Span: name.Span,
		Message: fmt.Sprintf("on PostgreSQL, %q is called fullTextSearchPostgres", name.Value),
		Help:    "rename it",
		Fix:     &diag.Fix{Title: "rename it", Edits: []diag.Edit{{Span: name.Span, Text: `"fullTextSearchPostgres"`}}},
	}
}

// enumerate joins words as in "a, b or c".
func enumerate(words []string, last string) string {
	if len(words) < 2 {
		return strings.Join(words, "")
	}
	return strings.Join(words[:len(words)-1], ", ") + " " + last + " " + words[len(words)-1]
}
