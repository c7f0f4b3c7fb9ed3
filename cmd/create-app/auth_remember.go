package main

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"create-app/nextauth"
	"create-app/plain"
	"create-app/project"
	"create-app/scaffold/change"
)

// remember puts the answers that were given into package.json, under
// "create-app", so that the next run, and the one in CI, knows them. It is nil
// where there is nothing new to remember, or no package.json.
func (r *authRun) remember() (*change.Edit, error) {
	answers := r.answers()
	if r.o.Check || len(answers) == 0 {
		return nil, nil
	}
	if r.project.manifest == nil {
		r.env.Notef("no package.json here to remember the answers in: give the same flags next time")
		return nil, nil
	}
	file := r.project.manifest
	for _, key := range slices.Sorted(maps.Keys(answers)) {
		var err error
		if file, err = file.Set(answers[key], project.RecordKey, key); err != nil {
			return nil, fmt.Errorf("change package.json: %w", err)
		}
	}
	return &change.Edit{Path: "package.json", Content: file.Bytes()}, nil
}

// answers are those of the flags and questions that say something new.
func (r *authRun) answers() map[string]any {
	out := make(map[string]any)
	known, wanted := r.project.found.Record, nextauth.WantsOf(r.project.found)
	if r.o.given["next-auth"] != "" && known.NextAuth != r.wants.Version {
		out["next-auth"] = r.wants.Version
	}
	if r.o.Providers != nil && !slices.Equal(known.Providers, r.o.Providers) {
		out["providers"] = r.o.Providers
	}
	if r.o.Strategy != "" && known.Strategy != r.o.Strategy {
		out["strategy"] = r.o.Strategy
	}
	if len(r.o.With) > 0 && !slices.Equal(wanted.With, r.wants.With) {
		out["with"] = r.wants.With
	}
	if len(r.o.Roles) > 0 && !maps.Equal(wanted.Models, r.wants.Models) {
		out["roles"] = r.wants.Models
	}
	return out
}

// commandLine gives the same run without questions.
func (r *authRun) commandLine() string {
	parts := []string{"create-app auth"}
	add := func(flag, value string) { parts = append(parts, "--"+flag, plain.Word(value)) }
	if r.o.Schema != "" {
		add("schema", r.o.Schema)
	}
	add("next-auth", fmt.Sprint(r.wants.Version))
	if r.wants.Strategy != "" {
		add("strategy", string(r.wants.Strategy))
	}
	if r.wants.Providers != nil {
		add("providers", cmp.Or(strings.Join(r.wants.Providers, ","), "none"))
	}
	for _, role := range r.wants.With {
		add("with", string(role))
	}
	for _, role := range nextauth.Roles() {
		if model := r.wants.Models[role]; model != "" {
			add("role", string(role)+"="+model)
		}
	}
	if r.o.Wire {
		parts = append(parts, "--wire")
	}
	return strings.Join(append(parts, "--yes"), " ")
}
