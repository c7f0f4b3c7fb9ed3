package convert_test

import (
	"fmt"

	"create-app/psl/convert"
	"create-app/psl/syntax"
)

func ExampleSchema() {
	file := syntax.Parse("schema.prisma", `datasource db {
  provider = "postgresql"
}

model User {
  id   Int    @id
  bio  String @db.Text
  tags Json   @db.JsonB
}
`)
	to, _ := convert.Plain("mysql")
	result, err := convert.Schema([]*syntax.File{file}, to, convert.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Print(result.Files[0].Text)
	for _, note := range result.Report {
		fmt.Printf("%s %s:%d %s\n", note.Kind, note.File, note.Line, note.Subject)
	}
	// Output:
	// datasource db {
	//   provider = "mysql"
	// }
	//
	// model User {
	//   id   Int    @id
	//   bio  String @db.Text
	//   tags Json   @db.Json
	// }
	// lost schema.prisma:7 User.bio
	// changed schema.prisma:1 datasource db
	// changed schema.prisma:8 User.tags
}
