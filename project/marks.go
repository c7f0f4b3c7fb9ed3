package project

import (
	"bytes"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
)

// marks are what a source has to say at all, which of most is nothing. What is looked for in each begins with a letter
// that is rare.
type marks struct {
	nextAuth, types bool
	client          bool
	imports         []statement
	policy          bool
	password        bool
	halves          half
}

// wanted are the marks that not every look asks for: Keycloak's key, and the comparing of passwords.
type wanted struct{ keycloak, passwords bool }

// marksOf looks for them, and appends to modules what the source imports and may be of the project, one a line. It must not hold on
// to the text.
func marksOf(dir, name string, text []byte, want wanted, modules []byte) (m marks, all []byte) {
	m.nextAuth = namesNextAuth(text)
	m.types = bytes.Contains(text, []byte("declare module")) && (m.nextAuth || bytes.Contains(text, []byte("@auth/core")))
	if strings.HasSuffix(name, ".d.ts") {
		return marks{types: m.types}, modules
	}
	m.client = mayCreateClient(text)
	m.imports, modules = clientStatements(text, modules)
	m.policy = want.keycloak && bytes.Contains(text, []byte("not-before-policy"))
	if want.passwords && !m.nextAuth {
		m.password = checksPassword(text) || signsToken(dir, name, text) || takesPassword(dir, name, text) || asksService(text) || readsSession(text)
		m.halves = halvesOf(text)
	}
	return m, modules
}

// namesNextAuth looks for next-auth from its middle, where its rarest letter is.
func namesNextAuth(text []byte) bool {
	for {
		before, after, found := bytes.Cut(text, []byte("-auth"))
		if !found || bytes.HasSuffix(before, []byte("next")) {
			return found
		}
		text = after
	}
}

func (m marks) any() bool {
	return m.nextAuth || m.types || m.client || m.imports != nil || m.policy || m.password || m.halves != 0
}

// checksPassword reports whether a source compares a password with its hash, by one of the libraries that are for that.
func checksPassword(text []byte) bool {
	for _, way := range []struct{ library, call string }{{"bcrypt", "ompare"}, {"argon2", "erify"}, {"scrypt", "timingSafeEqual"}, {"pbkdf2", "timingSafeEqual"}} {
		if bytes.Contains(text, []byte(way.library)) && bytes.Contains(text, []byte(way.call)) {
			return true
		}
	}
	return false
}

// signsToken reports whether a source signs what says who somebody is, for a cookie or as the answer to a password: a
// session of the project's own. What createHmac signs is as often the body of a webhook, and has to be called a session.
func signsToken(dir, name string, text []byte) bool {
	jwt := signsJWT(text)
	if !jwt && !bytes.Contains(text, []byte("createHmac(")) {
		return false
	}
	if setsCookie(text) && (jwt || bytes.Contains(text, []byte("ession"))) {
		return true
	}
	return jwt && (bytes.Contains(text, []byte("assword")) || (signInPlace.MatchString(name) || signInPlace.MatchString(filepath.Base(dir))))
}

func signsJWT(text []byte) bool {
	return bytes.Contains(text, []byte("new SignJWT")) || bytes.Contains(text, []byte("jwt.sign(")) ||
		bytes.Contains(text, []byte("jsonwebtoken")) && bytes.Contains(text, []byte("sign("))
}

// takesPassword reports whether a source is a route that is called as sign-in is, and that gets a password: how it compares that, and what
// it answers, is the project's own way, however weak.
func takesPassword(dir, name string, text []byte) bool {
	if !bytes.Contains(text, []byte("assword")) {
		return false
	}
	place := stemOf(name)
	if place == "route" || place == "index" {
		place = filepath.Base(dir)
	}
	return (signInPlace.MatchString(place) || place == "auth") && slices.Contains(strings.Split(filepath.ToSlash(dir), "/"), "api") &&
		(bytes.Contains(text, []byte("POST")) || bytes.Contains(text, []byte("req.body")))
}

// half are the two parts of a session of the project's own, where these are in two sources.
type half uint8

const (
	signsHalf half = 1 << iota // it signs a token
	keepsHalf                  // it puts a session, or a token, into a cookie
)

func halvesOf(text []byte) (h half) {
	if signsJWT(text) {
		h |= signsHalf
	}
	if setsCookie(text) && (bytes.Contains(text, []byte("ession")) || bytes.Contains(text, []byte("oken"))) {
		h |= keepsHalf
	}
	return h
}

// signInPlace is the name of a file or a folder that says what it is for.
var signInPlace = regexp.MustCompile(`(?i)\b(log|sign)-?in\b`)

func setsCookie(text []byte) bool {
	if !bytes.Contains(text, []byte("ookie")) {
		return false
	}
	for _, way := range []string{".set(", "Set-Cookie", "setCookie("} {
		if bytes.Contains(text, []byte(way)) {
			return true
		}
	}
	return false
}

// signedCookie matches the reading of a cookie whose name says that it tells who is signed in, and keptToken the keeping of such a token,
// which another server made.
var (
	signedCookie = regexp.MustCompile(`(?i)cookies?(\(\)\)?)?\??\.(get|has)\(\s*["'\x60][^"'\x60]*(token|jwt|session|auth|sid)[^"'\x60]*["'\x60]`)
	keptToken    = regexp.MustCompile(`(localStorage\.setItem|Cookies?\.set|cookies\(\)\)?\.set|setCookie)\(\s*["'\x60][^"'\x60]*([tT]oken|jwt|JWT)[^"'\x60]*["'\x60]`)
	signInPath   = regexp.MustCompile(`["'\x60/](log-?in|sign-?in|auth/login)\b`)
)

// readsSession reports whether a source goes by a session that another server makes: it checks a token of a cookie, sends people without
// a cookie of that kind to where they sign in, or keeps the token that signing in gave.
func readsSession(text []byte) bool {
	if bytes.Contains(text, []byte("ookie")) {
		for _, way := range []string{"jwtVerify(", "jwt.verify(", "jwtDecode(", "jwt_decode(", "decodeJwt(", "jwtDecrypt("} {
			if bytes.Contains(text, []byte(way)) {
				return true
			}
		}
		if signedCookie.Match(text) && (bytes.Contains(text, []byte("redirect(")) || bytes.Contains(text, []byte("edirect:"))) && signInPath.Match(text) {
			return true
		}
	}
	return (bytes.Contains(text, []byte("localStorage.setItem")) || bytes.Contains(text, []byte("ookie"))) && keptToken.Match(text) && signInPath.Match(text)
}

// asksService reports whether a source has people signed in by a service whose package does that among other things: Firebase,
// Supabase, PocketBase.
func asksService(text []byte) bool {
	for _, call := range []string{"firebase/auth", "firebase-admin/auth", ".auth.signIn", ".auth.signUp(", ".authWithPassword("} {
		if bytes.Contains(text, []byte(call)) {
			return true
		}
	}
	return false
}
