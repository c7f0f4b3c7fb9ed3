package nextauth

import (
	"fmt"
	"slices"
)

// Database is a database as create-app's --db flag names it.
type Database string

// The databases the models are known for.
const (
	SQLite      Database = "sqlite"
	PostgreSQL  Database = "postgresql"
	MySQL       Database = "mysql"
	PlanetScale Database = "planetscale"
	CockroachDB Database = "cockroachdb"
	SQLServer   Database = "sqlserver"
	MongoDB     Database = "mongodb"
)

// Databases lists them all, the default one first.
func Databases() []Database {
	return []Database{SQLite, PostgreSQL, MySQL, PlanetScale, CockroachDB, SQLServer, MongoDB}
}

// longText is the native type that takes a token of any length; empty where a plain String does.
func (d Database) longText() string {
	switch d {
	case MySQL, PlanetScale:
		return "Text"
	case SQLServer:
		return "NVarChar(Max)"
	default:
		return ""
	}
}

// Target says which models are wanted.
type Target struct {
	Version   int // NextAuth's major: 4 or 5
	Database  Database
	Providers []string // provider ids, as templates.Providers names them; ids that need no extra field are fine
	WebAuthn  bool     // adds Authenticator (version 5 only)
	OAuth1    bool     // adds what Twitter sends by OAuth 1.0a (version 4 only)
}

func (t Target) check() error {
	if t.Version != 4 && t.Version != 5 {
		return fmt.Errorf("next-auth %d has no models here; use 4 or 5", t.Version)
	}
	if !slices.Contains(Databases(), t.Database) {
		return fmt.Errorf("database %q has no models here", t.Database)
	}
	if t.WebAuthn && t.Version == 4 {
		return fmt.Errorf("next-auth 4 has no WebAuthn; the Authenticator model needs 5")
	}
	return nil
}

// SecretName is the variable in which a major of NextAuth, 4 or 5, looks for its secret.
func SecretName(major int) string {
	if major == 5 {
		return "AUTH_SECRET"
	}
	return "NEXTAUTH_SECRET"
}

// SecretCommand prints a fresh secret wherever there is Node.js: Windows has no openssl, and cmd.exe and PowerShell take the quotes
// as shells do.
const SecretCommand = `node -p "require('crypto').randomBytes(32).toString('base64')"`

// OldestNext is the first Next.js that the newest releases of a major of NextAuth, 4 or 5, allow beside them.
func OldestNext(major int) string {
	if major == 5 {
		return "14.0.0"
	}
	return "12.2.5"
}
