package templates

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// Provider is a way to sign in that --providers can name.
type Provider struct {
	ID      string   // as --providers names it
	Aliases []string // other spellings --providers takes
	Name    string   // as people know it
	Label   string   // on buttons, where NextAuth's own is another than people know
	Module  string   // next-auth/providers/<Module>; also the provider's id inside NextAuth
	Console string   // where the keys are made; empty when that is the reader's own server
	Home    string   // where it can lead people back to while the app is developed; empty for localhost
	Note    string   // what it asks for and others do not, for README and page
	Env     []EnvVar // what it needs from the environment, in the order of .env.example
}

// EnvVar is one variable a provider reads, named as in NextAuth 4's documentation.
type EnvVar struct {
	Name   string
	Option string // key of the provider's options object
	About  string // said above it in .env
}

// IsEmail tells the magic link apart from OAuth: it sends mail and needs a form for the address.
func (p Provider) IsEmail() bool { return p.ID == "email" }

// Callback is the address that a provider has to be told, for the app as it runs on the reader's own machine.
func (p Provider) Callback(nextAuth int) string { return p.under(nextAuth).LocalCallback() }

// LocalCallback is [Provider.Callback] for the major of NextAuth that the provider is given for.
func (p Provider) LocalCallback() string {
	return cmp.Or(p.Home, "http://localhost:3000") + "/api/auth/callback/" + p.Module
}

// Remark is what the provider asks for and others do not; empty where that is nothing.
func (p Provider) Remark(nextAuth int) string { return p.under(nextAuth).Note }

// Variables are the names of what the provider reads from the environment.
func (p Provider) Variables(nextAuth int) []string {
	var names []string
	for _, e := range p.under(nextAuth).Env {
		names = append(names, e.Name)
	}
	return names
}

// Providers lists the known providers in display order: the table that --providers drives.
func Providers() []Provider {
	return []Provider{
		oauth("github", "GitHub", "GITHUB", "ID", "SECRET", "https://github.com/settings/developers"),
		oauth("google", "Google", "GOOGLE", "CLIENT_ID", "CLIENT_SECRET", "https://console.cloud.google.com/apis/credentials"),
		oauth("discord", "Discord", "DISCORD", "CLIENT_ID", "CLIENT_SECRET", "https://discord.com/developers/applications"),
		withNote(oauth("gitlab", "GitLab", "GITLAB", "CLIENT_ID", "CLIENT_SECRET", "https://gitlab.com/-/user_settings/applications"),
			"the application needs the scope read_user"),
		microsoft(),
		withIssuer(oauth("keycloak", "Keycloak", "KEYCLOAK", "ID", "SECRET", ""), "KEYCLOAK", "the realm's URL, such as https://sso.example.com/realms/main"),
		withIssuer(oauth("auth0", "Auth0", "AUTH0", "CLIENT_ID", "CLIENT_SECRET", "https://manage.auth0.com"), "AUTH0", "the tenant's URL, such as https://example.eu.auth0.com"),
		withIssuer(oauth("okta", "Okta", "OKTA", "CLIENT_ID", "CLIENT_SECRET", "https://login.okta.com"), "OKTA", "the org's URL, such as https://example.okta.com"),
		oauth("facebook", "Facebook", "FACEBOOK", "CLIENT_ID", "CLIENT_SECRET", "https://developers.facebook.com/apps"),
		onLoopback(oauth("spotify", "Spotify", "SPOTIFY", "CLIENT_ID", "CLIENT_SECRET", "https://developer.spotify.com/dashboard")),
		{
			ID: "email", Name: "Email", Module: "email",
			Env: []EnvVar{
				{"EMAIL_SERVER", "server", "the mail server, such as smtp://user:password@smtp.example.com:587"},
				{"EMAIL_FROM", "from", "the sender of the sign-in mails, such as noreply@example.com"},
			},
		},
	}
}

// oauth is a provider that needs a client id and a secret; the suffixes are those of its documentation.
func oauth(id, name, prefix, idSuffix, secretSuffix, console string) Provider {
	return Provider{
		ID: id, Name: name, Module: id, Console: console,
		Env: []EnvVar{
			{prefix + "_" + idSuffix, "clientId", ""},
			{prefix + "_" + secretSuffix, "clientSecret", ""},
		},
	}
}

func withNote(p Provider, note string) Provider {
	p.Note = note
	return p
}

// loopback is where the app is developed, by the address of the machine.
const loopback = "http://127.0.0.1:3000"

// onLoopback is a provider that takes the address of the reader's own machine, and not its name.
// https://developer.spotify.com/documentation/web-api/concepts/redirect_uri
func onLoopback(p Provider) Provider {
	p.Home = loopback
	p.Note = "it takes no localhost: sign in at " + p.Home
	return p
}

func withIssuer(p Provider, prefix, about string) Provider {
	p.Env = append(p.Env, EnvVar{prefix + "_ISSUER", "issuer", about})
	return p
}

// microsoft goes by azure-ad in NextAuth 4 and by microsoft-entra-id after the product was renamed.
func microsoft() Provider {
	p := oauth("microsoft-entra-id", "Microsoft", "AZURE_AD", "CLIENT_ID", "CLIENT_SECRET", "https://entra.microsoft.com")
	p.Aliases, p.Module, p.Label = []string{"azure-ad"}, "azure-ad", p.Name
	p.Env = append(p.Env, EnvVar{"AZURE_AD_TENANT_ID", "tenantId", "the directory's id, or common for any account"})
	return p
}

// FindProvider looks a provider up by id or alias.
func FindProvider(id string) (Provider, bool) {
	for _, p := range Providers() {
		if p.ID == id || slices.Contains(p.Aliases, id) {
			return p, true
		}
	}
	return Provider{}, false
}

// under is the provider as a major of NextAuth has it; the table is written for 4. 5 has one way to name the variables,
// by the provider's id, and finds them by these names itself.
func (p Provider) under(nextAuth int) Provider {
	switch {
	case nextAuth != 5:
		return p
	case p.IsEmail():
		p.Module = "nodemailer"
		return p
	case p.Home != "": // Next.js calls this machine localhost, whatever the browser or AUTH_URL calls it, and 5 goes by that
		p.Home, p.Note = "https://example.com", "it takes no localhost: sign in where the app has an address with https"
	}
	p.Module = p.ID
	prefix := "AUTH_" + strings.ToUpper(strings.ReplaceAll(p.ID, "-", "_"))
	names := map[string]string{"clientId": "_ID", "clientSecret": "_SECRET", "issuer": "_ISSUER"}
	p.Env = slices.Clone(p.Env)
	for i, e := range p.Env {
		if e.Option == "tenantId" {
			e.Option, e.About = "issuer", "the directory's URL, such as https://login.microsoftonline.com/common/v2.0 for any account"
		}
		e.Name = prefix + names[e.Option]
		p.Env[i] = e
	}
	return p
}

// chosenProviders are the table's rows for the ids asked for, each once, as a major of NextAuth has them.
func chosenProviders(ids []string, nextAuth int) ([]Provider, error) {
	var chosen []Provider
	for _, id := range ids {
		p, ok := FindProvider(id)
		if !ok {
			return nil, fmt.Errorf("unknown provider %q", id)
		}
		if !slices.ContainsFunc(chosen, func(q Provider) bool { return q.ID == p.ID }) {
			chosen = append(chosen, p.under(nextAuth))
		}
	}
	return chosen, nil
}

// Ident is the name server/auth.ts imports the provider under.
func (p Provider) Ident() string { return p.Name + "Provider" }
