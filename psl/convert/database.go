package convert

import (
	"slices"

	"create-app/psl/connector"
	"create-app/psl/schema"
	"create-app/psl/syntax"
)

// Database is a database as create-app's --db names it. Two of them may share a
// provider: PlanetScale is MySQL without foreign keys.
type Database struct {
	ID        string
	Name      string // for people
	Connector *connector.Connector
	Emulated  bool // there are no foreign keys: relationMode = "prisma"
}

// Databases are those a schema can be moved between. MongoDB is not among
// them: it has neither foreign keys nor columns to map to.
func Databases() []string {
	return []string{"sqlite", "postgresql", "mysql", "planetscale", "cockroachdb", "sqlserver"}
}

// Lookup finds a database by its name or another spelling of it.
func Lookup(id string) (Database, bool) {
	if id == "planetscale" {
		mysql, _ := connector.ByProvider("mysql")
		return Database{ID: id, Name: "PlanetScale", Connector: mysql, Emulated: true}, true
	}
	c, found := connector.ByProvider(id)
	if !found || !slices.Contains(Databases(), c.Provider) {
		return Database{}, false
	}
	return Database{ID: c.Provider, Name: c.Name, Connector: c}, true
}

// providerOf is the provider that the only datasource of s names, or "".
func providerOf(s *schema.Schema) string {
	if len(s.Datasources) != 1 {
		return ""
	}
	return stringProperty(s.Datasources[0], "provider")
}

// databaseOf tells which database a schema is for. MySQL with relationMode =
// "prisma" counts as PlanetScale unless hint, which may be empty, says otherwise.
func databaseOf(s *schema.Schema, hint string) (Database, bool) {
	provider := providerOf(s)
	db, found := Lookup(provider)
	if !found || db.ID != "mysql" {
		return db, found
	}
	emulated := stringProperty(s.Datasources[0], "relationMode") == "prisma"
	if hint == "planetscale" || hint == "" && emulated {
		return Lookup("planetscale")
	}
	return db, true
}

func property(c schema.Config, name string) *syntax.Property {
	for p := range c.Block.Properties() {
		if p.Name.Text(c.File.File) == name {
			return p
		}
	}
	return nil
}

func stringProperty(c schema.Config, name string) string {
	if p := property(c, name); p != nil {
		if s, ok := p.Value.(*syntax.String); ok {
			return s.Value
		}
	}
	return ""
}
