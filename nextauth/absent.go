package nextauth

import (
	"fmt"
	"strings"

	"create-app/psl/syntax"
)

// The codes of findings on whole models.
const (
	codeMissingModel   = "missing-model"
	codePerhapsMissing = "perhaps-missing-model"
	codeNameTaken      = "name-taken"
	codeNamesake       = "namesake"
	codeObsolete       = "nextauth-3"
	codeAccessor       = "accessor"
	codeMapped         = "mapped-accessor"
	codeIgnored        = "ignored"
)

// operations are what a missing or foreign model of a role makes fail.
func operations(role Role) []Operation {
	switch role {
	case RoleUser:
		return []Operation{CreateUser, CreateByEmail, FindByEmail, DeleteUser}
	case RoleAccount:
		return []Operation{LinkAccount, LinkSecond, LinkSparse, LinkExtra, FindByAccount}
	case RoleSession:
		return []Operation{UseSession, SecondSession}
	case RoleVerificationToken:
		return []Operation{UseToken}
	default:
		return []Operation{UseAuthenticator}
	}
}

// purpose is what a role is for, in a sentence on its absence.
func purpose(role Role) string {
	switch role {
	case RoleUser:
		return "every person who signs in is a row of it"
	case RoleAccount:
		return "every sign-in through a provider is a row of it"
	case RoleSession:
		return "sessions kept in the database are rows of it"
	case RoleVerificationToken:
		return "sign-in by e-mail keeps its links in it"
	default:
		return "sign-in with a passkey keeps its keys in it"
	}
}

func (c *Comparison) reportMissing(role Role) {
	f := Finding{
		Level: Breaks, Code: codeMissingModel, Role: role, Subject: c.newName(role),
		Message: fmt.Sprintf("there is no model for %s", adapterName(role)),
		Reason:  purpose(role),
		Cure:    "add the model",
		Fails:   operations(role),
		Safe:    true,
	}
	if reason := c.cannotBuild(role); reason != "" {
		f.Safe, f.Cure = false, reason
	}
	f.Lines = c.newModelLines(role, c.newName(role))
	c.report(f)
}

func (c *Comparison) reportPerhapsMissing(role Role) {
	flag := "--strategy database adds it, --strategy jwt leaves it out"
	need := "an app with database sessions needs it, one with JWT sessions does not"
	if role == RoleVerificationToken {
		flag = "--with verification-token adds it, --providers without email leaves it out"
		need = "an app that signs people in by e-mail needs it, others do not"
	}
	c.report(Finding{
		Level: Choice, Code: codePerhapsMissing, Role: role, Subject: c.newName(role),
		Message: fmt.Sprintf("there is no model for %s", adapterName(role)),
		Reason:  need,
		Cure:    flag,
		Lines:   c.newModelLines(role, c.newName(role)),
		Fails:   operations(role),
	})
}

func (c *Comparison) reportNameTaken(role Role) {
	name := c.newName(role)
	file, block := c.s.Declaration(name)
	f := Finding{
		Level: Breaks, Code: codeNameTaken, Role: role, Subject: name,
		Message: fmt.Sprintf("the name %q, which the model for %s needs, belongs to %s", name, adapterName(role), article(block.Kind)),
		Reason:  purpose(role),
		Cure:    fmt.Sprintf("rename that, or add the model under another name and hand the adapter a client whose %q it is", role),
		Lines:   c.newModelLines(role, c.newName(role)),
		Fails:   operations(role),
		File:    file, Span: block.Name.Span,
	}
	c.report(f)
}

func article(kind syntax.BlockKind) string {
	if kind == syntax.Enum {
		return "an enum"
	}
	return "a " + kind.String()
}

// reportNamesake: a bank's Account is not the adapter's. Nothing may be put
// into it, and no second model can have the name.
func (c *Comparison) reportNamesake(role Role, m *model, n need) {
	if n == notNeeded {
		return
	}
	f := about(m, role, nil)
	f.Level, f.Code = Choice, codeNamesake
	if n == needed {
		f.Level = Breaks
	}
	f.Message = fmt.Sprintf("model %q has another purpose, but the adapter would use it as %s", m.Name(), adapterName(role))
	f.Reason = fmt.Sprintf("it has none of the fields by which the role is known; %s", purpose(role))
	other := "Auth" + role.Model()
	f.Cure = fmt.Sprintf("rename it (with @@map(%q) its table stays), or add the model as %s and hand the adapter a client whose %q is %q; then say --role %s=%s",
		m.DatabaseName(), other, role, accessor(other), dashed(role), other)
	f.Lines = c.newModelLines(role, other)
	f.Fails = operations(role)
	c.report(f)
}

// dashed is a role as --role and --with have it.
func dashed(role Role) string {
	if role == RoleVerificationToken {
		return "verification-token"
	}
	return string(role)
}

func (c *Comparison) reportObsolete(role Role) {
	m := c.a.obsolete[role]
	f := about(m, role, nil)
	f.Level, f.Code = Breaks, codeObsolete
	f.Message = fmt.Sprintf("model %q is as NextAuth 3 had it", m.Name())
	f.Reason = fmt.Sprintf("the adapter of NextAuth %d reads and writes other fields", c.w.Version)
	f.Cure = "move to the model of today by hand: the rows have to be carried over, https://next-auth.js.org/getting-started/upgrade-v4#adapters"
	f.Lines = c.newModelLines(role, c.newName(role))
	f.Fails = operations(role)
	c.report(f)
}

// wrapped is what to write where the models have names of their own.
func (c *Comparison) wrapped() string {
	var pairs []string
	for _, role := range Roles() {
		if name := c.Model(role); name != "" && !c.a.misnamed[role] {
			pairs = append(pairs, fmt.Sprintf("%s: prisma.%s", role, accessor(name)))
		}
	}
	return fmt.Sprintf("PrismaAdapter({ %s })", strings.Join(pairs, ", "))
}

// reportAccessor tells of a model that the adapter does not find under its name.
func (c *Comparison) reportAccessor(role Role, m *model) {
	want := role.Model()
	f := about(m, role, nil)
	if c.a.mapped[role] {
		f.Level, f.Code = Fine, codeMapped
		f.Message = fmt.Sprintf("the adapter calls %s, and model %q is prisma.%s", adapterName(role), m.Name(), accessor(m.Name()))
		f.Reason = "the role was given to it by hand"
		f.Cure = fmt.Sprintf("hand the adapter a client in which they are one: %s", c.wrapped())
		c.report(f)
		return
	}
	f.Level, f.Code = Breaks, codeAccessor
	f.Message = fmt.Sprintf("the adapter calls %s, but model %q is prisma.%s", adapterName(role), m.Name(), accessor(m.Name()))
	f.Reason = purpose(role)
	keeping := ""
	if m.MappedName == nil {
		f.Lines = []string{fmt.Sprintf("@@map(%q)", m.Name())}
		keeping = "with " + f.Lines[0] + " "
	}
	f.Cure = fmt.Sprintf("rename the model to %q; %sits table keeps its name. Or hand the adapter a client in which prisma.%s is prisma.%s, and say --role %s=%s",
		want, keeping, role, accessor(m.Name()), dashed(role), m.Name())
	f.Fails = operations(role)
	c.report(f)
}

func (c *Comparison) reportIgnored(role Role, m *model, a *syntax.BlockAttribute) {
	f := about(m, role, nil)
	f.Level, f.Code, f.Span = Breaks, codeIgnored, a.Span
	f.Message = fmt.Sprintf("model %q is ignored: the client has no %s", m.Name(), adapterName(role))
	f.Reason = purpose(role)
	f.Cure = "remove @@ignore"
	f.Fails = operations(role)
	c.report(f)
}
