package edit_test

import (
	"fmt"

	"create-app/psl/edit"
	"create-app/psl/syntax"
)

func Example() {
	file := syntax.Parse("schema.prisma", `model User {
  id   Int    @id
  // what to call them
  name String
}
`)
	d := edit.New(file)
	for user := range file.Blocks(syntax.Model) {
		d.AddField(user, "email String? @unique", edit.After("id"))
		d.AddBlockAttribute(user, `@@map("users")`)
	}
	files, err := d.Apply()
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Print(files[0].Text)
	// Output:
	// model User {
	//   id    Int     @id
	//   email String? @unique
	//   // what to call them
	//   name  String
	//
	//   @@map("users")
	// }
}
