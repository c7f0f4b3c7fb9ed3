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

func ExampleDraft_SetAttribute() {
	file := syntax.Parse("schema.prisma", "model User {\n  id   Int    @id\n  name String @db.VarChar(100) @unique\n}\n")
	d := edit.New(file)
	d.SetAttribute(file.Block("User"), "name", `@db.VarChar(255)`)
	d.RemoveAttribute(file.Block("User"), "name", "@unique")
	show(d)
	// Output:
	// model User {
	//   id   Int    @id
	//   name String @db.VarChar(255)
	// }
}

func ExampleDraft_AddModel() {
	file := syntax.Parse("schema.prisma", "model User {\n    id Int @id\n}\n")
	d := edit.New(file)
	d.AddModel("/// What people write.\nmodel Post {\n  id Int @id\n}", edit.AfterBlock(file.Block("User")))
	show(d)
	// Output:
	// model User {
	//     id Int @id
	// }
	//
	// /// What people write.
	// model Post {
	//     id Int @id
	// }
}

func ExampleDraft_SetProperty() {
	file := syntax.Parse("schema.prisma", "datasource db {\n  provider = \"sqlite\" // for now\n}\n")
	d := edit.New(file)
	d.SetProperty(file.Block("db"), "provider", `"postgresql"`)
	show(d)
	// Output:
	// datasource db {
	//   provider = "postgresql" // for now
	// }
}

// A change that cannot be made is an error that tells which, and no file changes.
func ExampleDraft_Apply() {
	file := syntax.Parse("schema.prisma", "model User {\n  id Int @id\n}\n")
	d := edit.New(file)
	d.AddField(file.Block("User"), "id String", edit.Last())
	d.RemoveField(file.Block("User"), "name")
	_, err := d.Apply()
	fmt.Println(err)
	// Output:
	// add field: model User: there is a "id" already
	// remove field: model User: no "name"
}

func ExampleRewrite() {
	file := syntax.Parse("schema.prisma", "model User {\n  id   Int    @id\n  role String\n}\n")
	var r edit.Rewrite
	syntax.Walk(file, func(n syntax.Node) bool {
		if t, ok := n.(*syntax.FieldType); ok && t.Name.Is(file.File, "Int") {
			r.Replace(file, t.Base, "BigInt")
		}
		return true
	})
	out, err := r.Apply(file)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Print(out.Text)
	// Output:
	// model User {
	//   id   BigInt @id
	//   role String
	// }
}

func show(d *edit.Draft) {
	files, err := d.Apply()
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Print(files[0].Text)
}
