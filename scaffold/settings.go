package scaffold

import (
	"slices"
	"strings"

	"create-app/templates"
)

// Setting is one thing a person chooses, with the words for it. The wizard
// and the remembered answers are made from [Settings], so that a new flag
// needs a row there and nothing else.
type Setting struct {
	Option string // the flag, or "dir"
	Label  string // a word or two
	Title  string // the question
	Values []Value
	Many   bool // any number of the values, separated by commas
}

// Value is one answer to a [Setting]; a setting without values takes text.
type Value struct {
	Value string
	Name  string // as people know it
	About string // half a sentence that helps to choose; may be empty
}

// The answers to a setting that is on or off.
const (
	On  = "yes"
	Off = "no"
)

// Settings are all of them, in the order in which they are asked.
func Settings() []Setting {
	list := []Setting{{Option: "dir", Label: "Folder", Title: "Where should the project go?"}}
	for _, option := range []string{"db", "auth"} {
		list = append(list, choiceSetting(option))
	}
	providers := Setting{Option: "providers", Label: "Sign in with", Title: "How do people sign in?", Many: true}
	for _, p := range templates.Providers() {
		providers.Values = append(providers.Values, Value{Value: p.ID, Name: p.Name, About: aboutProvider(p)})
	}
	list = append(list, providers, choiceSetting("package-manager"), switchFor("install"), switchFor("git"),
		choiceSetting("router"), switchFor("tailwind"), choiceSetting("linter"), switchFor("src-dir"),
		Setting{Option: "import-alias", Label: "Alias", Title: "How do imports of the project's own files begin?"})
	has := func(option string) bool {
		return slices.ContainsFunc(list, func(s Setting) bool { return s.Option == option })
	}
	for _, s := range switches() {
		if !has(s.option) {
			list = append(list, s.setting())
		}
	}
	for _, c := range choices() {
		if !has(c.option) {
			list = append(list, choiceSetting(c.option))
		}
	}
	return list
}

func switchFor(option string) Setting {
	for _, s := range switches() {
		if s.option == option {
			return s.setting()
		}
	}
	return Setting{Option: option}
}

// aboutProvider says where a provider's keys come from.
func aboutProvider(p templates.Provider) string {
	switch {
	case p.IsEmail():
		return "a link by mail; needs an SMTP server"
	case p.Console == "":
		return "keys from your own server"
	}
	return "keys from " + strings.TrimPrefix(p.Console, "https://")
}

// Applies reports whether a setting means anything beside the other answers.
func (o *Options) Applies(option string) bool {
	return o.Auth != "none" || option != "next-auth" && option != "providers"
}

// Answer is the value that a setting has, as the flag takes it: On or Off for
// one without values of its own, a comma list for several. It is empty where
// there is no such setting.
func (o *Options) Answer(option string) string {
	switch option {
	case "dir":
		return o.Dir
	case "import-alias":
		return o.ImportAlias
	case "providers":
		return strings.Join(o.Providers, ",")
	}
	if on := o.onOff(option); on != nil {
		if *on {
			return On
		}
		return Off
	}
	if field := o.field(option); field != nil {
		return *field
	}
	return ""
}

// SetAnswer gives a setting its value; it is the reverse of [Options.Answer].
// Whether the value can be had is for [Options.Validate] to say. It is false, and
// nothing changes, where there is no such setting.
func (o *Options) SetAnswer(option, value string) bool {
	switch option {
	case "dir":
		o.Dir = value
	case "import-alias":
		o.ImportAlias = value
	case "providers":
		o.Providers = ParseProviders(value)
	default:
		if on := o.onOff(option); on != nil {
			*on = value == On
			return true
		}
		field := o.field(option)
		if field == nil {
			return false
		}
		*field = value
	}
	return true
}

// switchSetting is a setting that is on or off.
type switchSetting struct {
	option, label, title string
	on, off              Value // the words for both
	field                func(*Options) *bool
}

func (s switchSetting) setting() Setting {
	s.on.Value, s.off.Value = On, Off
	return Setting{Option: s.option, Label: s.label, Title: s.title, Values: []Value{s.on, s.off}}
}

func switches() []switchSetting {
	return []switchSetting{
		{
			"install", "Install", "Install the packages now?",
			Value{Name: "now", About: "needs the network, and half a minute"},
			Value{Name: "later", About: "the first of the next steps then"},
			func(o *Options) *bool { return &o.Install },
		},
		{
			"git", "Git", "Make a git repository?",
			Value{Name: "a new repository", About: "with everything in a first commit"},
			Value{Name: "no repository", About: ""},
			func(o *Options) *bool { return &o.Git },
		},
		{
			"src-dir", "Code in", "Where does the code go?",
			Value{Name: "src/", About: "code and configuration apart"},
			Value{Name: "no src/", About: "app/ and server/ beside package.json"},
			func(o *Options) *bool { return &o.SrcDir },
		},
		{
			"tailwind", "Styles", "How are the pages styled?",
			Value{Name: "Tailwind", About: "its classes in the markup"},
			Value{Name: "plain CSS", About: "one style sheet, nothing to install"},
			func(o *Options) *bool { return &o.Tailwind },
		},
		{
			"agents-md", "For agents", "Write AGENTS.md for coding agents?",
			Value{Name: "AGENTS.md", About: "commands, where things are, what never to run"},
			Value{Name: "no AGENTS.md", About: ""},
			func(o *Options) *bool { return &o.AgentsMD },
		},
	}
}

// onOff is where a setting that is on or off is kept; nil for another one.
func (o *Options) onOff(option string) *bool {
	for _, s := range switches() {
		if s.option == option {
			return s.field(o)
		}
	}
	return nil
}

// choiceSetting is a choice with its words. A value without words of its own
// is called what the flag calls it.
func choiceSetting(option string) Setting {
	s := Setting{Option: option, Label: option, Title: "Which " + option + "?"}
	if words, found := choiceWords()[option]; found {
		s.Label, s.Title = words.Label, words.Title
	}
	for _, value := range Choices(option) {
		v := Value{Value: value, Name: value}
		for _, words := range choiceWords()[option].Values {
			if words.Value == value {
				v = words
			}
		}
		s.Values = append(s.Values, v)
	}
	return s
}

// databaseWords are the names that the table of databases has.
func databaseWords() []Value {
	var list []Value
	for _, d := range templates.Databases() {
		list = append(list, Value{Value: d.ID, Name: d.Name, About: d.About})
	}
	return list
}

// choiceWords are the words for the choices.
func choiceWords() map[string]Setting {
	return map[string]Setting{
		"db": {Label: "Database", Title: "Which database?", Values: databaseWords()},
		"auth": {Label: "Sign-in", Title: "Do people sign in?", Values: []Value{
			{"nextauth", "NextAuth", "accounts and sessions in your database"},
			{"none", "no sign-in", "no NextAuth, no accounts"},
		}},
		"package-manager": {Label: "Packages", Title: "Which package manager?", Values: []Value{
			{"npm", "npm", "comes with Node"},
			{"pnpm", "pnpm", "one store for all projects, strict about what may be imported"},
			{"yarn", "yarn", "with node_modules, as its first version had it"},
			{"bun", "bun", "fast; comes with a runtime of its own, the app still runs on Node"},
		}},
		"next-auth": {Label: "NextAuth", Title: "Which NextAuth?", Values: []Value{
			{"4", "NextAuth 4", "the stable one"},
			{"5", "NextAuth 5", "also called Auth.js; a beta that many use"},
		}},
		"prisma": {Label: "Prisma", Title: "Which Prisma?", Values: []Value{
			{"7", "Prisma 7", "the current one, with driver adapters"},
			{"6", "Prisma 6", "the one before, with its own engine"},
		}},
		"router": {Label: "Router", Title: "Which router of Next.js?", Values: []Value{
			{"app", "App Router", "server components; the one that is developed"},
			{"pages", "Pages Router", "the older one; simple, and still kept alive"},
		}},
		"linter": {Label: "Linter", Title: "Which linter?", Values: []Value{
			{"eslint", "ESLint", "with Next.js's own rules"},
			{"biome", "Biome", "one fast program that formats, too"},
			{"none", "no linter", ""},
		}},
		"on-conflict": {Label: "What is there", Title: "The folder is not empty: what now?", Values: []Value{
			{ConflictAbort, "another name", "leave that folder alone"},
			{ConflictSkip, "keep what is there", "add only the files that are missing"},
			{ConflictOverwrite, "overwrite after a look", "the review shows what is lost"},
		}},
	}
}
