package project

import (
	"slices"

	"create-app/project/typescript"
)

// function is a function in a source, as far as its tokens tell.
type function struct {
	start    int    // of what introduces it: its parameters
	end      int    // behind these
	from, to int    // of its body, whose last token is before to
	name     string // that the module has it under; empty where it has none
}

// functions are those of a source, found in one walk over its tokens, whatever lies in what: a source comes with a repository.
type functions struct {
	src   *typescript.Source
	list  []function // in the order of their parameters
	outer []int32    // of each token, the bracket that it is in; -1 where it is in none
}

// notFunctions are what brackets and braces follow that are no function.
var notFunctions = []string{"if", "for", "while", "switch", "catch", "with"}

func functionsOf(src *typescript.Source) *functions {
	f := &functions{src: src, outer: outerBrackets(src)}
	var ends []int32
	for at := range src.Tokens {
		one, from := function{start: at, end: at + 1}, 0
		switch end := int(src.At(at).Close); {
		case src.Is(at, "(") && end > at:
			if from = bodyBehind(src, end); slices.Contains(notFunctions, src.Src(at-1)) && src.Is(from, "{") {
				continue
			}
			one.end = end
		case src.At(at).Kind == typescript.Word && src.Is(at+1, "=>"):
			from = at + 2
		}
		if from == 0 {
			continue
		}
		if one.from, one.to = from, int(src.At(from).Close); !src.Is(from, "{") {
			if ends == nil {
				ends = expressionEnds(src)
			}
			one.to = endOf(src, ends, from)
		}
		one.name = nameOfFunction(src, at)
		f.list = append(f.list, one)
	}
	return f
}

// outerBrackets are the brackets around each token.
func outerBrackets(src *typescript.Source) []int32 {
	outer := make([]int32, len(src.Tokens))
	var open []int
	for at := range src.Tokens {
		for len(open) > 0 && int(src.At(open[len(open)-1]).Close) <= at {
			open = open[:len(open)-1]
		}
		outer[at] = -1
		if len(open) > 0 {
			outer[at] = int32(open[len(open)-1])
		}
		if int(src.At(at).Close) > at {
			open = append(open, at)
		}
	}
	return outer
}

// beginners are the words by which a statement begins, on a line of its own, that ends an expression without a semicolon.
var beginners = []string{"const", "let", "var", "export", "function", "class", "if", "return", "import", "type", "interface", "declare"}

// expressionEnds are, for each token within an expression, where that ends.
func expressionEnds(src *typescript.Source) []int32 {
	ends := make([]int32, len(src.Tokens)+1)
	ends[len(src.Tokens)] = int32(len(src.Tokens))
	for at := len(src.Tokens) - 1; at >= 0; at-- {
		switch {
		case src.At(at).Fresh && slices.Contains(beginners, src.Src(at)):
			ends[at] = int32(at)
		default:
			ends[at] = int32(endOf(src, ends, at))
		}
	}
	return ends
}

// endOf is where an expression ends that begins at a token, by where those ends that begin behind it.
func endOf(src *typescript.Source, ends []int32, at int) int {
	switch {
	case at >= len(src.Tokens):
		return at
	case int(src.At(at).Close) > at:
		return int(ends[min(int(src.At(at).Close)+1, len(src.Tokens))])
	case src.Is(at, ";") || src.Is(at, ",") || src.Is(at, ")") || src.Is(at, "}") || src.Is(at, "]"):
		return at
	}
	return int(ends[at+1])
}

// runByItself reports whether a source is a program: as it is loaded it calls a function of its own, or one that stands there, and it
// ends the process or the connection to the database, which a module of an app leaves open.
func (f *functions) runByItself() bool {
	src, calls, ends := f.src, false, false
	for i := range src.Tokens {
		switch {
		case src.Is(i, "exit") || src.Is(i, "exitCode"):
			ends = ends || src.Is(i-1, ".") && src.Is(i-2, "process")
		case src.Is(i, "$disconnect"):
			ends = ends || src.Is(i-1, ".")
		case f.outer[i] < 0 && src.Is(i, "("):
			begins := src.At(i-1).Fresh || src.Is(i-2, ";") || src.Is(i-2, "}") || src.Is(i-2, "await") || src.Is(i-2, "void")
			own := begins && src.At(i-1).Kind == typescript.Word && declares(src, src.Src(i-1))
			stands := (src.Is(i+1, "async") || src.Is(i+1, "function") || src.Is(i+1, "(")) && src.Is(int(src.At(i).Close)+1, "(") // (async () => { … })()
			calls = calls || own || stands
		}
	}
	return calls && ends
}

// around are the functions that the token at i is in, the innermost first.
func (f *functions) around(i int) (around []function) {
	for _, one := range slices.Backward(f.list) {
		if one.holds(i) {
			around = append(around, one)
		}
	}
	return around
}

// holds reports whether the token at i is in the body of a function.
func (one function) holds(i int) bool { return one.from <= i && i < one.to }

// calleeOf is the name of the function that the token at i is an argument of, and the index of that name; empty where it is none,
// or where what is called has no name.
func (f *functions) calleeOf(i int) (name string, at int) {
	if open := int(f.outer[i]); open >= 0 && f.src.Is(open, "(") && f.src.At(open-1).Kind == typescript.Word {
		return f.src.Src(open - 1), open - 1
	}
	return "", 0
}

// bodyBehind is where the body of a function begins whose parameters end at end; 0 where none follows.
func bodyBehind(src *typescript.Source, end int) int {
	at := end + 1
	if src.Is(at, ":") { // what it returns
		for at++; at < end+maxCall && !src.Is(at, "{") && !src.Is(at, "=>") && !src.Is(at, ";"); at++ {
		}
	}
	switch {
	case src.Is(at, "=>"):
		return at + 1
	case src.Is(at, "{"):
		return at
	}
	return 0
}

// nameOfFunction is the name of the function whose parameters begin at i.
func nameOfFunction(src *typescript.Source, i int) string {
	at := i - 1
	if src.At(at).Kind == typescript.Word && !src.Is(at, "async") && !src.Is(at, "function") {
		return src.Src(at) // function name(), or a method
	}
	for src.Is(at, "async") || src.Is(at, "function") {
		at--
	}
	if !src.Is(at, "=") {
		return ""
	}
	for back := at - 1; back > 0 && back > at-maxCall; back-- {
		if src.Is(back, "const") || src.Is(back, "let") || src.Is(back, "var") {
			return src.Src(back + 1)
		}
	}
	return ""
}
