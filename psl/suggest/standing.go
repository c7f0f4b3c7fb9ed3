package suggest

import (
	"slices"
	"strings"

	"create-app/psl/token"
)

// What stands in the brackets already is offered last, and moved to the place:
// written twice it would be a mistake.

// part is what stands between two commas of brackets, without the blanks around
// it.
type part struct {
	name       string // of an argument that has one
	start, end int    // in the line
	after      int    // where the comma or the bracket behind it is
	isHere     bool   // the place is in it
}

func (p part) isEmpty() bool { return p.start == p.end }

// parts are those of the brackets that the place is in.
func (w *writer) parts() []part {
	var list []part
	from := w.top().open
	inside, _ := pieces(w.Line[from:])
	for i := range inside {
		inside[i].start += w.top().open
		inside[i].end += w.top().open
	}
	end := func(held []piece, at int) {
		p := part{start: from, end: from, after: at, isHere: from <= w.At && w.At <= at}
		switch {
		case len(held) > 0:
			p.start, p.end = held[0].start, held[len(held)-1].end
			if len(held) > 1 && held[0].kind == word && held[1].text == ":" {
				p.name = held[0].text
			}
		case p.isHere:
			p.start, p.end = w.At, w.At
		}
		list = append(list, p)
		from = at + 1
	}
	depth, first := 0, 0
	for i, p := range inside {
		switch p.text {
		case "(", "[", "{":
			depth++
		case ")", "]", "}":
			if depth--; depth < 0 {
				end(inside[first:i], p.start)
				return list
			}
		case ",":
			if depth == 0 {
				end(inside[first:i], p.start)
				first = i + 1
			}
		}
	}
	end(inside[first:], len(w.Line))
	return list
}

// slot is how something is written at the place: before and after it, in the
// place of what stands in the line from start to end.
type slot struct {
	start, end    int
	before, after string
	here          part
	form          form
}

// form is what stands at the place already.
type form uint8

const (
	nothing   form = iota // or something that has no say
	following             // an argument that begins behind the place
	preceding             // an argument that ends before the place, and no comma
	ownName               // the name of an argument, around the place
	ownColon              // a name and a colon, and no value
	ownValue              // a name and a colon before the place, and the value behind it
	ownString             // a string that the place is in
)

// special are the characters that mean something in a snippet: a text that has
// them is not written by one.
const special = `$\`

// slot finds out what stands at the place.
func (w *writer) slot(parts []part) slot {
	from := w.At - len(w.partial)
	s := slot{start: from, end: w.At}
	i := slices.IndexFunc(parts, func(p part) bool { return p.isHere })
	if i < 0 || parts[i].isEmpty() {
		s.here = part{start: from, end: w.At}
		return s
	}
	s.here = parts[i]
	h := s.here
	typed := strings.TrimRight(w.Line[min(h.start, w.At):w.At], " \t")
	switch {
	case w.quoted:
		text := w.Line[max(from-1, 0):h.end]
		if from <= h.start || len(text) > 1 && !strings.HasSuffix(text, `"`) {
			break // its end is not to be seen
		}
		s.form, s.start, s.end = ownString, from-1, h.end
		if len(text) > 2 || h.start < s.start {
			s.before = text + ", "
		}
	case h.start >= w.At:
		s.form, s.after = following, ", "
	case h.end <= w.At && w.partial == "" && !strings.HasSuffix(typed, ":"):
		s.form, s.before = preceding, ", "
	case h.name != "" && w.At < h.start+len(h.name):
		s.form, s.start, s.end = ownName, h.start, h.start+len(h.name)
	case h.name != "" && w.partial == "" && strings.TrimRight(typed, ": \t") == h.name && strings.HasSuffix(typed, ":"):
		s.form, s.start = ownColon, h.start
		if h.end > w.At {
			s.form = ownValue
		}
	}
	return s
}

// afterInsertion is what follows an argument that comes before the one that the
// place is in.
func (w *writer) afterInsertion(s slot) string {
	if s.form == ownValue {
		return ", " + w.Line[s.start:w.At]
	}
	return s.after
}

// put adds an argument at the slot.
func (w *writer) put(item Item, s slot, isOwn bool) {
	switch s.form {
	case ownName:
		item.Insert = item.Label
	case ownColon, ownValue:
		item.Rank += last
		if s.form == ownValue {
			item.Insert = item.Label + ": "
		}
		if !isOwn {
			item.Detail = "in the place of " + s.here.name
		}
	case ownString:
		item.Rank += last
		item.Insert = s.before + item.Insert
	default:
		item.Insert = s.before + item.Insert + s.after
	}
	item.Replace = w.span(s.start, s.end)
	w.add(item)
}

// span is a part of the line in the file.
func (w *writer) span(start, end int) token.Span {
	line := w.Pos - token.Pos(w.At)
	return token.Span{Start: line + token.Pos(start), End: line + token.Pos(end)}
}

// move offers to bring a part that stands elsewhere in the brackets to the
// place, written as text.
func (w *writer) move(item Item, s slot, parts []part, i int, text string) {
	if s.form == ownName || strings.ContainsAny(w.Line[parts[i].start:parts[i].end], special) {
		return
	}
	here := slices.IndexFunc(parts, func(p part) bool { return p.isHere })
	if here < 0 {
		return
	}
	start, end := s.start, s.end
	var gone token.Span
	switch {
	case i+1 == here && s.form != ownString && s.form != preceding:
		start = parts[i].start
	case i < here:
		gone = w.span(parts[i].start, parts[i+1].start)
	case i-1 == here && end == max(parts[here].end, w.At):
		end = parts[i].end
	default:
		gone = w.span(parts[i-1].end, parts[i].end)
	}
	item.Insert, item.Replace, item.Gone = s.before+text+w.afterInsertion(s), w.span(start, end), gone
	item.Rank += last
	item.Detail = "moved here"
	w.add(item)
}
