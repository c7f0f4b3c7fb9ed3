package nextauth

import "slices"

// AccountFields are the fields of Account that the given providers send beyond the standard token fields.
//
// Version 4 stores whatever a provider's token endpoint returns, so a sign-in fails when Account lacks one of
// them; version 5 stores only the fields it knows, and needs none. Each field appears once, under the first
// provider that sends it.
func AccountFields(version int, providers []string) []Field {
	if version != 4 {
		return nil
	}
	var fields []Field
	for _, p := range providers {
		for _, f := range extraFields(p) {
			seen := func(g Field) bool { return g.Name == f.Name }
			if !slices.ContainsFunc(fields, seen) {
				f.Arity, f.Provider = Optional, p
				fields = append(fields, f)
			}
		}
	}
	return fields
}

// extraFields is the table of what each provider's token response holds besides access_token, token_type,
// expires_in, refresh_token, id_token, scope and session_state.
func extraFields(provider string) []Field {
	switch provider {
	case "github": // GitHub Apps with expiring user tokens
		return []Field{{Name: "refresh_token_expires_in", Type: "Int"}}
	case "google": // when the user grants access for a limited time
		return []Field{{Name: "refresh_token_expires_in", Type: "Int"}}
	case "gitlab": // when the token was made, in seconds
		return []Field{{Name: "created_at", Type: "Int"}}
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
