package convert

import (
	"create-app/psl/connector"
	"create-app/psl/schema"
)

// Database is what a schema is moved from or to: a connector, and what the place where it runs adds to that. Two of them
// may share a connector: PlanetScale is MySQL without foreign keys.
type Database struct {
	Name      string // for people
	Connector *connector.Connector
	Emulated  bool   // there are no foreign keys: relationMode = "prisma"
	DirectURL string // variable with the URL past the pool of connections, for Prisma 6's directUrl; empty for none
}

// Plain is a database that a provider names, with nothing added to it. There is none for MongoDB, which has neither foreign
// keys nor columns to move to.
func Plain(provider string) (Database, bool) {
	c, found := connector.ByProvider(provider)
	if !found || c.Provider == "mongodb" {
		return Database{}, false
	}
	return Database{Name: c.Name, Connector: c}, true
}

// is reports whether the database is that of a provider.
func (d Database) is(provider string) bool {
	return d.Connector != nil && d.Connector.Provider == provider
}

// providerOf is the provider that the only datasource of s names, or "".
func providerOf(s *schema.Schema) string {
	if len(s.Datasources) != 1 {
		return ""
	}
	return s.Datasources[0].Text("provider")
}

// databaseOf tells which database a schema is for: what from says, or else its provider. MySQL without foreign keys is
// then another database than MySQL with them.
func databaseOf(s *schema.Schema, from func(provider string, emulated bool) (Database, bool)) Database {
	provider := providerOf(s)
	if provider == "" {
		return Database{}
	}
	emulated := s.Datasources[0].Text("relationMode") == "prisma"
	if from != nil {
		if db, known := from(provider, emulated); known {
			return db
		}
	}
	db, _ := Plain(provider)
	db.Emulated = emulated && db.is("mysql")
	return db
}

// same reports whether a schema for one is a schema for the other.
func (d Database) same(other Database) bool {
	return d.Connector == other.Connector && d.Emulated == other.Emulated && d.DirectURL == other.DirectURL
}
