package prompts

import (
	"context"
	"slices"

	"create-app/plain"
	"create-app/scaffold"
	"create-app/scaffold/change"
)

// Project is what the wizard works on. It decides nothing by itself: what can
// be chosen is in package scaffold, and what follows from it comes through
// these functions. Those that may be nil say so.
type Project struct {
	Options  *scaffold.Options  // the answers as they stand; the new ones go there
	Settings []scaffold.Setting // what can be asked, as [scaffold.Settings] has it
	Suggest  string             // a folder's name that is free, for an empty answer

	// Given is what has answered a setting beforehand, such as "--db"; empty
	// for an open one. What is given is shown and not asked.
	Given func(option string) string
	// Origin is where the answer of an open setting comes from, such as "your
	// last answer"; empty for a default. May be nil.
	Origin func(option string) string
	// Fixed is the answer of a setting that leaves no choice beside the
	// others, and why; empty reason for one that does. May be nil.
	Fixed func(option string, o scaffold.Options) (value, reason string)
	// Remark is something to know about a value before choosing it. May be nil.
	Remark func(option, value string, o scaffold.Options) string

	// CheckDir may look at the disk. May be nil.
	CheckDir func(dir string) error
	// Holds is what stands in a folder that is not empty, such as "3 files".
	// May be nil.
	Holds func(dir string) string
	// Adds reports that dir holds a project, which is another kind of run: the
	// wizard ends there, with the folder as its only answer. May be nil.
	Adds func(dir string) bool

	// Plan is what the options come to. May be nil: then there is no preview
	// and no review.
	Plan func(o scaffold.Options) (*Preview, error)
	// Command gives the same options without questions, in pieces that each
	// belong on one line. May be nil.
	Command func(o scaffold.Options) []string
	// Review has the answers confirmed on a page of its own.
	Review bool
	Act    string // what Enter does there: "make it", "add it"
}

// harmless has functions whose words hold nothing that a terminal would act upon:
// paths and names of other people's files are among them. Answers stay as they are;
// where they are drawn, they are made so.
func (p Project) harmless() Project {
	given, origin, fixed, remark, holds, command := p.Given, p.Origin, p.Fixed, p.Remark, p.Holds, p.Command
	p.Given = func(option string) string { return plain.Line(given(option)) }
	if origin != nil {
		p.Origin = func(option string) string { return plain.Line(origin(option)) }
	}
	if fixed != nil {
		p.Fixed = func(option string, o scaffold.Options) (string, string) {
			value, reason := fixed(option, o)
			return value, plain.Line(reason)
		}
	}
	if remark != nil {
		p.Remark = func(option, value string, o scaffold.Options) string { return plain.Line(remark(option, value, o)) }
	}
	if holds != nil {
		p.Holds = func(dir string) string { return plain.Line(holds(dir)) }
	}
	if command != nil {
		p.Command = func(o scaffold.Options) []string {
			words := slices.Clone(command(o))
			for i := range words {
				words[i] = plain.Line(words[i])
			}
			return words
		}
	}
	return p
}

// NewProject asks for everything that is open, shows what it comes to and asks
// whether to go on. A record of the answers stays on the terminal.
func (t *Terminal) NewProject(ctx context.Context, p Project) error {
	w := newWizard(t, p)
	if t.Accessible {
		return w.lineByLine(ctx, t)
	}
	if w.at < 0 && !w.reviewing() {
		*p.Options = w.options // nothing is open
		return nil
	}
	final, err := t.show(ctx, w)
	if err != nil {
		return err
	}
	w = final.(*wizard)
	if w.end != finished {
		return change.ErrStopped
	}
	*p.Options = w.options
	return t.print(w.record())
}
