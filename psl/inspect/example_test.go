package inspect_test

import (
	"fmt"

	"create-app/psl/inspect"
	"create-app/psl/schema"
	"create-app/psl/syntax"
)

func ExampleNew() {
	file := syntax.Parse("schema.prisma", "/// Who signs in.\nmodel User {\n  id    Int    @id\n  email String @unique @map(\"e_mail\")\n}\n")
	s, findings := schema.Resolve([]*syntax.File{file})
	document := inspect.New(s, !findings.HasErrors())
	for _, m := range document.Models {
		fmt.Println(m.Name, "-", m.Documentation)
		for _, f := range m.Fields {
			fmt.Println(" ", f.Name, f.Type, f.DatabaseName)
		}
	}
	// Output:
	// User - Who signs in.
	//   id Int id
	//   email String e_mail
}
