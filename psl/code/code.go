// Package code has the kinds of finding by their names: the constants that
// programs compare the Code of a diagnostic with, and for each what it means.
//
// Programs decide by the code and by the other fields of a diagnostic, never by
// its words, which may change. All lists every kind with its explanation; an
// example of most of them is in docs/diagnostics.md.
package code

import (
	"sync"

	"create-app/psl/diag"
)

// Kind explains a code. For most there is an example of it in
// psl/testdata/validate/rejected, under the name of the code, and one of how to
// do it right in accepted.
type Kind struct {
	diag.Rule
	Family   string // the heading it stands under
	Severity diag.Severity
	// Prisma is the one version in which it occurs, or 0.
	Prisma int
	// Since is the release of Prisma that refuses it first, where older ones of 3 and later take it; else empty.
	// Each was tried with the parsers of 3.15, 4.1, 4.16, 5.1, 5.22, 6.1, 6.12 and 6.16: it is the first of these
	// that refuses, or the major that begins between two of them. The list of preview features is that of 6 and 7, and
	// says nothing of those before 5.
	Since string
}

// Since is the Since of the kind that the code names.
func Since(code diag.Code) string { return releases()[code] }

// releases are those of the kinds that have one. A schema may have ten thousand findings, each of which asks.
var releases = sync.OnceValue(func() map[diag.Code]string {
	since := map[diag.Code]string{}
	for _, kind := range All() {
		if kind.Since != "" {
			since[kind.Code] = kind.Since
		}
	}
	return since
})

// All lists every kind of finding, by family.
func All() []Kind {
	var list []Kind
	for _, family := range [...]struct {
		name  string
		kinds []Kind
	}{
		{"Syntax", syntaxCodes()},
		{"Names", namesCodes()},
		{"Types", typesCodes()},
		{"Native types", nativeTypesCodes()},
		{"Attributes", attributesCodes()},
		{"Defaults", defaultsCodes()},
		{"Keys", keysCodes()},
		{"Indexes", indexesCodes()},
		{"Relations", relationsCodes()},
		{"Views", viewsCodes()},
		{"MongoDB", mongoDBCodes()},
		{"Configuration", configurationCodes()},
	} {
		for _, kind := range family.kinds {
			kind.Family = family.name
			list = append(list, kind)
		}
	}
	return list
}
