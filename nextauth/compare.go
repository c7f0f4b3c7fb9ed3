package nextauth

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"

	"create-app/psl/edit"
	"create-app/psl/schema"
	"create-app/psl/syntax"
)

// Strategy is how an app keeps its sessions.
type Strategy string

// The strategies. The zero Strategy means that it is not known.
const (
	DatabaseSessions Strategy = "database"
	JWTSessions      Strategy = "jwt"
)

// Wants says what an app needs of its schema. Its zero value, with Version
// set, means that nothing is known but the schema.
type Wants struct {
	Version   int             // NextAuth's major: 4 or 5
	Providers []string        // the ways to sign in; nil where they are not known
	Strategy  Strategy        //
	With      []Role          // roles asked for, whatever else is known
	Models    map[Role]string // which model plays which role, where a person said so
	// OAuth1 says that people come by Twitter in the way of OAuth 1.0a, which has tokens of its own.
	OAuth1 bool
	// Own are the calls of the adapter that the app makes itself, in place of Prisma's.
	Own []string
	// Profile are the fields of a new user that a provider's profile() of the app's own gives.
	Profile []string
	// Closed says that Providers are all that there are: what no provider among them asks for, NextAuth does not call.
	Closed bool
	// PlanetScale tells that a MySQL datasource is PlanetScale's.
	PlanetScale bool
}

// Comparison is a schema held against what the adapter needs.
type Comparison struct {
	Findings []Finding

	s      *schema.Schema
	models []*model
	a      *assignment
	w      Wants
	db     Database
	canon  map[Role]Model
	style  style
	// related are the models that get their relation to a new user model.
	related map[Role]bool
}

// Compare holds the files of one schema against the canonical models. The
// files may be broken: what can be read of them is compared. The findings come
// in the order of the roles, models that are missing last. What would break only
// calls that the app never makes is none, but for a model that is missing.
func Compare(files []*syntax.File, w Wants) (*Comparison, error) {
	if len(files) == 0 {
		return nil, errors.New("a schema has one file at least")
	}
	if slices.Contains(w.With, RoleAuthenticator) && w.Version == 4 {
		return nil, errors.New("next-auth 4 has no WebAuthn; the Authenticator model needs 5")
	}
	s, _ := schema.Resolve(files) // what is wrong with it is for package validate to say
	c := &Comparison{s: s, models: modelsOf(s), w: w, related: make(map[Role]bool)}
	var err error
	if c.a, err = assign(c.models, w.Models); err != nil {
		return nil, err
	}
	if err := c.readTarget(); err != nil {
		return nil, err
	}
	c.style = styleOf(c.models)
	for _, role := range Roles() {
		if m := c.a.models[role]; m != nil && c.looksAt(role) {
			c.compareModel(role, m)
		}
	}
	for _, role := range Roles() {
		if c.a.models[role] == nil {
			c.reportAbsent(role)
		}
	}
	c.Findings = slices.DeleteFunc(c.Findings, func(f Finding) bool {
		now := w
		if f.Role == RoleVerificationToken { // which is for a provider that comes one day
			now.Closed = false
		}
		return f.Level >= BreaksForSome && !f.Absent() && now.Unused(f)
	})
	return c, nil
}

// readTarget finds the canonical models for the schema's database.
func (c *Comparison) readTarget() error {
	c.db = c.database()
	if c.db == MySQL && c.w.PlanetScale {
		c.db = PlanetScale
	}
	database := cmp.Or(c.db, SQLite)
	models, err := Models(Target{
		Version: c.w.Version, Database: database, Providers: c.w.Providers, WebAuthn: c.w.Version == 5, OAuth1: c.w.OAuth1,
	})
	if err != nil {
		return err
	}
	c.canon = make(map[Role]Model)
	for _, m := range models {
		for _, role := range Roles() {
			if role.Model() == m.Name {
				c.canon[role] = m
			}
		}
	}
	return nil
}

// looksAt reports whether a model of the role matters: version 4 knows no
// Authenticator.
func (c *Comparison) looksAt(role Role) bool { return c.canon[role].Name != "" }

// Model is the name of the model that plays a role, or "".
func (c *Comparison) Model(role Role) string {
	if m := c.a.models[role]; m != nil {
		return m.Name()
	}
	return ""
}

// Database is what the datasource names, or "" where it names none we know.
func (c *Comparison) Database() Database { return c.db }

// Undecided lists what was not known and made a difference: the roles whose
// model is missing and may be needed or not.
func (c *Comparison) Undecided() []Role {
	var roles []Role
	for _, f := range c.Findings {
		if f.Code == codePerhapsMissing {
			roles = append(roles, f.Role)
		}
	}
	return roles
}

// Decide takes the answer to the question of a role that [Comparison.Undecided]
// lists: whether the app needs its model.
func (w *Wants) Decide(role Role, needed bool) {
	switch {
	case role == RoleSession && needed:
		w.Strategy = DatabaseSessions
	case role == RoleSession:
		w.Strategy = JWTSessions
	case needed:
		w.With = append(w.With, role)
	case w.Providers == nil:
		w.Providers = []string{} // known to be none that needs it
	}
}

// Merge makes all changes that are safe and returns the files of the schema;
// those that need no change are the very ones that were compared.
func (c *Comparison) Merge() ([]*syntax.File, error) {
	d := edit.New(c.s.Files...)
	for _, f := range c.Findings {
		if f.Safe && f.change != nil {
			f.change(d)
		}
	}
	c.addModels(d)
	return d.Apply()
}

func (c *Comparison) report(f Finding) { c.Findings = append(c.Findings, f) }

// need says whether the app needs a role.
type need uint8

const (
	notNeeded need = iota
	unknown
	needed
)

// needOf answers from what was asked for and what is known of the app. A
// schema without any of the adapter's models gets those that the
// documentation shows.
func (c *Comparison) needOf(role Role) need {
	if slices.Contains(c.w.With, role) {
		return needed
	}
	switch role {
	case RoleUser, RoleAccount:
		return needed
	case RoleSession:
		switch c.w.Strategy {
		case DatabaseSessions:
			return needed
		case JWTSessions:
			return notNeeded
		}
		return c.needUnlessBegun()
	case RoleVerificationToken:
		switch {
		case slices.ContainsFunc(c.w.Providers, IsEmailProvider):
			return needed
		case c.w.Providers != nil:
			return notNeeded
		}
		return c.needUnlessBegun()
	default:
		if slices.ContainsFunc(c.w.Providers, isPasskeyProvider) {
			return needed
		}
		return notNeeded
	}
}

// needUnlessBegun is for what nothing is known about: a schema that has an
// Account and no Session may have left it out on purpose.
func (c *Comparison) needUnlessBegun() need {
	for _, role := range []Role{RoleAccount, RoleSession, RoleVerificationToken} {
		if c.a.models[role] != nil || c.a.obsolete[role] != nil || c.a.namesakes[role] != nil {
			return unknown
		}
	}
	return needed
}

// IsEmailProvider reports whether a provider signs people in by a link in a mail.
func IsEmailProvider(id string) bool {
	switch id {
	case "email", "nodemailer", "resend", "sendgrid", "mailgun", "postmark", "forwardemail", "loops":
		return true
	}
	return false
}

func isPasskeyProvider(id string) bool { return id == "passkey" || id == "webauthn" }

// reportAbsent tells of a role that no model plays.
func (c *Comparison) reportAbsent(role Role) {
	if !c.looksAt(role) {
		return
	}
	if c.a.obsolete[role] != nil {
		c.reportObsolete(role)
		return
	}
	n := c.needOf(role)
	if m := c.a.namesakes[role]; m != nil {
		c.reportNamesake(role, m, n)
		return
	}
	switch {
	case n == notNeeded:
	case n == unknown:
		c.reportPerhapsMissing(role)
	case c.isTaken(c.newName(role)):
		c.reportNameTaken(role)
	default:
		c.reportMissing(role)
	}
}

// newModels are the roles for which Merge adds a model, in order.
func (c *Comparison) newModels() []Role {
	var roles []Role
	for _, f := range c.Findings {
		if f.Code == codeMissingModel && f.Safe {
			roles = append(roles, f.Role)
		}
	}
	return roles
}

// adapterName is what the adapter calls, as people type it.
func adapterName(role Role) string { return fmt.Sprintf("prisma.%s", role) }

// list joins names for a sentence: "a, b and c".
func list(names []string) string {
	if len(names) < 2 {
		return strings.Join(names, "")
	}
	return strings.Join(names[:len(names)-1], ", ") + " and " + names[len(names)-1]
}
