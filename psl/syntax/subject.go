package syntax

import (
	"sort"

	"create-app/psl/diag"
	"create-app/psl/token"
)

// Subject names what lies around span: its block, and within that the member,
// the attribute and the argument that hold all of it.
func (f *File) Subject(span token.Span) diag.Subject {
	i := sort.Search(len(f.Items), func(i int) bool { return f.Items[i].Pos().End >= span.End })
	if i == len(f.Items) {
		return diag.Subject{}
	}
	b, ok := f.Items[i].(*Block)
	if !ok || !b.Span.Contains(span) {
		return diag.Subject{}
	}
	s := diag.Subject{Block: b.Name.Text(f.File)}
	i = sort.Search(len(b.Members), func(i int) bool { return b.Members[i].Pos().End >= span.End })
	if i == len(b.Members) || !b.Members[i].Pos().Contains(span) {
		return s
	}
	switch m := b.Members[i].(type) {
	case *Field:
		s.Member = m.Name.Text(f.File)
		f.nameAttribute(&s, m.Attributes, span)
	case *EnumValue:
		s.Member = m.Name.Text(f.File)
		f.nameAttribute(&s, m.Attributes, span)
	case *Property:
		s.Member = m.Name.Text(f.File)
	case *BlockAttribute:
		s.Attribute = "@@" + m.Name.Text(f.File)
		f.nameArgument(&s, &m.Attribute, span)
	}
	return s
}

func (f *File) nameAttribute(s *diag.Subject, list []Attribute, span token.Span) {
	i := sort.Search(len(list), func(i int) bool { return list[i].Span.End >= span.End })
	if i < len(list) && list[i].Span.Contains(span) {
		s.Attribute = "@" + list[i].Name.Text(f.File)
		f.nameArgument(s, &list[i], span)
	}
}

func (f *File) nameArgument(s *diag.Subject, a *Attribute, span token.Span) {
	if a.Args == nil {
		return
	}
	list := a.Args.List
	i := sort.Search(len(list), func(i int) bool { return list[i].Span.End >= span.End })
	if i < len(list) && list[i].Span.Contains(span) {
		s.Argument = list[i].Name.Text(f.File)
	}
}

// NameSubjects fills in what the findings of list that are about one of files are
// about. What a finding says of its subject itself is kept.
func NameSubjects(list diag.List, files []*File) {
	if len(list) == 0 {
		return
	}
	of := make(map[*token.File]*File, len(files))
	for _, f := range files {
		of[f.File] = f
	}
	for i := range list {
		if f := of[list[i].File]; f != nil {
			list[i].Subject = list[i].Subject.Or(f.Subject(list[i].Span))
		}
	}
}
