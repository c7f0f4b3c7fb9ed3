package join

import (
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/afero"

	"create-app/project"
	"create-app/scaffold"
	"create-app/scaffold/change"
)

// Plan is what adding Prisma and NextAuth to a project changes, and what is left
// to the user.
type Plan struct {
	*change.Plan
	Name    string // npm package name
	Options scaffold.Options
	Steps   []scaffold.Step

	push string // the command that brings the schema to the database; empty where that is another package's business
}

// NextSteps are the commands that come next, for a shell in the folder where
// the plan was made from.
func (p *Plan) NextSteps(installed bool) []scaffold.Next {
	steps := scaffold.NextSteps(p.Plan, p.Options, installed)
	push := project.Manager(p.Options.PackageManager).Run("db:push")
	if at := slices.IndexFunc(steps, func(s scaffold.Next) bool { return s.Command == push }); at >= 0 {
		steps[at].Command = p.push
	}
	return slices.DeleteFunc(steps, func(s scaffold.Next) bool { return s.Command == "" })
}

// NewPlan decides what adding Prisma, and NextAuth if it is asked for, changes in
// a project. The options are those that [Seen.Complete] gives. Files that are
// there stay, unless o.OnConflict says otherwise; what belongs into them is a
// step. version is create-app's own, for package.json.
func NewPlan(fsys afero.Fs, s *Seen, o scaffold.Options, version string) (*Plan, error) {
	if err := o.Validate(); err != nil {
		return nil, err
	}
	r, err := s.request(o, version)
	if err != nil {
		return nil, err
	}
	all, err := scaffold.Decide(r,
		(*request).packages, (*request).builds, (*request).sources, (*request).schema, (*request).compose,
		(*request).ignored, (*request).environment, (*request).example, (*request).aliased)
	if err != nil {
		return nil, err
	}
	plan, err := change.NewPlan(fsys, s.project.Root, all.Edits)
	if err != nil {
		return nil, err
	}
	if err := resolve(plan, o.OnConflict, &all); err != nil {
		return nil, err
	}
	plan.Changes = slices.DeleteFunc(plan.Changes, func(c change.Change) bool { return c.Kind == change.Keep })
	if !s.ownSchema() {
		if err := scaffold.CheckSchemas(plan, r.app.Prisma); err != nil {
			return nil, err
		}
	}
	return &Plan{Plan: plan, Name: s.project.Package.Name, Options: o, Steps: all.Steps, push: r.pushCommand()}, nil
}

// resolve decides about the files that are in the way of fresh ones.
func resolve(plan *change.Plan, onConflict string, d *scaffold.Decision) error {
	var taken []string
	for i, c := range plan.Changes {
		if c.Kind != change.Modify || !c.Fresh {
			continue
		}
		switch {
		case scaffold.SameText(c.Before, c.After):
			plan.Changes[i].Kind = change.Keep
		case onConflict == scaffold.ConflictAbort:
			taken = append(taken, c.Path)
		case onConflict == scaffold.ConflictSkip:
			d.Show(fmt.Sprintf("%s is there already and stays; what create-app would write is below, to merge by hand (or see --on-conflict overwrite)", c.Path), c.Path, string(c.After))
			plan.Changes[i].Kind = change.Keep
		}
	}
	if len(taken) > 0 {
		return &change.Error{
			Message: "already there: " + strings.Join(taken, ", ") + "; nothing was written",
			Advice:  "move them away, or see --on-conflict",
			Cause:   scaffold.ErrNotEmpty,
		}
	}
	return nil
}
