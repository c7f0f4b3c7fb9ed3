package plain

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
)

func TestHidePasswords(t *testing.T) {
	for in, want := range map[string]string{
		"":              "",
		"no url: a:b@c": "no url: a:b@c",
		`url = "mysql://ann:p:ä@ss@host/shop" // a@b`:       `url = "mysql://ann:*******@host/shop" // a@b`,
		`"mysql://ann@host:3306/shop"`:                      `"mysql://ann@host:3306/shop"`,
		`"file:./dev.db" // ann:x@y`:                        `"file:./dev.db" // ann:x@y`,
		`"postgres://u:my pass'@h"`:                         `"postgres://u:********@h"`,
		`'postgres://u:pa/ss@h'`:                            `'postgres://u:*****@h'`,
		"// a://b:cd@e f://g:hi@j see me@x":                 "// a://b:**@e f://g:**@j see me@x",
		`"a://b:cd@e" x("f://g:hi@j")`:                      `"a://b:**@e" x("f://g:**@j")`,
		"redis://:pw@h":                                     "redis://:**@h",
		"http://localhost:3000/@a/b":                        "http://localhost:3000/@a/b",
		"https://x.dev/docs:a@b":                            "https://x.dev/docs:a@b",
		"see https://x.dev: write to me@x.de":               "see https://x.dev: write to me@x.de",
		"a://h/d?password=abc&x=1":                          "a://h/d?password=***&x=1",
		"a://u:pw@h/d?sslPassword=abc":                      "a://u:**@h/d?sslPassword=***",
		"prisma://x/?api_key=abc":                           "prisma://x/?api_key=***",
		"libsql://x?authToken=a.b-c":                        "libsql://x?authToken=*****",
		"sqlserver://h:1;user=sa;password=a.b;database=x":   "sqlserver://h:1;user=sa;password=***;database=x",
		"sqlserver://h;Password={a;b&c};encrypt=true;pwd=x": "sqlserver://h;Password=*******;encrypt=true;pwd=*",
		"sqlserver://h;password={a":                         "sqlserver://h;password=**",
		"DATABASE_URL=postgres://a:b@h npm start":           "DATABASE_URL=postgres://a:*@h npm start",
		"://":               "://",
		`"a://b:c://d@e"`:   `"a://b:*****@e"`,
		"://:@":             "://:@",
		"a://b:c@d://e:f@g": "a://b:*@d://e:*@g",
	} {
		assert.Equal(t, want, HidePasswords(in), in)
	}
}

func TestHidePasswordsInLinearTime(t *testing.T) {
	for _, piece := range []string{"://", "a://b:", "@", "://@:", "a://b:c@d;password=", "a://?password={", "a://x;", "aaaa"} {
		start := time.Now()
		HidePasswords("a://" + strings.Repeat(piece, 1<<20/len(piece)))
		assert.Less(t, time.Since(start), 10*time.Second, piece)
	}
}
