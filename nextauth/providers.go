package nextauth

import "slices"

// AccountFields are the fields of Account that the given providers send beyond the standard token fields.
//
// Version 4 stores whatever a provider's token endpoint returns, so a sign-in fails when Account lacks one of
// them; version 5 stores only the fields it knows, and needs none. Each field appears once, under a
// provider that sends it always, if one does.
func AccountFields(version int, providers []string) []Field {
	if version != 4 {
		return nil
	}
	var fields []Field
	for _, p := range providers {
		for _, f := range extraFields(p) {
			f.Arity, f.Provider = Optional, p
			at := slices.IndexFunc(fields, func(g Field) bool { return g.Name == f.Name })
			switch {
			case at < 0:
				fields = append(fields, f)
			case f.When == "": // this provider sends it always
				fields[at].Provider, fields[at].When = p, ""
			}
		}
	}
	return fields
}

// extraFields is the table of what each provider's token response holds besides access_token, token_type,
// expires_in, refresh_token, id_token, scope and session_state.
func extraFields(provider string) []Field {
	switch provider {
	case "github":
		return []Field{{Name: "refresh_token_expires_in", Type: "Int", When: "a GitHub App whose tokens expire sends it, an OAuth App does not"}}
	case "google":
		return []Field{{Name: "refresh_token_expires_in", Type: "Int", When: "google sends it where access is granted for a limited time"}}
	case "gitlab", "trakt": // when the token was made, in seconds
		return []Field{{Name: "created_at", Type: "Int"}}
	case "42-school":
		return []Field{
			{Name: "created_at", Type: "Int"},
			{Name: "secret_valid_until", Type: "Int", When: "42 says with it how long the app's secret is valid"},
		}
	case "vk": // who signs in, and the address if it was asked for
		return []Field{{Name: "user_id", Type: "Int"}, {Name: "email", Type: "String", When: "vk sends it where the scope has email"}}
	case "dropbox": // who signs in, by two ids
		return []Field{{Name: "uid", Type: "String"}, {Name: "account_id", Type: "String"}}
	case "pipedrive": // where the company's API is
		return []Field{{Name: "api_domain", Type: "String"}}
	case "microsoft-entra-id", "azure-ad": // lifetime while Microsoft's service is degraded
		return []Field{{Name: "ext_expires_in", Type: "Int"}}
	case "azure-ad-b2c": // the four it sends besides, with the lifetimes of its other tokens
		return []Field{
			{Name: "not_before", Type: "Int"},
			{Name: "id_token_expires_in", Type: "Int"},
			{Name: "refresh_token_expires_in", Type: "Int"},
			{Name: "profile_info", Type: "String", Long: true},
		}
	case "kakao": // lifetime of the refresh token
		return []Field{{Name: "refresh_token_expires_in", Type: "Int"}}
	case "slack": // that all went well, and the state of the request
		return []Field{{Name: "ok", Type: "Boolean"}, {Name: "state", Type: "String"}}
	case "keycloak": // sent as not-before-policy, which is no field name: see Renames
		return []Field{
			{Name: "refresh_expires_in", Type: "Int"},
			{Name: "not_before_policy", Type: "Int", Map: "not-before-policy"},
		}
	default:
		return nil
	}
}

// Rename is a token field whose name in a provider's answer cannot be a field of a Prisma model.
type Rename struct{ From, To string }

// Renames lists what an adapter has to rename before it stores an account of these providers.
func Renames(version int, providers []string) []Rename {
	if version == 4 && slices.Contains(providers, "keycloak") {
		return []Rename{{From: "not-before-policy", To: "not_before_policy"}}
	}
	return nil
}

// sendsSessionState: those that answer as OpenID Connect Session Management has it.
func sendsSessionState(provider string) bool {
	switch provider {
	case "keycloak", "azure-ad", "azure-ad-b2c", "microsoft-entra-id", "identity-server4", "duende-identity-server6":
		return true
	}
	return false
}
