// Package code has the kinds of finding by their names: the constants that
// programs compare the Code of a diagnostic with, and for each what it means.
//
// Programs decide by the code and by the other fields of a diagnostic, never by
// its words, which may change. All lists every kind with its explanation; an
// example of most of them is in docs/diagnostics.md.
package code

import "create-app/psl/diag"

// Kind explains a code. For most there is an example of it in
// psl/testdata/validate/rejected, under the name of the code, and one of how to
// do it right in accepted.
type Kind struct {
	diag.Rule
	Family   string // the heading it stands under
	Severity diag.Severity
	// Prisma is the one version in which it occurs, or 0.
	Prisma int
}

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
