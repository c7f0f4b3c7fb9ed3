package main

import (
	"cmp"
	"errors"
	"fmt"
	"strings"

	"create-app/nextauth"
	"create-app/plain"
	"create-app/scaffold/change"
	"create-app/scaffold/join"
)

// remember puts the answers that were given into package.json.
func (r *authRun) remember() ([]change.Edit, error) {
	if r.o.Check {
		return nil, nil
	}
	told := nextauth.Wants{Strategy: nextauth.Strategy(r.o.Strategy), Providers: r.o.Providers}
	if r.o.given["next-auth"] != "" {
		told.Version = r.wants.Version
	}
	if len(r.o.With) > 0 {
		told.With = r.wants.With
	}
	if len(r.o.Roles) > 0 {
		told.Models = r.wants.Models
	}
	edits, err := join.Remember(r.found, told)
	if errors.Is(err, join.ErrNoPackage) {
		r.env.Notef("%s: give the same flags next time", err)
		return nil, nil
	}
	return edits, err
}

// commandLine gives the same run without questions.
func (r *authRun) commandLine() string {
	parts := []string{r.env.program().Command("auth")}
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
