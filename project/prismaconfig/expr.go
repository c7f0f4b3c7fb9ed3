package prismaconfig

import (
	"slices"
	"strconv"

	"create-app/project/typescript"
)

// expr is the little of JavaScript that a config file is read for. Everything
// else is an unknown, which keeps its line.
type expr interface{ at() int }

type (
	str struct {
		line  int
		value string
	}
	tmpl struct {
		line  int
		parts []expr
	}
	ref struct {
		line int
		path []string
	} // a.b.c, and a["b"]
	call struct {
		line   int
		callee expr
		args   []expr
	}
	object struct {
		line  int
		props []prop
	}
	binary struct {
		line        int
		op          string
		left, right expr
	}
	list struct {
		line  int
		items []expr
	}
	choice struct {
		line   int
		test   expr
		either []expr
		of     string // the variable that is given one and later the other
	} // test ? a : b
	made struct {
		line  int
		class ref
		args  []expr
	} // new Class(…)
	function struct {
		line int
		body expr
	} // an arrow function, and what it gives when it is called
	unknown struct {
		line int
		what string
		of   expr // that a property of is taken; nil for others
	}
)

// whole is what a template says that is one value and nothing else; nil for
// any other.
func (t tmpl) whole() (value expr) {
	for _, part := range t.parts {
		text, isText := part.(str)
		switch {
		case isText && text.value == "":
		case isText || value != nil:
			return nil
		default:
			value = part
		}
	}
	return value
}

// prop is a property; a spread has no name.
type prop struct {
	name  string
	value expr
}

func (e str) at() int      { return e.line }
func (e tmpl) at() int     { return e.line }
func (e ref) at() int      { return e.line }
func (e call) at() int     { return e.line }
func (e object) at() int   { return e.line }
func (e binary) at() int   { return e.line }
func (e list) at() int     { return e.line }
func (e choice) at() int   { return e.line }
func (e made) at() int     { return e.line }
func (e function) at() int { return e.line }
func (e unknown) at() int  { return e.line }

// parser reads the tokens from pos to end.
type parser struct {
	src      *typescript.Source
	pos, end int
	depth    int // of the expression that is being read
}

// maxNesting is deeper than anything a config is read for; what is deeper is
// stepped over.
const maxNesting = 50

// token is one of the source, with its text.
type token struct {
	kind  typescript.Kind
	src   string
	line  int
	fresh bool // a line ends before it
}

func (p *parser) token(i int) token {
	if i >= p.end {
		return token{}
	}
	t := p.src.At(i)
	return token{t.Kind, p.src.Src(i), int(t.Line), t.Fresh}
}

func (p *parser) peek() token { return p.token(p.pos) }

// done reports whether all is read.
func (p *parser) done() bool { return p.pos >= p.end }

func (p *parser) is(src string) bool { return p.pos < p.end && p.src.Is(p.pos, src) }

func (p *parser) take(src string) bool {
	if p.is(src) {
		p.pos++
		return true
	}
	return false
}

// expression reads an expression: the operators that join strings or give a
// fallback, and a choice. It always moves on.
func (p *parser) expression() expr {
	left := p.operand()
	for {
		t := p.peek()
		if t.kind != typescript.Mark || !slices.Contains([]string{"+", "??", "||", "&&", "===", "!==", "==", "!="}, t.src) {
			break
		}
		p.pos++
		left = binary{t.line, t.src, left, p.operand()}
	}
	switch t := p.peek(); {
	case t.kind != typescript.Mark:
	case t.src == "?":
		return p.choice(left)
	case slices.Contains([]string{"-", "--", "++", "*", "/", "<", ">", "%"}, t.src):
		p.skipRest()
		return unknown{line: left.at(), what: "an expression with " + t.src}
	}
	return left
}

// choice reads what follows the test of a choice.
func (p *parser) choice(test expr) expr {
	p.depth++
	defer func() { p.depth-- }()
	if p.depth > maxNesting {
		p.skipRest()
		return unknown{line: test.at(), what: "an expression with ?"}
	}
	p.pos++
	c := choice{line: test.at(), test: test, either: []expr{p.expression()}}
	if p.take(":") {
		c.either = append(c.either, p.expression())
	}
	return c
}

func (p *parser) operand() expr {
	p.depth++
	defer func() { p.depth-- }()
	if t := p.peek(); p.depth > maxNesting {
		p.skipRest()
		return unknown{line: t.line, what: "an expression in " + strconv.Itoa(maxNesting) + " others"}
	}
	e := p.primary()
	for {
		t := p.peek()
		switch {
		case p.is(".") || p.is("?."):
			p.pos++
			name := p.peek()
			p.pos++
			e = member(e, name.src, t.line)
		case p.is("["):
			p.pos++
			index := p.expression()
			p.take("]")
			if s, ok := index.(str); ok {
				e = member(e, s.value, t.line)
			} else {
				e = unknown{line: t.line, what: "an index"}
			}
		case p.is("("):
			e = call{e.at(), e, p.list("(", ")")}
		case p.is("<") && p.callsWithTypes():
			p.skipAngles()
		case p.is("!") && !t.fresh: // non-null assertion
			p.pos++
		case t.kind == typescript.Word && (t.src == "as" || t.src == "satisfies"):
			p.pos++
			p.skipType()
		default:
			return e
		}
	}
}

// callsWithTypes: f<T>() is a call, and a < b is none.
func (p *parser) callsWithTypes() bool {
	ahead := *p
	ahead.skipAngles()
	return ahead.is("(") && ahead.pos-p.pos < maxNesting
}

func member(e expr, name string, line int) expr {
	switch e := e.(type) {
	case ref:
		if len(e.path) < maxNesting {
			return ref{e.line, append(slices.Clone(e.path), name)}
		}
	case call:
		// require("dotenv").config and the like
		if r, ok := e.callee.(ref); ok && len(r.path) == 1 && r.path[0] == "require" && len(e.args) == 1 {
			if s, ok := e.args[0].(str); ok {
				return ref{e.line, []string{"require:" + s.value, name}}
			}
		}
	case made:
		if name == "pathname" && slices.Equal(e.class.path, []string{"URL"}) {
			return e
		}
	case object, str, tmpl, binary, list, choice, function, unknown:
	}
	return unknown{line: line, what: "a property of a computed value", of: e}
}

func (p *parser) primary() expr {
	t := p.peek()
	p.pos++
	switch t.kind {
	case typescript.String:
		return str{t.line, p.src.Value(p.pos - 1)}
	case typescript.TemplateStart:
		return p.template(t)
	case typescript.Word:
		return p.named(t)
	case typescript.Mark:
		switch t.src {
		case "{":
			p.pos--
			return p.object()
		case "(":
			return p.parenthesized(t)
		case "[":
			p.pos--
			return list{t.line, p.list("[", "]")}
		}
	}
	return unknown{line: t.line, what: t.src}
}

func (p *parser) named(t token) expr {
	switch t.src {
	case "async", "await":
		return p.operand()
	case "new":
		return p.made(t)
	case "function", "class":
		p.skipRest()
		return unknown{line: t.line, what: "a " + t.src}
	}
	if p.take("=>") {
		return p.arrowBody()
	}
	return ref{t.line, []string{t.src}}
}

// made reads what follows new: a class, and what it is given.
func (p *parser) made(t token) expr {
	name := p.peek()
	if name.kind != typescript.Word {
		p.skipRest()
		return unknown{line: t.line, what: "a new"}
	}
	p.pos++
	m := made{line: t.line, class: ref{name.line, []string{name.src}}}
	for p.is(".") && p.token(p.pos+1).kind == typescript.Word && len(m.class.path) < maxNesting {
		m.class.path = append(m.class.path, p.token(p.pos+1).src)
		p.pos += 2
	}
	if p.is("<") && p.callsWithTypes() {
		p.skipAngles()
	}
	if p.is("(") {
		m.args = p.list("(", ")")
	}
	return m
}

// parenthesized is (e), or the parameters of an arrow function.
func (p *parser) parenthesized(t token) expr {
	start := p.pos
	p.pos--
	p.skipGroup()
	if p.is(":") { // a return type
		p.pos++
		p.skipType()
	}
	if p.take("=>") {
		return p.arrowBody()
	}
	p.pos = start
	e := p.expression()
	if !p.take(")") {
		p.skipTo(")")
		return unknown{line: t.line, what: "a group"}
	}
	return e
}

// arrowBody reads what an arrow function gives: an expression, or what a block
// returns when that is all the block does.
func (p *parser) arrowBody() expr {
	line := p.peek().line
	if !p.is("{") {
		return function{line, p.expression()}
	}
	body := p.group()
	if body.take("return") {
		return function{line, body.expression()}
	}
	return unknown{line: line, what: "a function"}
}

// template reads the parts of a template from behind its first one.
func (p *parser) template(t token) expr {
	e := tmpl{line: t.line}
	for part := p.pos - 1; ; part = p.pos - 1 {
		e.parts = append(e.parts, str{t.line, p.src.Value(part)})
		if p.src.At(part).Close == 0 {
			return e
		}
		hole := p.within(part)
		e.parts = append(e.parts, hole.expression())
		p.pos = min(hole.end+1, p.end)
		if p.pos != hole.end+1 { // the text ends in the hole
			return e
		}
	}
}

func (p *parser) list(open, closing string) []expr {
	p.take(open)
	var items []expr
	for !p.done() && !p.take(closing) {
		if p.take("...") {
			items = append(items, unknown{line: p.peek().line, what: "a spread"})
			p.expression()
		} else {
			items = append(items, p.expression())
		}
		if !p.take(",") && !p.is(closing) {
			p.skipTo(closing)
			return append(items, unknown{line: p.peek().line, what: "something else"})
		}
	}
	return items
}

func (p *parser) object() expr {
	o := object{line: p.peek().line}
	p.take("{")
	for !p.done() && !p.take("}") {
		o.props = append(o.props, p.property())
		if !p.take(",") && !p.is("}") {
			p.skipRest()
			p.take(",")
		}
	}
	return o
}

func (p *parser) property() prop {
	t := p.peek()
	if p.take("...") {
		return prop{value: p.expression()}
	}
	if p.is("[") {
		p.skipGroup()
		p.skipRest()
		return prop{value: unknown{line: t.line, what: "a computed name"}}
	}
	if (t.src == "async" || t.src == "get") && p.token(p.pos+1).kind == typescript.Word {
		p.pos++
		t = p.peek()
	}
	p.pos++
	name := t.src
	if t.kind == typescript.String {
		name = p.src.Value(p.pos - 1)
	}
	switch {
	case p.take(":"):
		return prop{name, p.expression()}
	case p.is("("):
		p.skipGroup()
		p.skipRest()
		return prop{name, unknown{line: t.line, what: "a method"}}
	}
	return prop{name, ref{t.line, []string{name}}} // shorthand
}

// within reads what stands between an opening token and the one that closes it.
func (p *parser) within(open int) *parser {
	return &parser{src: p.src, pos: open + 1, end: min(max(int(p.src.At(open).Close), open+1), p.end), depth: p.depth}
}

// group reads what is between the brackets here, and steps behind them.
func (p *parser) group() *parser {
	inside := p.within(p.pos)
	p.skipGroup()
	return inside
}

// skipGroup steps over brackets and what is between them.
func (p *parser) skipGroup() {
	p.pos = min(max(int(p.src.At(p.pos).Close), p.pos)+1, p.end)
}

// skipRest steps to the comma, semicolon or bracket that ends an expression.
func (p *parser) skipRest() {
	for p.pos < p.end {
		switch t := p.src.At(p.pos); {
		case t.Close > 0 && t.Kind == typescript.Mark:
			p.skipGroup()
		case t.Kind == typescript.Mark && slices.Contains([]string{",", ";", ")", "]", "}"}, p.src.Src(p.pos)):
			return
		default:
			p.pos++
		}
	}
}

func (p *parser) skipTo(closing string) {
	for p.pos < p.end && !p.is(closing) {
		p.skipRest()
		if !p.is(closing) {
			p.pos++
		}
	}
	p.take(closing)
}

// skipType steps over a type after "as", "satisfies" or ":": names with dots,
// type arguments, brackets.
func (p *parser) skipType() {
	for p.pos < p.end {
		t := p.peek()
		switch {
		case t.kind == typescript.Word, t.src == ".", t.src == "|", t.src == "&", t.kind == typescript.String:
			if t.kind == typescript.Word && t.fresh {
				return
			}
			p.pos++
		case t.src == "<":
			p.skipAngles()
		case t.src == "{" || t.src == "[":
			p.skipGroup()
		default:
			return
		}
	}
}

func (p *parser) skipAngles() {
	depth := 0
	for ; p.pos < p.end; p.pos++ {
		switch p.src.Src(p.pos) {
		case "<":
			depth++
		case ">":
			if depth--; depth == 0 {
				p.pos++
				return
			}
		}
	}
}
