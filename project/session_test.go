package project

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"create-app/project/typescript"
)

func TestReadsSession(t *testing.T) {
	for text, want := range map[string]bool{
		`const t = request.cookies.get("token"); if (!t) return NextResponse.redirect(new URL("/login", request.url));`:          true,
		`const s = (await cookies()).get("session_id"); if (!s) redirect("/sign-in");`:                                           true,
		`export const getServerSideProps = ({ req }) => req.cookies.has('auth') ? {} : { redirect: { destination: '/login' } };`: true,
		`const { payload } = await jwtVerify((await cookies()).get("jwt").value, key);`:                                          true,
		`const user = jwtDecode(getCookie("token"));`:                                                                            true,
		"Cookies.set('token', data.token); router.push('/'); // from /login":                                                     true,
		`localStorage.setItem("accessToken", t); const url = "/auth/login";`:                                                     true,
		`const l = request.cookies.get("locale"); if (!l) return NextResponse.redirect(new URL("/en/login", request.url));`:      false,
		`localStorage.setItem("theme", t); const url = "/login";`:                                                                false,
		`const t = request.cookies.get("csrf-token"); return fetch("/api", { headers: { t } });`:                                 false,
		`const { payload } = await jwtVerify(header, key);`:                                                                      false, // of an API
	} {
		assert.Equal(t, want, readsSession([]byte(text)), text)
	}
}

func TestTakesPassword(t *testing.T) {
	const compares = `export async function POST(req) { const { email, password } = await req.json(); return Response.json({ ok: password === "x" }); }`
	for _, c := range []struct {
		dir, name, text string
		want            bool
	}{
		{"app/api/auth", "route.js", compares, true},
		{"src/app/api/login", "route.ts", compares, true},
		{"pages/api", "sign-in.ts", `export default (req, res) => res.json(req.body.password === "x")`, true},
		{"pages/api/login", "index.js", `export default (req, res) => res.json(req.body.password === "x")`, true},
		{"app/api/users", "route.ts", compares, false},
		{"app/login", "page.tsx", `export default () => <form method="POST"><input name="password" /></form>`, false},
		{"app/api/auth", "route.ts", "export const POST = () => Response.json({})", false},
	} {
		assert.Equal(t, c.want, takesPassword(c.dir, c.name, []byte(c.text)), c.dir+"/"+c.name)
	}
}

func TestIsGivenToNextAuth(t *testing.T) {
	for text, want := range map[string]bool{
		"const options = { providers: [], callbacks: {} }":             true,
		"NextAuth({ providers: [], callbacks: {} })":                   true,
		"NextAuth((request) => ({ providers: [], callbacks: {} }))":    true,
		"createServer({ providers: [], callbacks: {} })":               false,
		"createServer(request, { providers: [], callbacks: {} })":      false,
		"makeAuth({ providers: [], callbacks: {} })":                   true, // by a name of NextAuth's in that source
		"const options = wrap({ providers: [], callbacks: {} }, true)": false,
	} {
		src := typescript.Scan("x.ts", text)
		open := 0
		for !src.Is(open, "{") {
			open++
		}
		assert.Equal(t, want, isGivenToNextAuth(src, open, []string{"NextAuth", "makeAuth"}), text)
	}
}
