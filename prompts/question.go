package prompts

import (
	"slices"
	"strings"

	"create-app/plain"
	"create-app/scaffold"
)

// question is one row of the wizard.
type question struct {
	id           string // the flag, or a name of the wizard's own
	label, title string
	values       []scaffold.Value // none: a text
	many         bool
	alone        string // a value that excludes the others
	get          func(*scaffold.Options) string
	set          func(*scaffold.Options, string)
	extra        bool // one of those behind "More"
}

// The questions that are not a flag each.
const (
	signIn = "sign-in" // --auth and --providers
	more   = "more"    // whether to ask for the rest

	noSignIn  = "none"
	keepExtra = "keep"
	openExtra = "change"
)

// questions are all that could be asked, in order. What the settings have and
// the list below does not name is asked behind "More"; what they lack is not
// asked at all.
func (w *wizard) questions() []*question {
	settings := map[string]scaffold.Setting{}
	for _, s := range w.project.Settings {
		settings[s.Option] = s
	}
	asked := []string{"dir", "on-conflict", "db", signIn, "package-manager", "install", "git", more}
	var list []*question
	for _, id := range asked {
		switch id {
		case signIn:
			list = append(list, w.signInQuestion(settings["providers"]))
		case more:
			list = append(list, w.moreQuestion())
		default:
			if s, found := settings[id]; found {
				list = append(list, fromSetting(s))
			}
		}
	}
	for _, s := range w.project.Settings {
		if !slices.Contains(asked, s.Option) && s.Option != "auth" && s.Option != "providers" {
			q := fromSetting(s)
			q.extra = true
			list = append(list, q)
		}
	}
	return list
}

func fromSetting(s scaffold.Setting) *question {
	return &question{
		id: s.Option, label: s.Label, title: s.Title, values: s.Values, many: s.Many,
		get: func(o *scaffold.Options) string { return o.Answer(s.Option) },
		set: func(o *scaffold.Options, value string) { o.SetAnswer(s.Option, value) },
	}
}

// signInQuestion asks for --auth and --providers at once.
func (w *wizard) signInQuestion(providers scaffold.Setting) *question {
	q := fromSetting(providers)
	q.id = signIn
	if w.project.Given("auth") == "" {
		q.alone = noSignIn
		q.values = append(slices.Clone(q.values), scaffold.Value{Value: noSignIn, Name: "no sign-in", About: "no NextAuth, no accounts, no sessions"})
	}
	q.get = func(o *scaffold.Options) string {
		if o.Auth == "none" {
			return noSignIn
		}
		return o.Answer("providers")
	}
	q.set = func(o *scaffold.Options, value string) {
		if value == noSignIn {
			o.Auth, o.Providers = "none", nil
			return
		}
		o.Auth = "nextauth"
		o.SetAnswer("providers", value)
	}
	return q
}

// moreQuestion opens the questions that are asked only then.
func (w *wizard) moreQuestion() *question {
	return &question{
		id: more, label: "More", title: "Keep the rest as it is?",
		values: []scaffold.Value{
			{Value: keepExtra, Name: "as it is"},
			{Value: openExtra, Name: "more choices", About: "asks for each of these"},
		},
		get: func(*scaffold.Options) string {
			if w.opened {
				return openExtra
			}
			return keepExtra
		},
		set: func(_ *scaffold.Options, value string) { w.opened = value == openExtra },
	}
}

// say is an answer in words.
func (q *question) say(value string) string {
	if len(q.values) == 0 {
		return plain.Line(value)
	}
	var names []string
	for _, v := range q.values {
		if v.Value == value || q.many && slices.Contains(strings.Split(value, ","), v.Value) {
			names = append(names, v.Name)
		}
	}
	if q.many && len(names) == 0 {
		return "NextAuth, no provider yet"
	}
	return strings.Join(names, ", ")
}
