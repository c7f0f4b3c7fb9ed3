package nextauth

import "slices"

// Models gives the canonical models for a target, in the order User, Account, Session, VerificationToken,
// and Authenticator where asked for. The result is the caller's to change.
//
// The shapes are those of the adapter's documentation: https://next-auth.js.org/adapters/prisma for version 4,
// https://authjs.dev/getting-started/adapters/prisma for version 5. What differs on purpose: native types for long
// strings and ids per database, an index on the user's id, and the fields of [AccountFields].
func Models(t Target) ([]Model, error) {
	if err := t.check(); err != nil {
		return nil, err
	}
	models := []Model{user(t), account(t), session(t), verificationToken(t)}
	if t.WebAuthn {
		models = append(models, authenticator())
	}
	for i := range models {
		adapt(&models[i], t)
	}
	return models, nil
}

func user(t Target) Model {
	m := Model{Name: "User", Fields: []Field{
		{Name: "id", Type: "String", ID: true, Default: "cuid()"},
		{Name: "name", Type: "String", Arity: Optional},
		{Name: "email", Type: "String", Arity: Optional, Unique: true},
		{Name: "emailVerified", Type: "DateTime", Arity: Optional},
		{Name: "image", Type: "String", Arity: Optional, Long: true},
	}}
	m.Fields = append(m.Fields, timestamps(t)...)
	m.Fields = append(m.Fields,
		Field{Name: "accounts", Type: "Account", Arity: List},
		Field{Name: "sessions", Type: "Session", Arity: List},
	)
	if t.WebAuthn {
		m.Fields = append(m.Fields, Field{Name: "authenticators", Type: "Authenticator", Arity: List})
	}
	return m
}

// account has its own id in version 4 and for MongoDB; elsewhere version 5 makes the provider's key the id.
func account(t Target) Model {
	m := Model{Name: "Account", Keys: []Key{{Kind: Unique, Fields: []string{"provider", "providerAccountId"}}}}
	if t.Version == 4 || t.Database == MongoDB {
		m.Fields = []Field{{Name: "id", Type: "String", ID: true, Default: "cuid()"}}
	} else {
		m.Keys[0].Kind = ID
	}
	m.Fields = append(m.Fields,
		Field{Name: "userId", Type: "String"},
		Field{Name: "type", Type: "String"},
		Field{Name: "provider", Type: "String"},
		Field{Name: "providerAccountId", Type: "String"},
		Field{Name: "refresh_token", Type: "String", Arity: Optional, Long: true, Secret: true},
		Field{Name: "access_token", Type: "String", Arity: Optional, Long: true, Secret: true},
		Field{Name: "expires_at", Type: "Int", Arity: Optional},
		Field{Name: "token_type", Type: "String", Arity: Optional},
		Field{Name: "scope", Type: "String", Arity: Optional, Long: true},
		Field{Name: "id_token", Type: "String", Arity: Optional, Long: true, Secret: true},
		Field{Name: "session_state", Type: "String", Arity: Optional},
	)
	m.Fields = append(m.Fields, AccountFields(t.Version, t.Providers)...)
	if t.OAuth1 && t.Version == 4 {
		for _, name := range []string{"oauth_token", "oauth_token_secret"} {
			m.Fields = append(m.Fields, Field{Name: name, Type: "String", Arity: Optional, Provider: "twitter"})
		}
	}
	m.Fields = append(m.Fields, timestamps(t)...)
	m.Fields = append(m.Fields, owner())
	return m
}

func session(t Target) Model {
	m := Model{Name: "Session"}
	if t.Version == 4 || t.Database == MongoDB {
		m.Fields = []Field{{Name: "id", Type: "String", ID: true, Default: "cuid()"}}
	}
	m.Fields = append(m.Fields,
		Field{Name: "sessionToken", Type: "String", Unique: true, Secret: true},
		Field{Name: "userId", Type: "String"},
		Field{Name: "expires", Type: "DateTime"},
	)
	m.Fields = append(m.Fields, timestamps(t)...)
	m.Fields = append(m.Fields, owner())
	return m
}

// verificationToken has no id of its own but in MongoDB, which knows no model without one.
func verificationToken(t Target) Model {
	m := Model{Name: "VerificationToken", Keys: []Key{{Kind: Unique, Fields: []string{"identifier", "token"}}}}
	token := Field{Name: "token", Type: "String", Secret: true}
	switch {
	case t.Database == MongoDB:
		m.Fields = []Field{{Name: "id", Type: "String", ID: true, Default: "cuid()"}}
	case t.Version == 5:
		m.Keys[0].Kind = ID
	}
	if t.Version == 4 {
		token.Unique = true
	}
	m.Fields = append(m.Fields,
		Field{Name: "identifier", Type: "String"},
		token,
		Field{Name: "expires", Type: "DateTime"},
	)
	return m
}

func authenticator() Model {
	return Model{
		Name: "Authenticator",
		Fields: []Field{
			{Name: "credentialID", Type: "String", Unique: true},
			{Name: "userId", Type: "String"},
			{Name: "providerAccountId", Type: "String"},
			{Name: "credentialPublicKey", Type: "String", Long: true},
			{Name: "counter", Type: "Int"},
			{Name: "credentialDeviceType", Type: "String"},
			{Name: "credentialBackedUp", Type: "Boolean"},
			{Name: "transports", Type: "String", Arity: Optional},
			owner(),
		},
		Keys: []Key{{Kind: ID, Fields: []string{"userId", "credentialID"}}},
	}
}

// owner is the relation every dependent model has: deleting a user deletes what belongs to it.
func owner() Field {
	return Field{Name: "user", Type: "User", Relation: &Relation{
		Fields: []string{"userId"}, References: []string{"id"}, OnDelete: "Cascade",
	}}
}

// timestamps are in version 5's documented models only.
func timestamps(t Target) []Field {
	if t.Version == 4 {
		return nil
	}
	return []Field{
		{Name: "createdAt", Type: "DateTime", Default: "now()"},
		{Name: "updatedAt", Type: "DateTime", UpdatedAt: true},
	}
}

// adapt fits a model to the target's database: native types, MongoDB's ids, an index to find a user's rows by.
func adapt(m *Model, t Target) {
	for i := range m.Fields {
		f := &m.Fields[i]
		if f.Long {
			f.Native = t.Database.longText()
		}
		if t.Database == MongoDB && (f.ID || f.Name == "userId") {
			f.Native = objectID
		}
		if t.Database == MongoDB && f.ID {
			f.Default, f.Map = "auto()", "_id"
		}
	}
	if _, ok := m.Field("userId"); ok && !m.leads("userId") {
		m.Keys = append(m.Keys, Key{Kind: Index, Fields: []string{"userId"}}) // most databases make none for a foreign key
	}
	if t.Database == MongoDB {
		giveID(m)
	}
}

// leads reports whether some key begins with the field, which makes an index of its own superfluous.
func (m Model) leads(field string) bool {
	return slices.ContainsFunc(m.Keys, func(k Key) bool { return k.Fields[0] == field })
}

// giveID makes a compound id a unique key beside an ObjectId: MongoDB has no compound ids.
func giveID(m *Model) {
	for i := range m.Keys {
		if m.Keys[i].Kind == ID {
			m.Keys[i].Kind = Unique
		}
	}
	if _, ok := m.Field("id"); !ok {
		id := Field{Name: "id", Type: "String", ID: true, Default: "auto()", Map: "_id", Native: objectID}
		m.Fields = slices.Insert(m.Fields, 0, id)
	}
}
