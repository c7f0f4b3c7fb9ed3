package validate

import "create-app/psl/diag"

// Code explains a kind of finding. For most there is an example of it in
// psl/testdata/validate/rejected, under the name of the code, and one of how to
// do it right in accepted.
type Code struct {
	diag.Rule
	Family   string // the heading it stands under
	Severity diag.Severity
	// Prisma is the one version in which it occurs, or 0.
	Prisma int
}

// Codes lists every code a diagnostic of Schema may carry, by family.
func Codes() []Code {
	var list []Code
	for _, family := range [...]struct {
		name  string
		codes []Code
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
		for _, code := range family.codes {
			code.Family = family.name
			list = append(list, code)
		}
	}
	return list
}
