package templates

import "regexp"

// providerMark is the sign of a provider: shapes on a square of 24 units, as elements of JSX.
// They are drawn here, to be recognised and no more; logos have owners, and rules.
type providerMark struct {
	ID     string // of the provider inside NextAuth, as a key of TypeScript
	Shapes []string
}

// Marks are the signs of the chosen providers.
func (v view) Marks() ([]providerMark, error) {
	var marks []providerMark
	for _, p := range v.Chosen {
		id, err := key(p.Module)
		if err != nil {
			return nil, err
		}
		marks = append(marks, providerMark{id, shapes()[p.ID]})
	}
	return marks, nil
}

// shapes are the drawings, by the ids that --providers knows.
func shapes() map[string][]string {
	return map[string][]string{
		"github": {
			`<path fill="currentColor" d="m4.5 2.5 4.3 2.4a11 11 0 0 1 6.4 0l4.3-2.4.7 6.7c.7 4-1.7 7.6-5.4 9V22H9.2v-3.8c-3.7-1.4-6.1-5-5.4-9z" />`,
		},
		"google": {
			`<path stroke="#ea4335" strokeWidth="4" d="M17.7 6.3A8 8 0 0 0 4.7 8.7" />`,
			`<path stroke="#fbbc05" strokeWidth="4" d="M4.7 8.7a8 8 0 0 0 0 6.6" />`,
			`<path stroke="#34a853" strokeWidth="4" d="M4.7 15.3a8 8 0 0 0 12.4 2.8" />`,
			`<path stroke="#4285f4" strokeWidth="4" d="M17.1 18.1A8 8 0 0 0 20 12h-8" />`,
		},
		"discord": {
			`<path fill="#5865f2" d="M6.2 5q5.8-2 11.6 0 3.7 5.6 3.4 12-2.3 1.9-5 2.5L15 17.4q-3 .7-6 0l-1.2 2.1q-2.7-.6-5-2.5-.3-6.4 3.4-12z" />`,
			`<path fill="#fff" d="M9 10.4a1.8 2 0 1 0 0 4 1.8 2 0 0 0 0-4m6 0a1.8 2 0 1 0 0 4 1.8 2 0 0 0 0-4" />`,
		},
		"gitlab": {
			`<path fill="#e24329" d="M3 13.5 5.8 3.5l3 7h6.4l3-7L21 13.5 12 21z" />`,
			`<path fill="#fca326" d="m8.8 10.5 3.2 10.5 3.2-10.5z" />`,
		},
		"microsoft-entra-id": {
			`<path fill="#f25022" d="M3 3h8.5v8.5H3z" />`,
			`<path fill="#7fba00" d="M12.5 3H21v8.5h-8.5z" />`,
			`<path fill="#00a4ef" d="M3 12.5h8.5V21H3z" />`,
			`<path fill="#ffb900" d="M12.5 12.5H21V21h-8.5z" />`,
		},
		"keycloak": {
			`<path fill="#0079b8" d="M7 3h10l5 9-5 9H7l-5-9z" />`,
			`<path stroke="#fff" strokeWidth="2" d="M10.5 7.5 8 12l2.5 4.5m3-9L16 12l-2.5 4.5" />`,
		},
		"auth0": {
			`<path fill="#eb5424" d="m12 1.5 8 2.6v7c0 5-3.2 8.7-8 11.4-4.8-2.7-8-6.4-8-11.4v-7z" />`,
			`<path fill="#fff" d="m12 5.5 1.6 4h4.2l-3.4 2.6 1.3 4.2-3.7-2.6-3.7 2.6 1.3-4.2-3.4-2.6h4.2z" />`,
		},
		"okta": {
			`<path stroke="#007dc1" strokeWidth="5" d="M12 5a7 7 0 1 0 0 14 7 7 0 0 0 0-14z" />`,
		},
		"facebook": {
			`<path fill="#0866ff" d="M12 2a10 10 0 1 0 0 20 10 10 0 0 0 0-20z" />`,
			`<path stroke="#fff" strokeWidth="2.8" d="M16 6.8h-1q-2.6 0-2.6 2.6V22M9 12.8h6.5" />`,
		},
		"spotify": {
			`<path fill="#1ed760" d="M12 2a10 10 0 1 0 0 20 10 10 0 0 0 0-20z" />`,
			`<path stroke="#0b0b0b" strokeLinecap="round" strokeWidth="1.9" d="M6.5 9q5.8-1.6 11 1.2M7.2 12.5q5-1.3 9.3 1.1m-8.6 2.3q4-1 7.4.9" />`,
		},
		"email": {
			`<path stroke="currentColor" strokeWidth="1.8" d="M3 5.5h18v13H3zm0 .5 9 7 9-7" />`,
		},
	}
}

// key writes a string as a key of an object of TypeScript, quoted where it has to be.
func key(s string) (string, error) {
	if regexp.MustCompile(`^[a-z][a-z0-9]*$`).MatchString(s) {
		return s, nil
	}
	return quote(s)
}
