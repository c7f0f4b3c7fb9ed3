package env

// fileCase is one .env file with the environment it is read in, and what each
// step is to make of the variable V (or of all, for parse). oracle_test.go asks
// the npm packages the same; where want is nil a case is for that only.
type fileCase struct {
	name    string
	file    string
	environ map[string]string

	parsed  map[string]string // by dotenv
	prisma6 string            // V, expanded by Prisma 6
	next    string            // V, expanded by Next
	latest  string            // V, expanded by dotenv-expand 12
}

type vars = map[string]string

// raw is a case in which nothing is expanded.
func raw(name, file string, parsed vars) fileCase {
	v := parsed["V"]
	return fileCase{name: name, file: file, parsed: parsed, prisma6: v, next: v, latest: v}
}

func v(value string) vars { return vars{"V": value} }

const endless = "\x00endless" // stands for errEndless

func parseCases() []fileCase {
	return []fileCase{
		raw("bare", "V=a", v("a")),
		raw("empty-file", "", vars{}),
		raw("empty-value", "V=", v("")),
		raw("empty-value-before-another-line", "V=\nW=b", vars{"V": "", "W": "b"}),
		raw("empty-double-quotes", `V=""`, v("")),
		raw("empty-single-quotes", `V=''`, v("")),
		raw("double-quotes", `V="a b"`, v("a b")),
		raw("single-quotes", `V='a b'`, v("a b")),
		raw("backticks", "V=`a b`", v("a b")),
		raw("inner-blanks-without-quotes", "V=a b  c", v("a b  c")),
		raw("outer-blanks-go", "V=  a  \nW=b", vars{"V": "a", "W": "b"}),
		raw("outer-blanks-in-quotes-stay", `V="  a  "`, v("  a  ")),
		raw("blanks-around-equals", "V = a", v("a")),
		raw("tabs-around-equals", "V\t=\ta", v("a")),
		raw("indented", "   V=a", v("a")),
		raw("equals-inside", "V=a=b==", v("a=b==")),
		raw("base64-padding", "V=q2F0cw==", v("q2F0cw==")),
		raw("export", "export V=a", v("a")),
		raw("export-with-many-blanks", "export \t V=a", v("a")),
		raw("key-called-export", "export=a\nV=b", vars{"export": "a", "V": "b"}),
		raw("export-without-blank-is-part-of-key", "exportV=a\nV=b", vars{"exportV": "a", "V": "b"}),
		raw("export-on-line-above", "export\nV=a", v("a")),
		raw("colon-and-blank", "V: a", v("a")),
		raw("colon-without-blank-is-nothing", "V:a", vars{}),
		raw("colon-and-quotes", `V: "a"`, v("a")),
		raw("blank-before-colon-is-nothing", "V : a", vars{}),
		raw("dots-and-dashes-in-keys", "a.b-c=1\nV=2", vars{"a.b-c": "1", "V": "2"}),
		raw("digits-as-keys", "2=b\n1=a\nV=c", vars{"1": "a", "2": "b", "V": "c"}),
		raw("key-with-bad-character", "A$=1\nV=2", vars{"V": "2"}),
		raw("unicode-key-is-cut", "é=1\nV=2", vars{"V": "2"}),
		raw("unicode-value", "V=žluťoučký 🐎", v("žluťoučký 🐎")),
		raw("no-equals", "JUST A LINE\nV=a", vars{"V": "a"}),
		raw("key-and-equals-on-two-lines", "V\n=a", v("a")),
		raw("comment-line", "# V=b\nV=a", v("a")),
		raw("indented-comment-line", "   # V=b\nV=a", v("a")),
		raw("comment-behind-bare-value", "V=a # b", v("a")),
		raw("hash-without-blank-cuts-too", "V=a#b", v("a")),
		raw("hash-first", "V=#b", v("")),
		raw("hash-in-double-quotes", `V="a#b" # c`, v("a#b")),
		raw("hash-in-single-quotes", `V='a # b'`, v("a # b")),
		raw("hash-in-backticks", "V=`a # b` # c", v("a # b")),
		raw("comment-against-closing-quote", `V="a"# c`, v("a")),
		raw("quote-in-comment", `V="a" # "b"`, v("a")),
		raw("hash-in-unclosed-quote", `V="a # b`, v(`"a`)),
		raw("newline-escape-in-double-quotes", `V="a\nb"`, v("a\nb")),
		raw("return-escape-in-double-quotes", `V="a\rb"`, v("a\rb")),
		raw("newline-escape-in-single-quotes", `V='a\nb'`, v(`a\nb`)),
		raw("newline-escape-in-backticks", "V=`a\\nb`", v(`a\nb`)),
		raw("newline-escape-bare", `V=a\nb`, v(`a\nb`)),
		raw("tab-escape-is-kept", `V="a\tb"`, v(`a\tb`)),
		raw("escaped-backslash-n-is-still-newline", `V="a\\nb"`, v("a\\\nb")),
		raw("backslash-at-end", `V="a\\"`, v(`a\\`)),
		raw("one-backslash-before-closing-quote", `V="a\"`, v(`a\`)),
		raw("escaped-double-quote-keeps-its-backslash", `V="a\"b"`, v(`a\"b`)),
		raw("escaped-single-quote-keeps-its-backslash", `V='a\'b'`, v(`a\'b`)),
		raw("other-quotes-inside-double", `V="a'b"`, v("a'b")),
		raw("other-quotes-inside-single", `V='a"b'`, v(`a"b`)),
		raw("all-quotes-inside-backticks", "V=`a\"b'c`", v(`a"b'c`)),
		raw("json", `V={"a": "b"}`, v(`{"a": "b"}`)),
		raw("quote-in-middle", `V=a"b"c`, v(`a"b"c`)),
		raw("text-behind-closed-quote", `V="a" b`, v(`"a" b`)),
		raw("two-quoted-parts", `V='a' 'b'`, v(`a' 'b`)),
		raw("unclosed-double", "V=\"a\nW=b", vars{"V": `"a`, "W": "b"}),
		raw("unclosed-single", "V='a\nW=b", vars{"V": "'a", "W": "b"}),
		raw("unclosed-closed-by-later-line", "V=\"a\nW=\"b\"\nX=\"c\"", vars{"V": `"a`, "W": "b", "X": "c"}),
		raw("unclosed-before-escaped-quote", `V='a\' # b`, v(`a\`)),
		raw("mismatched", `V="a'`, v(`"a'`)),
		raw("multi-line-double", "V=\"a\nb\"\nW=c", vars{"V": "a\nb", "W": "c"}),
		raw("multi-line-single", "V='a\nb'\nW=c", vars{"V": "a\nb", "W": "c"}),
		raw("multi-line-backticks", "V=`a\nb`\nW=c", vars{"V": "a\nb", "W": "c"}),
		raw("multi-line-with-assignment-inside", "V=\"a\nW=b\n\"\nX=c", vars{"V": "a\nW=b\n", "X": "c"}),
		raw("multi-line-with-quoted-line-inside", "V='a\n\"b\"\nc'", v("a\n\"b\"\nc")),
		raw("private-key", "V=\"-----BEGIN KEY-----\nMII/+=\n-----END KEY-----\"", v("-----BEGIN KEY-----\nMII/+=\n-----END KEY-----")),
		raw("quoted-value-on-next-line", "V=\n\"a\"", v("a")),
		raw("CRLF", "V=a\r\nW=b\r\n", vars{"V": "a", "W": "b"}),
		raw("crlf-in-quotes", "V=\"a\r\nb\"\r\n", v("a\nb")),
		raw("cr-alone", "V=a\rW=b", vars{"V": "a", "W": "b"}),
		raw("BOM", "\uFEFFV=a", v("a")),
		raw("bom-and-export", "\uFEFFexport V='a'", v("a")),
		raw("no-break-space-is-blank", "V\u00a0=\u00a0a\u00a0", v("a")),
		raw("line-separator-ends-quoted-value", "V=\"a\"\u2028W=b", vars{"V": "a", "W": "b"}),
		raw("line-separator-inside-bare-value", "V=a\u2028W=b", v("a\u2028W=b")),
		raw("invalid-utf-8", "V=a\xffb", v("a\uFFFDb")),
		raw("NUL", "V=a\x00b", v("a\x00b")),
		raw("duplicate-key", "V=a\nV=b", v("b")),
		raw("duplicate-key-last-empty", "V=a\nV=", v("")),
		raw("prototype", "__proto__=a\nV=b", v("b")),
		raw("blank-lines", "\n\n  \nV=a\n\n\nW=b\n\n", vars{"V": "a", "W": "b"}),
		raw("no-final-newline", "W=b\nV=a", vars{"V": "a", "W": "b"}),
		raw("URL", `V="postgresql://u:p%23@h:5432/d?schema=public&x=1"`, v("postgresql://u:p%23@h:5432/d?schema=public&x=1")),
		raw("bare-url-with-hash-in-password", "V=mysql://u:p#w@h/d", v("mysql://u:p")),
		raw("sql-server-url", `V="sqlserver://h:1433;database=d;user=sa;password={a;b};trustServerCertificate=true"`,
			v("sqlserver://h:1433;database=d;user=sa;password={a;b};trustServerCertificate=true")),
	}
}

func expandCases() []fileCase {
	one := func(name, file, parsed, prisma6, next, latest string) fileCase {
		return fileCase{name: name, file: file, parsed: nil, prisma6: prisma6, next: next, latest: latest}.parsedV(parsed)
	}
	return []fileCase{
		one("braces", "A=a\nV=${A}b", "${A}b", "ab", "ab", "ab"),
		one("no-braces", "A=a\nV=$A/b", "$A/b", "$A/b", "a/b", "a/b"),
		one("single-quotes-expand-too", "A=a\nV='${A}'", "${A}", "a", "a", "a"),
		one("missing", "V=x${A}y", "x${A}y", "xy", "xy", "xy"),
		one("later-in-file", "V=${A}\nA=a", "${A}", "a", "a", "a"),
		one("escaped-braces", `V=\${A}`, `\${A}`, "${A}", "${A}", "${A}"),
		one("escaped-dollar", "A=a\nV=p\\$A", `p\$A`, `p\$A`, "p$A", "p$A"),
		one("escaped-dollar-before-nothing", `V=p\$`, `p\$`, `p\$`, "p$", "p$"),
		one("dollar-at-end", "V=p$", "p$", "p$", "p$", "p$"),
		one("dollar-before-punctuation", "V=p$!x", "p$!x", "p$!x", "p$!x", "p$!x"),
		one("dollar-before-digit", "V=p$1x", "p$1x", "p$1x", "p", "p$1x"),
		one("two-dollars", "A=a\nV=p$$A", "p$$A", "p$$A", "p", "p"),
		one("password-with-dollar", "word=x\nV=pa$word", "pa$word", "pa$word", "pax", "pax"),
		one("default", "V=${A:-b}", "${A:-b}", "${A:-b}", "b", "b"),
		one("default-beats-value-of-file-in-next", "A=a\nV=${A:-b}", "${A:-b}", "${A:-b}", "b", "a"),
		one("default-when-empty", "A=\nV=${A:-b}", "${A:-b}", "${A:-b}", "b", "b"),
		one("nested-default", "B=b\nV=${A:-${B}}", "${A:-${B}}", "${A:-b}", "b", "b"),
		one("nested-twice", "V=${A:-${B:-c}}", "${A:-${B:-c}}", "${A:-${B:-c}}", "c", "c"),
		one("dash-without-colon", "V=${A-b}", "${A-b}", "${A-b}", "-b}", "b"),
		one("plus", "A=a\nV=${A:+b}", "${A:+b}", "${A:+b}", "a:+b}", "b"),
		one("plus-when-missing", "V=x${A:+b}", "x${A:+b}", "x${A:+b}", "x:+b}", "x"),
		one("empty-braces", "V=a${}b", "a${}b", "ab", "a${}b", "a${}b"),
		one("unclosed-brace", "A=a\nV=${A", "${A", "${A", "a", "${A"),
		one("brace-closed-twice", "A=a\nV=${A}}", "${A}}", "a}", "a}", "a}"),
		one("chain", "A=a\nB=${A}b\nV=${B}c", "${B}c", "abc", "abc", "abc"),
		one("chain-backwards", "V=${B}c\nB=${A}b\nA=a", "${B}c", "abc", "abc", "abc"),
		one("itself", "V=a${V}", "a${V}", endless, endless, "a"),
		one("each-other", "V=${A}\nA=${V}", "${A}", endless, endless, ""),
		one("replacement-pattern-in-value", "A=x$$y\nV=${A}", "${A}", "x$y", "x$", "x"),
		one("matched-text-as-replacement", "A=x$&y\nV=[${A}]", "[${A}]", "[x${A}y]", endless, endless),
		one("first-occurrence-goes", "A=a\nAB=b\nV=$AB$A", "$AB$A", "$AB$A", "aBa", "ba"),
		one("line-end-before-braces", "A=a\nV=\"x\\n${A}\"", "x\n${A}", "x\na", "x\na", "x\na"),
		one("word-null-in-name", "DB_null_X=a\nV=${DB_null_X}", "${DB_null_X}", "a", "a", "_X"),
		one("number-keys-come-first", "V=${1}\n1=a", "${1}", "a", "a", "a"),
		one("url-from-parts", "U=u\nP=p\nV=\"postgresql://${U}:${P}@h/d\"", "postgresql://${U}:${P}@h/d",
			"postgresql://u:p@h/d", "postgresql://u:p@h/d", "postgresql://u:p@h/d"),
		one("inherited-wins", "V=a", "a", "e", "e", "e").in(vars{"V": "e"}),
		one("inherited-but-empty", "V=a", "a", "", "", "a").in(vars{"V": ""}),
		one("inherited-is-used", "V=${A}b", "${A}b", "eb", "eb", "eb").in(vars{"A": "e"}),
		one("inherited-beats-file-in-references", "A=a\nV=${A}", "${A}", "e", "e", "e").in(vars{"A": "e"}),
		one("inherited-value-is-expanded", "A=a\nV=b", "b", "a", "a", "${A}").in(vars{"V": "${A}"}),
		one("inherited-grows-for-ever", "V=$A", "$A", "$A", endless, "x").in(vars{"A": "x$A"}),
	}
}

func (c fileCase) parsedV(value string) fileCase {
	c.parsed = Parse([]byte(c.file)).Vars().values
	c.parsed["V"] = value
	return c
}

func (c fileCase) in(environ vars) fileCase {
	c.environ = environ
	return c
}

func allCases() []fileCase { return append(parseCases(), expandCases()...) }
