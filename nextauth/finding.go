package nextauth

import (
	"create-app/psl/edit"
	"create-app/psl/schema"
	"create-app/psl/syntax"
	"create-app/psl/token"
)

// Level says what a finding means for the running app.
type Level uint8

// The levels, the worst last.
const (
	Fine          Level = iota // worth knowing; works
	Choice                     // works, or is not needed, as far as can be seen; a person has to decide
	BreaksForSome              // fails for some providers, some users or some data
	Breaks                     // fails for everybody
)

var levelNames = [...]string{Fine: "fine", Choice: "choice", BreaksForSome: "breaks for some", Breaks: "breaks"}

// String is the level in words.
func (l Level) String() string { return levelNames[l] }

// MarshalText makes JSON hold the words.
func (l Level) MarshalText() ([]byte, error) { return []byte(l.String()), nil }

// Operation is something the adapter does, as people know it.
type Operation string

// What the adapter does with the models, and what a finding can make fail.
const (
	CreateUser       Operation = "create a user"
	CreateByEmail    Operation = "create a user from an e-mail address alone"
	FindByEmail      Operation = "find a user by e-mail"
	LinkAccount      Operation = "link an account"
	LinkSecond       Operation = "link a second account"
	LinkSparse       Operation = "link an account of a provider that sends few tokens"
	LinkExtra        Operation = "link an account of a provider that sends more"
	FindByAccount    Operation = "find a user by account"
	UseSession       Operation = "keep a session"
	SecondSession    Operation = "keep a second session"
	UseToken         Operation = "sign in by e-mail"
	DeleteUser       Operation = "delete a user"
	UseAuthenticator Operation = "sign in with a passkey"
)

// Finding is one thing in which a schema differs from what the adapter needs.
type Finding struct {
	Level   Level
	Code    string // stable; listed in docs/auth.md
	Role    Role
	Subject string // what it is about: "User", "Account.userId"

	File *syntax.File // where; nil for what is nowhere
	Span token.Span

	Message string      // what is wrong
	Reason  string      // what comes of it
	Cure    string      // what to do
	Lines   []string    // the exact lines to write, in the model named by Subject
	Needs   string      // what must hold in the database for that, or ""
	Fails   []Operation // what fails as long as it stays

	// Safe findings are cured by Merge. The others are a person's to cure.
	Safe bool
	// Sometimes: whether it fails depends on what no file says, such as how the app is registered with a provider.
	Sometimes bool

	rows   bool // Needs is about the rows that are there
	change func(*edit.Draft)
}

// Matters reports whether something is missing or breaks. What a person may well
// have decided already does not.
func (f Finding) Matters() bool { return f.Safe || f.Level >= BreaksForSome }

// Absent reports whether it is a whole model that is missing.
func (f Finding) Absent() bool { return f.Code == codeMissingModel }

// Certain reports whether Merge cures it whatever rows the database holds.
func (f Finding) Certain() bool { return f.Safe && !f.rows }

// subject is "Model.field", or the model alone.
func subject(m *model, field string) string {
	if field == "" {
		return m.Name()
	}
	return m.Name() + "." + field
}

// about starts a finding on a field of m, or on m itself where field is nil.
func about(m *model, role Role, field *schema.Field) Finding {
	f := Finding{Role: role, Subject: m.Name(), File: m.File, Span: m.Node.Name.Span}
	if field != nil {
		f.Subject, f.Span = subject(m, field.Name()), field.Node.Name.Span
	}
	return f
}
