// Package nextauth knows the models that NextAuth's Prisma adapter works with.
//
// The models are data, so that a reader can hold them against the adapter's documentation and a program can
// compare a schema with them. Begin with [Models], which gives the models for one [Target] (NextAuth
// version, database, providers); [Format] prints them as Prisma's own formatter would. The package reads no files
// and knows nothing of the apps the models end up in.
package nextauth

// Arity says how many values a field holds.
type Arity int

// The three arities of the Prisma schema language.
const (
	Required Arity = iota
	Optional
	List
)

// Mark is how the arity is written behind a type: "", "?" or "[]".
func (a Arity) Mark() string {
	switch a {
	case Optional:
		return "?"
	case List:
		return "[]"
	default:
		return ""
	}
}

// Model is one model the adapter reaches through the client: User as prisma.user, and so on.
type Model struct {
	Name   string
	Fields []Field
	Keys   []Key
	Map    string // table name where it differs
	Schema string // database schema, where the datasource names several
}

// Field returns the field of that name; ok is false when the model has none.
func (m Model) Field(name string) (f Field, ok bool) {
	for _, f := range m.Fields {
		if f.Name == name {
			return f, true
		}
	}
	return Field{}, false
}

// Field is one field of a canonical model, complete for the target it was asked for.
type Field struct {
	Name  string
	Type  string // a scalar type, or the name of another canonical model
	Arity Arity

	ID        bool
	Unique    bool
	UpdatedAt bool
	Default   string // as written in the schema, e.g. "cuid()"; empty for none
	Map       string // name in the database where it differs
	Native    string // native type of the target's database, e.g. "Text" or "NVarChar(Max)"; empty for the default
	Relation  *Relation

	// Long is set where providers send more than a database's short default string takes
	// (VARCHAR(191) in MySQL): tokens of 4 kB and more, lists of scopes, pictures as data URLs.
	Long bool
	// Secret is set for fields that hold tokens or keys.
	Secret bool
	// Provider is the id of the OAuth provider that sends this field; empty for the fields every app needs.
	Provider string
	// When says which of the provider's answers have the field, where not all do.
	When string
}

// Relation is the owning side of a relation. Back relations have none.
type Relation struct {
	Fields     []string
	References []string
	OnDelete   string
}

// KeyKind says what a block attribute makes of its fields.
type KeyKind string

// The block attributes that canonical models use.
const (
	ID     KeyKind = "id"
	Unique KeyKind = "unique"
	Index  KeyKind = "index"
)

// Key is a block attribute over fields. Compound ids and uniques keep their default names,
// because the adapter uses these (provider_providerAccountId, identifier_token).
type Key struct {
	Kind   KeyKind
	Fields []string
}
