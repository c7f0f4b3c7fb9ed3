package main

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"create-app/nextauth"
	"create-app/project"
	"create-app/scaffold"
)

func (o *authOptions) addFlags(cmd *cobra.Command) {
	flags := cmd.Flags()
	flags.SortFlags = false
	flags.StringVar(&o.Schema, "schema", "", "the schema, a `FILE` or a folder")
	addEnvFileFlag(flags, &o.EnvFiles)
	flags.StringArrayVar(&o.roles, "role", nil, "which model plays a role, as in `user=Member`; remembered in package.json")
	flags.StringSliceVar(&o.with, "with", nil, "add these too: session, verification-token, authenticator")
	flags.StringVar(&o.Strategy, "strategy", "", "how the app keeps sessions: database, jwt")
	flags.StringVar(&o.providers, "providers", "", "the ways to sign in, separated by commas, or none")
	flags.StringVar(&o.NextAuth, "next-auth", "", "the major of NextAuth: 4, 5 (otherwise as package.json has it)")
	flags.BoolVar(&o.Wire, "wire", false, "also add the client, server/auth.ts, the route and the keys in .env where the project lacks them")
	flags.BoolVar(&o.Check, "check", false, "write nothing; exit with 1 if something is missing or breaks")
	flags.BoolVar(&o.DryRun, "dry-run", false, "show what would change, write nothing")
	flags.BoolVar(&o.Diff, "diff", false, "show the changes as a diff, write nothing")
	addGithubFlag(flags, &o.Github)
	flags.BoolVarP(&o.Yes, "yes", "y", false, "ask nothing, add what is safe")
	bindSettings(flags, "schema", "strategy", "providers", "next-auth", "yes")
}

// settle reads the lists and checks every value.
func (o *authOptions) settle(given map[string]string) error {
	o.given = given
	for _, pair := range o.roles {
		name, model, found := strings.Cut(pair, "=")
		role, err := nextauth.ParseRole(name)
		if err != nil || !found || model == "" {
			return usageErrorf("as in --role user=Member; roles: user, account, session, verification-token, authenticator",
				"--role %q: not a role and a model", pair)
		}
		if o.Roles == nil {
			o.Roles = make(map[nextauth.Role]string)
		}
		o.Roles[role] = model
	}
	for _, name := range o.with {
		role, err := nextauth.ParseRole(name)
		if err != nil || !role.IsOptional() {
			return usageErrorf("known: session, verification-token, authenticator", "--with %q: not a model that can be left out", name)
		}
		o.With = append(o.With, role)
	}
	if !slices.Contains([]string{"", "database", "jwt"}, o.Strategy) {
		return usageErrorf("use database or jwt", "--strategy %q: not a way to keep sessions", o.Strategy)
	}
	if !slices.Contains([]string{"", "4", "5"}, o.NextAuth) {
		return usageErrorf("use 4 or 5", "--next-auth %q: not a version this knows", o.NextAuth)
	}
	if given["providers"] != "" {
		o.Providers = append([]string{}, scaffold.ParseProviders(o.providers)...)
	}
	for _, id := range o.Providers {
		if !slices.Contains(nextauth.ProviderIDs(), id) {
			hint := "use the name it is imported by, as in next-auth/providers/github"
			if near, found := scaffold.Nearest(id, nextauth.ProviderIDs()); found {
				hint = fmt.Sprintf("did you mean %q?", near)
			}
			return usageErrorf(hint, "--providers: no provider %q", id)
		}
	}
	if o.Check && o.Wire {
		return usageErrorf("", "--check writes nothing and --wire writes files: not at once")
	}
	return nil
}

// wants brings flags, what was remembered, and what the sources show together,
// in that order of authority.
func (o *authOptions) wants(p *project.Project) nextauth.Wants {
	w := nextauth.WantsOf(p)
	if o.given["next-auth"] != "" {
		w.Version, _ = strconv.Atoi(o.NextAuth)
	}
	if o.given["strategy"] != "" {
		w.Strategy = nextauth.Strategy(o.Strategy)
	}
	if o.Providers != nil {
		w.Providers, w.Closed = o.Providers, false
	}
	for _, role := range o.With {
		if !slices.Contains(w.With, role) {
			w.With = append(w.With, role)
		}
	}
	for role, model := range o.Roles {
		w.Models[role] = model
	}
	return w
}
