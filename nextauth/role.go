package nextauth

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Role is a part a model plays for the adapter. Its value is the property of
// the client that the adapter calls, as in prisma.verificationToken.
type Role string

// The roles. Authenticator is version 5's, and for WebAuthn only.
const (
	RoleUser              Role = "user"
	RoleAccount           Role = "account"
	RoleSession           Role = "session"
	RoleVerificationToken Role = "verificationToken"
	RoleAuthenticator     Role = "authenticator"
)

// Roles lists them in the order of the documentation.
func Roles() []Role {
	return []Role{RoleUser, RoleAccount, RoleSession, RoleVerificationToken, RoleAuthenticator}
}

// Model is the name of the role's canonical model, such as VerificationToken.
func (r Role) Model() string { return strings.ToUpper(string(r[:1])) + string(r[1:]) }

// IsOptional reports whether an app can do without the role's model.
func (r Role) IsOptional() bool { return r != RoleUser && r != RoleAccount }

// Question asks a person whether the app needs the model of a role that
// [Comparison.Undecided] lists.
func (r Role) Question() string {
	if r == RoleSession {
		return "Does the app keep its sessions in the database?"
	}
	return "Do people sign in by a link in an e-mail?"
}

// ParseRole reads a role as a person types it: verification-token,
// VerificationToken and verificationToken are one.
func ParseRole(text string) (Role, error) {
	for _, r := range Roles() {
		if fold(text) == fold(string(r)) {
			return r, nil
		}
	}
	return "", fmt.Errorf("no role %q; known: user, account, session, verification-token, authenticator", text)
}

// accessor is the property of the generated client that reaches a model.
func accessor(model string) string {
	r, size := utf8.DecodeRuneInString(model)
	return string(unicode.ToLower(r)) + model[size:]
}

// isReachedBy reports whether the adapter reaches a model of that name as the role's.
func (r Role) isReachedBy(model string) bool {
	return strings.HasSuffix(model, string(r[1:])) && accessor(model) == string(r)
}

// fold makes spellings of one name equal: provider_account_id and providerAccountId.
func fold(name string) string {
	marked := func(r rune) bool { return r == '_' || r == '-' || unicode.IsUpper(r) }
	if strings.IndexFunc(name, marked) < 0 {
		return name
	}
	return strings.Map(func(r rune) rune {
		if r == '_' || r == '-' {
			return -1
		}
		return unicode.ToLower(r)
	}, name)
}

// fit says how a model suits a role, by its shape alone.
type fit uint8

const (
	unlike    fit = iota // another purpose
	obsolete             // the role as NextAuth 3 had it
	plausible            // the role, perhaps with faults
)

// shapeOf judges whether m is what role needs, or only bears its name.
func shapeOf(m *model, role Role) fit {
	has := func(names ...string) int {
		count := 0
		for _, f := range m.fields {
			if slices.Contains(names, fold(f.Name())) {
				count++
			}
		}
		return count
	}
	switch role {
	case RoleUser:
		return plausible
	case RoleAccount:
		if has("providertype", "compoundid", "accesstokenexpires") > 0 {
			return obsolete
		}
		own := has("provider", "provideraccountid")
		return judge(own > 0 && own+has("accesstoken", "refreshtoken", "idtoken", "tokentype", "expiresat", "sessionstate", "scope", "type") >= 2)
	case RoleSession:
		if has("sessiontoken") > 0 && has("accesstoken") > 0 && has("createdat") > 0 && has("user") == 0 {
			return obsolete
		}
		return judge(has("sessiontoken") > 0 || has("expires") > 0 && has("userid", "user") > 0)
	case RoleVerificationToken:
		return judge(has("identifier") > 0)
	default:
		return judge(has("credentialid") > 0)
	}
}

func judge(ok bool) fit {
	if ok {
		return plausible
	}
	return unlike
}

// assignment is which model plays which role, and what was found out on the way.
type assignment struct {
	models    map[Role]*model
	misnamed  map[Role]bool   // the model is the role's, but the adapter calls another accessor
	mapped    map[Role]bool   // a person said so
	obsolete  map[Role]*model // as NextAuth 3 had it
	namesakes map[Role]*model // has the accessor and another purpose
}

// assign finds the models of the roles: what a person said, then the client's
// accessor, then the shape of a model with a similar name.
func assign(models []*model, said map[Role]string) (*assignment, error) {
	a := &assignment{
		models: make(map[Role]*model), misnamed: make(map[Role]bool), mapped: make(map[Role]bool),
		obsolete: make(map[Role]*model), namesakes: make(map[Role]*model),
	}
	for _, role := range Roles() {
		if name, found := said[role]; found {
			i := slices.IndexFunc(models, func(m *model) bool { return m.Name() == name })
			if i < 0 {
				return nil, fmt.Errorf("no model %q for the role %s", name, role)
			}
			a.models[role], a.mapped[role] = models[i], accessor(name) != string(role)
			continue
		}
		a.search(models, role)
	}
	return a, nil
}

func (a *assignment) search(models []*model, role Role) {
	for _, m := range models {
		if !role.isReachedBy(m.Name()) {
			continue
		}
		switch shapeOf(m, role) {
		case plausible:
			a.models[role] = m
		case obsolete:
			a.obsolete[role] = m
		default:
			a.namesakes[role] = m
		}
		return
	}
	for _, m := range models {
		if similar(m.folded, role) && shapeOf(m, role) == plausible && !a.plays(m) {
			a.models[role], a.misnamed[role] = m, true
			return
		}
	}
}

func (a *assignment) plays(m *model) bool {
	for _, other := range a.models {
		if other == m {
			return true
		}
	}
	return false
}

// similar reports whether a model's name, folded, is the role's in another spelling: in
// the plural, with underscores, in lower case, or with a prefix such as Auth.
func similar(name string, role Role) bool {
	want := fold(string(role))
	if name == want || name == want+"s" {
		return true
	}
	for _, prefix := range []string{"auth", "nextauth", "app"} {
		if rest, found := strings.CutPrefix(name, prefix); found && (rest == want || rest == want+"s") {
			return true
		}
	}
	return false
}
