package convert_test

import (
	"fmt"
	"strings"

	"create-app/psl/connector"
)

// builder writes schemas of any size that use much of what a database has, and
// nothing that only it can hold. The same arguments always give the same text.
type builder struct {
	strings.Builder
	db     string
	c      *connector.Connector
	models int
	native int // how many native types were used so far
}

func build(db string, models int) string {
	c, _ := connector.ByProvider(provider(db))
	b := &builder{db: db, c: c, models: models}
	b.config()
	for i := range models / 10 {
		if c.Has(connector.Enums) {
			fmt.Fprintf(b, "/// what stage %d is in\nenum Stage%d {\n  DRAFT @map(\"draft\")\n  LIVE\n  GONE // at last\n%s}\n\n", i, i, b.schemaLine(i))
		}
	}
	for i := range models {
		b.model(i)
	}
	return b.String()
}

func (b *builder) config() {
	b.WriteString("generator client {\n  provider        = \"prisma-client\"\n  output          = \"../generated\"\n  previewFeatures = [\"relationJoins\"")
	if b.db == "postgresql" {
		b.WriteString(", \"fullTextSearchPostgres\", \"postgresqlExtensions\"")
	}
	b.WriteString("]\n}\n\ndatasource db {\n  provider = \"" + provider(b.db) + "\"\n")
	if b.db == "planetscale" {
		b.WriteString("  relationMode = \"prisma\"\n")
	}
	if b.db == "postgresql" {
		b.WriteString("  extensions = [citext, pgcrypto(map: \"pgcrypto\")]\n")
	}
	if b.c.Has(connector.MultiSchema) {
		b.WriteString("  schemas = [\"main\", \"audit\"]\n")
	}
	b.WriteString("}\n\n")
}

func (b *builder) schemaLine(i int) string {
	if !b.c.Has(connector.MultiSchema) {
		return ""
	}
	return fmt.Sprintf("\n  @@schema(%q)\n", []string{"main", "audit"}[i%2])
}

// next is one of the native types that a scalar takes, with arguments, another each time.
func (b *builder) next(s connector.Scalar) string {
	var fitting []string
	for i := range b.c.NativeTypes {
		t := &b.c.NativeTypes[i]
		if !t.Scalars.Has(s) {
			continue
		}
		for _, args := range samples(t) {
			list := strings.FieldsFunc(args, func(r rune) bool { return strings.ContainsRune("(), ", r) })
			if len(list) == 0 || t.Check(list, s) == connector.NoProblem {
				fitting = append(fitting, " @db."+t.Name+args)
			}
		}
	}
	b.native++
	if n := b.native % (len(fitting) + 1); n < len(fitting) {
		return fitting[n]
	}
	return ""
}

func (b *builder) model(i int) {
	fmt.Fprintf(b, "/// table %d\nmodel Table%d {\n", i, i)
	b.id(i)
	b.scalars(i)
	b.relations(i)
	b.keys(i)
	b.WriteString("}\n\n")
}

func (b *builder) id(i int) {
	switch i % 6 {
	case 0:
		b.WriteString("  id Int @id @default(" + b.counter() + ")\n")
	case 1:
		b.WriteString("  id String @id @default(cuid())\n")
	case 2:
		b.WriteString("  id BigInt @id @default(autoincrement())\n")
	case 3:
		b.WriteString("  id String @id @default(uuid())" + map[string]string{"postgresql": " @db.Uuid", "cockroachdb": " @db.Uuid", "sqlserver": " @db.UniqueIdentifier", "mysql": " @db.Char(36)", "planetscale": " @db.Char(36)"}[b.db] + "\n")
	case 4:
		sql := map[string]string{"postgresql": "gen_random_uuid()", "cockroachdb": "gen_random_uuid()", "sqlserver": "newid()", "mysql": "(uuid())", "planetscale": "(uuid())"}[b.db]
		if sql == "" {
			b.WriteString("  id String @id @default(nanoid(12))\n")
		} else {
			b.WriteString("  id String @id @default(dbgenerated(\"" + sql + "\"))\n")
		}
	case 5:
		b.WriteString("  id Int @unique\n  realm String" + b.short() + "\n")
	}
}

func (b *builder) counter() string {
	if b.db == "cockroachdb" {
		return "sequence(start: 10)"
	}
	return "autoincrement()"
}

// short is a native type for text in a key.
func (b *builder) short() string {
	switch b.db {
	case "sqlite":
		return ""
	case "cockroachdb":
		return " @db.String(40)"
	case "sqlserver":
		return " @db.NVarChar(40)"
	}
	return " @db.VarChar(40)"
}

func (b *builder) scalars(i int) {
	for _, s := range []connector.Scalar{connector.Int, connector.BigInt, connector.Float, connector.Boolean, connector.String, connector.DateTime, connector.Bytes, connector.Decimal} {
		name := strings.ToLower(s.String())
		fmt.Fprintf(b, "  %sA %s%s\n", name, s, b.next(s))
		fmt.Fprintf(b, "  %sB %s?%s // maybe\n", name, s, b.next(s))
	}
	if b.c.Has(connector.JsonType) {
		b.WriteString("  json Json @default(\"{}\")" + b.next(connector.Json) + "\n")
	}
	if b.c.Has(connector.Enums) && b.models >= 10 {
		fmt.Fprintf(b, "  stage Stage%d @default(DRAFT)\n  stageBefore Stage%d?\n", i%(b.models/10), i%(b.models/10))
	}
	fmt.Fprintf(b, "  code String @unique(map: \"code_of_%d\")%s\n", i, b.short())
	b.WriteString("  createdAt DateTime @default(now())\n  updatedAt DateTime @updatedAt @map(\"updated_at\")\n")
}

// relations refers to tables before this one and lets those after refer back.
func (b *builder) relations(i int) {
	for _, r := range b.refers(i) {
		typ := []string{"Int", "String", "BigInt", "String", "String", "Int"}[r.to%6]
		native := ""
		if r.to%6 == 3 {
			native = map[string]string{"postgresql": " @db.Uuid", "cockroachdb": " @db.Uuid", "sqlserver": " @db.UniqueIdentifier", "mysql": " @db.Char(36)", "planetscale": " @db.Char(36)"}[b.db]
		}
		fmt.Fprintf(b, "  %sId %s%s%s\n", r.name, typ, r.mark, native)
		fmt.Fprintf(b, "  %s Table%d%s @relation(%q, fields: [%sId], references: [id]%s)\n", r.name, r.to, r.mark, r.label(i), r.name, b.actions(i, r))
	}
	for j := range b.models {
		for _, r := range b.refers(j) {
			if r.to == i {
				fmt.Fprintf(b, "  %sOf%d Table%d[] @relation(%q)\n", r.name, j, j, r.label(j))
			}
		}
	}
	if i%2 == 0 && i+1 < b.models && i%6 != 4 {
		fmt.Fprintf(b, "  friends Table%d[] @relation(\"friends%d\")\n", i+1, i)
	}
	if i%2 == 1 && (i-1)%6 != 4 {
		fmt.Fprintf(b, "  friends Table%d[] @relation(\"friends%d\")\n", i-1, i-1)
	}
}

type reference struct {
	name, mark string
	to         int
}

func (r reference) label(from int) string { return fmt.Sprintf("%s%d", r.name, from) }

func (b *builder) refers(i int) []reference {
	if i == 0 {
		return nil
	}
	list := []reference{{"parent", "", i / 2}}
	if i%3 == 0 {
		list = append(list, reference{"other", "?", i / 3})
	}
	if i%7 == 0 && b.db != "sqlserver" && b.db != "planetscale" {
		list = append(list, reference{"self", "?", i})
	}
	return list
}

func (b *builder) actions(i int, r reference) string {
	switch {
	case b.db == "sqlserver" && r.name == "parent" && i%2 == 0:
		return ", onDelete: Cascade, map: \"fk_" + r.label(i) + "\""
	case b.db == "sqlserver":
		return ", onDelete: NoAction, onUpdate: NoAction"
	case r.mark == "" && i%3 == 0:
		return ", onDelete: Cascade"
	case r.mark == "" && i%3 == 1:
		return ", onDelete: Restrict, onUpdate: Restrict"
	case r.mark == "?" && i%2 == 0:
		return ", onDelete: SetNull"
	}
	return ""
}

func (b *builder) keys(i int) {
	b.WriteString("\n")
	if i%6 == 5 {
		b.WriteString("  @@id([realm, id])\n")
	}
	fmt.Fprintf(b, "  @@unique([code, createdAt], name: \"codeAt\")\n  @@index([createdAt(sort: Desc), intA])\n  @@index([floatA], map: \"by_float_%d\")\n", i)
	switch b.db {
	case "postgresql":
		b.WriteString("  @@index([intB], type: Hash)\n  @@index([bigintA], type: Brin)\n")
	case "cockroachdb":
		b.WriteString("  @@index([intB, intA])\n")
	case "mysql", "planetscale":
		b.WriteString("  @@fulltext([code])\n  @@index([code(length: 5)], map: \"by_code\")\n")
	case "sqlserver":
		fmt.Fprintf(b, "  @@index([intB], clustered: false, map: \"by_int\")\n")
	}
	if i%4 == 0 {
		fmt.Fprintf(b, "  @@map(\"tables_%d\")\n", i)
	}
	b.WriteString(strings.TrimPrefix(b.schemaLine(i), "\n"))
}
