package inspect

import (
	"bufio"
	"bytes"
	"encoding/json"
	"io"
	"iter"
	"reflect"
	"strings"

	"create-app/psl/schema"
)

// Printer writes the JSON of schemas. It is that of the Document of New; but neither the whole of it nor its text is ever
// in memory, which would be twenty times the schema and more.
type Printer struct {
	Indent bool // a property on each line, instead of all on one
}

// Print writes s, and a line end.
func (p Printer) Print(w io.Writer, s *schema.Schema, ok bool) error {
	head, lists := describe(s, ok)
	text := &printed{Printer: p, w: bufio.NewWriter(w)}
	text.object(reflect.ValueOf(head), lists)
	text.write("\n")
	if text.err != nil {
		return text.err
	}
	return text.w.Flush()
}

// elements are those of a list of a Document, made as they are asked for.
type elements = iter.Seq[reflect.Value]

// all makes elements out of what a schema has.
func all[T, E any](from []T, make func(T) E) elements {
	return func(yield func(reflect.Value) bool) {
		for _, one := range from {
			if !yield(reflect.ValueOf(make(one))) {
				return
			}
		}
	}
}

// printed is JSON that is being written. After an error nothing more is.
type printed struct {
	Printer
	w     *bufio.Writer
	depth int
	err   error
}

func (p *printed) write(text string) {
	if p.err == nil {
		_, p.err = p.w.WriteString(text)
	}
}

// line begins a line within an object or a list.
func (p *printed) line() {
	if p.Indent {
		p.write("\n" + strings.Repeat("  ", p.depth))
	}
}

// value writes what stands at a place. What has no parts of its own here is left to package json.
func (p *printed) value(v reflect.Value) {
	if v.Kind() == reflect.Interface && !v.IsNil() {
		v = v.Elem()
	}
	switch {
	case v.Kind() == reflect.Struct:
		p.object(v, nil)
	case v.Kind() == reflect.Pointer && !v.IsNil() && v.Elem().Kind() == reflect.Struct:
		p.object(v.Elem(), nil)
	case v.Kind() == reflect.Slice && (v.Type().Elem().Kind() == reflect.Struct || v.Type().Elem().Kind() == reflect.Interface):
		p.list(func(yield func(reflect.Value) bool) {
			for i := range v.Len() {
				if !yield(v.Index(i)) {
					return
				}
			}
		})
	default:
		p.leaf(v.Interface())
	}
}

// object writes a struct. The lists that are given take the place of its own.
func (p *printed) object(v reflect.Value, lists map[string]elements) {
	p.write("{")
	p.depth++
	for i := range v.NumField() {
		if i > 0 {
			p.write(",")
		}
		p.line()
		name := v.Type().Field(i).Tag.Get("json")
		p.write(`"` + name + `":`)
		if p.Indent {
			p.write(" ")
		}
		if list := lists[name]; list != nil {
			p.list(list)
		} else {
			p.value(v.Field(i))
		}
	}
	p.depth--
	p.line()
	p.write("}")
}

func (p *printed) list(of elements) {
	p.write("[")
	p.depth++
	empty := true
	for v := range of {
		if p.err != nil {
			return
		}
		if !empty {
			p.write(",")
		}
		empty = false
		p.line()
		p.value(v)
	}
	p.depth--
	if !empty {
		p.line()
	}
	p.write("]")
}

func (p *printed) leaf(value any) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if p.Indent {
		e.SetIndent(strings.Repeat("  ", p.depth), "  ")
	}
	if err := e.Encode(value); p.err == nil {
		p.err = err
	}
	p.write(strings.TrimSuffix(b.String(), "\n"))
}
