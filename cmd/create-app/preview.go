package main

import (
	"path/filepath"

	"create-app/prompts"
	"create-app/scaffold"
	"create-app/scaffold/change"
)

// preview is a plan as people look at it. Secrets are masked.
func preview(plan *change.Plan, name string) *prompts.Preview {
	if name == "" || name == "." {
		name = filepath.Base(plan.Root)
	}
	p := &prompts.Preview{Root: name, Count: plan.Count()}
	for _, c := range plan.Changes {
		before, after := scaffold.Mask(c)
		p.Files = append(p.Files, prompts.File{Path: c.Path, Fate: prompts.Fate(c.Kind), Before: before, After: after, Secret: c.Secret})
	}
	return p
}
