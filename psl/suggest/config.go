package suggest

import (
	"slices"
	"strings"

	"create-app/psl/connector"
	"create-app/psl/schema"
	"create-app/psl/syntax"
	"create-app/psl/token"
	"create-app/psl/words"
)

// databaseOf is the database of a schema, or the empty one.
func databaseOf(s *schema.Schema) *connector.Connector {
	for _, c := range s.Datasources {
		if database, ok := connector.ByProvider(c.Text("provider")); ok {
			return database
		}
	}
	return connector.Empty()
}

// previewsOf are the preview features that are turned on.
func previewsOf(s *schema.Schema) connector.Preview {
	var all connector.Preview
	for _, c := range s.Generators {
		for _, name := range c.Texts("previewFeatures") {
			bit, _ := connector.PreviewByName(name, int(s.Version), databaseOf(s))
			all |= bit
		}
	}
	return all
}

// config offers properties of a datasource or generator, or their values.
func (w *writer) config() {
	equals := slices.ContainsFunc(w.head, func(p piece) bool { return p.text == "=" })
	switch {
	case len(w.head) == 0 && !w.quoted:
		w.properties()
	case equals:
		w.propertyValues(w.head[0].text)
	}
}

func (w *writer) properties() {
	c := schema.Config{File: w.File, Block: w.block}
	list, insert := words.DatasourceProperties(), datasourceInserts
	if w.block.Kind == syntax.Generator {
		list, insert = words.GeneratorProperties(), generatorInserts
	}
	behind := strings.TrimSpace(w.Line[w.At:])
	for rank, about := range list {
		if !w.hasProperty(about.Name, c) || w.isWritten(about.Name) {
			continue
		}
		item := Item{Kind: Property, Label: about.Name, Insert: insert[about.Name], Doc: about.Summary, Rank: rank}
		if item.Insert == "" {
			item.Insert = about.Name + " = \"$0\""
		}
		if strings.Contains(behind, "=") {
			item.Insert = about.Name // its value is there
		}
		w.add(item)
	}
}

var datasourceInserts = map[string]string{
	"provider": "provider = \"$0\"", "url": "url = env(\"${0:DATABASE_URL}\")", "directUrl": "directUrl = env(\"${0:DIRECT_URL}\")",
	"shadowDatabaseUrl": "shadowDatabaseUrl = env(\"${0:SHADOW_DATABASE_URL}\")", "relationMode": "relationMode = \"$0\"",
	"extensions": "extensions = [$0]", "schemas": "schemas = [\"$0\"]",
}

var generatorInserts = map[string]string{"previewFeatures": "previewFeatures = [\"$0\"]", "binaryTargets": "binaryTargets = [\"native\"$0]"}

// isWritten reports whether the block has a property of that name on another line.
func (w *writer) isWritten(name string) bool {
	for p := range w.block.Properties() {
		if p.Name.Is(w.File.File, name) && !w.onLine(p.Span) {
			return true
		}
	}
	return false
}

// onLine reports whether a span is on the line of the place.
func (w *writer) onLine(s token.Span) bool {
	start := w.Pos - token.Pos(w.At)
	return start <= s.Start && s.Start <= start+token.Pos(len(w.Line))
}

// hasProperty reports whether a block of this kind may have a property.
func (w *writer) hasProperty(name string, c schema.Config) bool {
	six := w.Schema.Version == syntax.Prisma6
	provider := c.Text("provider")
	switch name {
	case "url", "directUrl", "shadowDatabaseUrl", "engineType", "binaryTargets":
		return six
	case "relationMode":
		return w.database != connector.Empty() || provider == ""
	case "extensions":
		return w.database.Extensions && w.previews.Has(connector.PostgresqlExtensions)
	case "schemas":
		return w.database.Has(connector.MultiSchema)
	case "runtime", "moduleFormat", "generatedFileExtension", "importFileExtension":
		return provider == "prisma-client"
	case "compilerBuild":
		return strings.HasPrefix(provider, "prisma-client")
	}
	return true
}

// propertyValues offers what a property may be.
func (w *writer) propertyValues(name string) {
	if top := w.top(); top != nil {
		switch {
		case top.head == "env" && top.sign == "(":
			w.variables()
		case name == "previewFeatures" && top.sign == "[":
			w.previewFeatures(top)
		}
		return
	}
	var list []string
	datasource := w.block.Kind == syntax.Datasource
	switch {
	case name == "provider" && datasource:
		list = connector.Providers()
	case name == "provider":
		list = []string{"prisma-client", "prisma-client-js"}
	case name == "relationMode":
		for _, mode := range cmpModes(w.database) {
			list = append(list, mode.String())
		}
	case !datasource:
		list = words.Values(name)
	}
	for _, value := range list {
		w.quotedValue(value, Value, "")
	}
	if w.quoted {
		return
	}
	switch {
	case datasource && slices.Contains([]string{"url", "directUrl", "shadowDatabaseUrl"}, name):
		about, _ := words.Function("env")
		w.add(Item{Kind: Function, Label: `env("")`, Insert: `env("$0")`, Doc: about.Summary})
	case name == "previewFeatures" || name == "schemas" || name == "extensions":
		w.add(Item{Kind: Value, Label: "[]", Insert: "[$0]"})
	case len(list) > 0:
		w.add(Item{Kind: Value, Label: `""`, Insert: `"$0"`, Rank: last})
	}
}

func cmpModes(c *connector.Connector) []connector.RelationMode {
	if len(c.RelationModes) == 0 {
		return []connector.RelationMode{connector.ForeignKeys, connector.Emulated}
	}
	return c.RelationModes
}

// last is the rank of what is seldom meant.
const last = 100

// quotedValue offers a string: with its quotes, unless the place is in them.
func (w *writer) quotedValue(value string, kind Kind, doc string) {
	item := Item{Kind: kind, Label: `"` + value + `"`, Insert: `"` + value + `"`, Doc: doc}
	if w.quoted {
		item.Label, item.Insert = value, value
	}
	w.add(item)
}

func (w *writer) variables() {
	for _, name := range w.Variables {
		w.quotedValue(name, Variable, "")
	}
}

func (w *writer) previewFeatures(top *frame) {
	for _, name := range connector.PreviewNames(int(w.Schema.Version), w.database) {
		if !slices.Contains(top.elements, name) {
			w.quotedValue(name, Value, "")
		}
	}
	if !w.quoted {
		w.add(Item{Kind: Value, Label: `""`, Insert: `"$0"`, Rank: last})
	}
}
