package validate_test

import (
	"fmt"

	"create-app/psl/code"
	"create-app/psl/diag"
	"create-app/psl/syntax"
	"create-app/psl/validate"
)

func ExampleSchema() {
	files := []*syntax.File{
		syntax.Parse("user.prisma", "model User {\n  id    Int    @id\n  posts Post[]\n}\n"),
		syntax.Parse("post.prisma", "model Post {\n  id     Int  @id\n  author User @relation(fields: [id])\n}\n"),
	}
	fmt.Print(diag.Printer{}.Sprint(validate.Schema(files, validate.Options{})))
	// Output:
	// post.prisma:3:3: error: relation "author" needs the argument "references"
	//   |
	// 3 |   author User @relation(fields: [id])
	//   |   ^^^^^^
	//   = help: add @relation(fields: […], references: […])
}

// A fix is text to put in the place of other text.
func ExampleSchema_fix() {
	file := syntax.Parse("schema.prisma", "model User {\n  id   Int    @id\n  name: String\n}\n")
	for _, d := range validate.Schema([]*syntax.File{file}, validate.Options{}) {
		if d.Code == code.LegacyColon && d.Fix != nil {
			for _, e := range d.Fix.Edits {
				fmt.Printf("%s: %q becomes %q\n", d.Fix.Title, file.Slice(e.Span), e.Text)
			}
		}
	}
	// Output:
	// remove the colon: ":" becomes " "
}
