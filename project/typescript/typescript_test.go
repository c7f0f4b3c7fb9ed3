package typescript

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
)

// shown writes tokens as "kind:source", words and marks without their kind.
func shown(s *Source) string {
	names := map[Kind]string{String: "str", TemplateStart: "tmpl", TemplateMiddle: "tmpl", TemplateEnd: "tmpl", Number: "num", Regexp: "re", Text: "text"}
	var parts []string
	for i, t := range s.Tokens {
		src := strings.TrimSpace(s.Src(i))
		if name := names[t.Kind]; name != "" {
			src = name + ":" + src
		}
		parts = append(parts, src)
	}
	return strings.Join(parts, " ")
}

func TestScan(t *testing.T) {
	for _, test := range []struct{ name, file, in, want string }{
		{"words-and-marks", "a.ts", `const a = b?.c ?? d!;`, `const a = b ?. c ?? d ! ;`},
		{"comments", "a.ts", "#!/usr/bin/node\na // b 'c\n/* d\n e */ f /* g", `a f`},
		{"strings", "a.ts", `'a\'b' "c//d" "e` + "\n" + `f`, `str:'a\'b' str:"c//d" str:"e f`},
		{"a-template-without-holes", "a.ts", "`a'${'`", "tmpl:`a'${ str:'`"},
		{"templates-in-templates", "a.ts", "`a${b + `c${ {d: 1} }e` }f${g}` h", "tmpl:`a${ b + tmpl:`c${ { d : num:1 } tmpl:}e` tmpl:}f${ g tmpl:}` h"},
		{"division", "a.ts", `a / b / c; (a) / b; a[0] / 2; i++ / 2; x! / y / z`, `a / b / c ; ( a ) / b ; a [ num:0 ] / num:2 ; i ++ / num:2 ; x ! / y / z`},
		{"regular-expressions", "a.ts", "a = /b\"/g; return /[/']/.test(x); if (a) /b'/.exec(c)\n}\n/'/.test(d); !/'/.test(e)",
			`a = re:/b"/g ; return re:/[/']/ . test ( x ) ; if ( a ) re:/b'/ . exec ( c ) } re:/'/ . test ( d ) ; ! re:/'/ . test ( e )`},
		{"division-behind-an-object", "a.ts", `a = {b: 1} / c / d`, `a = { b : num:1 } / c / d`},
		{"a-property-called-as-a-keyword", "a.ts", `a.return / b / c`, `a . return / b / c`},
		{"types", "a.ts", `const a = <T>(b: Map<string, Set<T>>): T => <T>b`, `const a = < T > ( b : Map < string , Set < T > > ) : T => < T > b`},
		{"an-element", "a.tsx", `return <p id="a'b" {...c}>Don't {d ? "e" : <i/>} // f</p>;`, `return < p id = str:"a'b" { ... c } > text:Don't { d ? str:"e" : < i /> } text:// f </ p > ;`},
		{"a-fragment", "a.jsx", `x = (<>it's <A.B c={` + "`${d}`" + `} /></>) / 2`, "x = ( < > text:it's < A.B c = { tmpl:`${ d tmpl:}` } /> </ > ) / num:2"},
		{"type-parameters-among-elements", "a.tsx", `const f = <T,>(a: T) => <b>'</b>; type G = <T>(a: T) => T; const h = <T extends X>(a: T) => a < b`,
			`const f = < T , > ( a : T ) => < b > text:' </ b > ; type G = < T > ( a : T ) => T ; const h = < T extends X > ( a : T ) => a < b`},
		{"less-than", "a.tsx", `a < b && c > d`, `a < b && c > d`},
		{"type-arguments-of-an-element", "a.tsx", `x = <A<string> b="c">d</A>`, `x = < A < string > b = str:"c" > text:d </ A >`},
		{"no-element-after-all", "a.tsx", `x = <y>z + "a" // b`, `x = < y > z + str:"a"`},
		{"numbers", "a.ts", `1.5 + 0x1F + 1_000n`, `num:1.5 + num:0x1F + num:1_000n`},
		{"broken", "a.ts", `) ] } { ( [`, `) ] } { ( [`},
	} {
		t.Run(test.name, func(t *testing.T) {
			assert.Equal(t, test.want, shown(Scan(test.file, test.in)))
		})
	}
}

func TestTheTokenBehindWhatOpens(t *testing.T) {
	s := Scan("a.tsx", "f(a[{b: `c${(d)}e`}], <p>{g}</p>) (")
	for i, token := range s.Tokens {
		switch s.Src(i) {
		case "[":
			assert.Equal(t, "]", s.Src(int(token.Close)))
		case "`c${":
			assert.Equal(t, "}e`", s.Src(int(token.Close)))
		}
	}
	assert.Equal(t, ")", s.Src(int(s.At(1).Close)))
	assert.EqualValues(t, len(s.Tokens), s.At(len(s.Tokens)-1).Close)
}

func TestLines(t *testing.T) {
	s := Scan("a.ts", "a\n/* \n */ b `c\n${d}\n` e\n\nf")
	lines := map[string]int32{}
	fresh := map[string]bool{}
	for i, token := range s.Tokens {
		lines[s.Src(i)], fresh[s.Src(i)] = token.Line, token.Fresh
	}
	assert.Equal(t, map[string]int32{"a": 1, "b": 3, "`c\n${": 3, "d": 4, "}\n`": 4, "e": 5, "f": 7}, lines)
	assert.Equal(t, map[string]bool{"a": false, "b": true, "`c\n${": false, "d": false, "}\n`": false, "e": false, "f": true}, fresh)
}

func TestValue(t *testing.T) {
	for in, want := range map[string]string{
		`"a\n\x41\u0042\u{43}\q\'"`: "a\nABCq'", `'a\` + "\r\n" + `b'`: "ab", "`a\\``": "a`", `"a`: "a", `"\u{zz}"`: "u{zz}", `"\`: `\`, "a": "",
	} {
		assert.Equal(t, want, Scan("a.ts", in).Value(0), in)
	}
	s := Scan("a.ts", "`a${b}c${d}e`")
	assert.Equal(t, "ace", s.Value(0)+s.Value(2)+s.Value(4))
}

// Time grows with the length of the text, whatever nests in it.
func TestHostileNesting(t *testing.T) {
	for _, piece := range []string{"(", "{", "[", "`${", "<a>", "<a b={", "x=<a>{", "`", "'", "/*", "</", "}", "a<b>(", "\\", "<", "${`", "x=(<p>)"} {
		text := strings.Repeat(piece, 1<<17/len(piece))
		start := time.Now()
		s := Scan("a.tsx", text)
		assert.Less(t, time.Since(start), 10*time.Second, piece)
		assert.LessOrEqual(t, len(s.Tokens), len(text)+1)
	}
}

// What is open takes more memory than the byte that opens it: what is deeper than any program is not read.
func TestNestingHasALimit(t *testing.T) {
	for name, depth := range map[string]int{"at-the-limit": maxNesting, "beyond": 3 * maxNesting} {
		for _, piece := range []string{"(", "x={"} {
			s := Scan("a.tsx", strings.Repeat(piece, depth)+" last")
			opened := 0
			for i, token := range s.Tokens {
				if s.Is(i, "(") || s.Is(i, "{") {
					opened++
					assert.Equal(t, len(s.Tokens), int(token.Close), "nothing closes it")
				}
				if t.Failed() {
					return
				}
			}
			assert.Equal(t, min(depth, maxNesting+1), opened, name+" "+piece)
		}
	}
}

func FuzzScan(f *testing.F) {
	for _, seed := range []string{"a = /b/ / `c${d}e` <p>{'f'}</p>", "<a b='c'>d</a>", "`${`${", "'\\", "#!", "\uFEFF//", "x=<a>{"} {
		f.Add(seed, true)
	}
	f.Fuzz(func(t *testing.T, text string, jsx bool) {
		name := "a.ts"
		if jsx {
			name = "a.tsx"
		}
		s := Scan(name, text)
		end := int32(0)
		for i, token := range s.Tokens {
			if token.Start < end || token.End <= token.Start || int(token.End) > len(text) {
				t.Fatalf("token %d is at %d to %d behind %d", i, token.Start, token.End, end)
			}
			if token.Close != 0 && (int(token.Close) <= i || int(token.Close) > len(s.Tokens)) {
				t.Fatalf("token %d closes at %d", i, token.Close)
			}
			if want := int32(1 + strings.Count(text[:token.Start], "\n")); token.Line != want {
				t.Fatalf("token %d is on line %d, not %d", i, token.Line, want)
			}
			end = token.End
			_ = s.Value(i)
		}
	})
}
