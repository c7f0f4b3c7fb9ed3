package psl_test

import (
	"fmt"

	"create-app/psl"
	"create-app/psl/code"
	"create-app/psl/schema"
	"create-app/psl/syntax"
)

const blog = `datasource db {
  provider = "postgresql"
}

model User {
  id    Int    @id @default(autoincrement())
  email String @unique @map("e_mail")
  posts Post[]
}

/// What people write.
model Post {
  id       Int     @id
  title    String?
  author   User    @relation(fields: [authorId], references: [id], onDelete: Cascade)
  authorId Int

  @@index([authorId])
}
`

func ExampleParse() {
	file := psl.Parse("blog.prisma", blog)
	for model := range file.Blocks(syntax.Model) {
		fmt.Println(model.Kind, model.Name.Text(file.File))
		for field := range model.Fields() {
			fmt.Printf("  %s: %s\n", field.Name.Text(file.File), file.Slice(field.Type.Span))
			for _, attribute := range field.Attributes {
				fmt.Println("    @" + attribute.Name.Text(file.File))
			}
		}
	}
	// Output:
	// model User
	//   id: Int
	//     @id
	//     @default
	//   email: String
	//     @unique
	//     @map
	//   posts: Post[]
	// model Post
	//   id: Int
	//     @id
	//   title: String?
	//   author: User
	//     @relation
	//   authorId: Int
}

func ExampleParse_broken() {
	file := psl.Parse("schema.prisma", "model User {\n  id Int @id\n  what is this?\n}\n")
	for _, d := range file.Diagnostics {
		fmt.Printf("%d: %s\n", d.Line(), d.Message)
	}
	fmt.Println("the field is there:", file.Field(file.Block("User"), "id") != nil)
	// Output:
	// 3: this line is neither a field nor an attribute of the model
	// the field is there: true
}

func ExampleValidate() {
	_, findings := psl.Validate(psl.Parse("schema.prisma", `datasource db {
  provider = "sqlite"
}

model User {
  id   Int @id
  name Strng
}
`))
	for _, d := range findings {
		fmt.Printf("%s:%d: %s: %s (%s)\n", d.File.Name, d.Line(), d.Severity, d.Message, d.Help)
	}
	// Output:
	// schema.prisma:7: error: unknown type "Strng" (did you mean "String"?)
}

func ExampleValidate_err() {
	_, findings := psl.Validate(psl.Parse("schema.prisma", "model User {\n  name String\n}\n"))
	fmt.Println(findings.Err())
	_, findings = psl.Validate(psl.Parse("schema.prisma", "model User {\n  id Int @id\n}\n"))
	fmt.Println(findings.Err())
	// Output:
	// schema.prisma:1: model "User" has no key that identifies every row
	// <nil>
}

// Programs decide by the code of a finding and by its subject, never by its words.
func ExampleValidate_code() {
	_, findings := psl.Validate(psl.ParseAs(psl.Prisma6, "schema.prisma", "datasource db {\n  provider = \"sqlite\"\n}\n"))
	for _, d := range findings {
		if d.Code == code.MissingProperty {
			fmt.Println(d.Subject.Block, "lacks", d.Subject.Member)
		}
	}
	// Output:
	// db lacks url
}

func ExampleValidate_relations() {
	s, findings := psl.Validate(psl.Parse("blog.prisma", blog))
	if err := findings.Err(); err != nil {
		fmt.Println(err)
		return
	}
	for _, r := range s.Relations {
		many := map[bool]string{true: "many", false: "one"}[r.Type == schema.OneToMany]
		fmt.Printf("%s.%s refers to one %s, which has %s\n", r.From.Name(), r.Forward.Name(), r.To.Name(), many)
		fmt.Println("when that goes:", r.Forward.Relation.OnDelete)
	}
	user := s.Model("User")
	fmt.Println("the column of email is", user.Field("email").DatabaseName())
	// Output:
	// Post.author refers to one User, which has many
	// when that goes: Cascade
	// the column of email is e_mail
}

func ExampleValidate_documentation() {
	s, _ := psl.Validate(psl.Parse("blog.prisma", blog))
	for _, m := range s.Models {
		fmt.Printf("%s: %q\n", m.Name(), m.Documentation())
	}
	// Output:
	// User: ""
	// Post: "What people write."
}

func ExampleValidate_datasource() {
	s, _ := psl.Validate(psl.ParseAs(psl.Prisma6, "schema.prisma", `datasource db {
  provider = "postgresql"
  url      = env("DATABASE_URL")
}
`))
	for _, ds := range s.Datasources {
		fmt.Println(ds.Name(), ds.Text("provider"), ds.Variable("url"))
	}
	// Output:
	// db postgresql DATABASE_URL
}

func ExampleParseAs() {
	const text = `datasource db {
  provider = "sqlite"
  url      = "file:dev.db"
}
`
	for _, version := range []psl.Version{psl.Prisma6, psl.Prisma7} {
		_, findings := psl.Validate(psl.ParseAs(version, "schema.prisma", text))
		fmt.Println(version, len(findings))
	}
	// Output:
	// 6 0
	// 7 1
}

func ExampleFormat() {
	fmt.Print(psl.Format("model User{\nid Int@id\nemail String @unique // where to write\n}"))
	// Output:
	// model User {
	//   id    Int    @id
	//   email String @unique // where to write
	// }
}

func ExampleWalk() {
	file := psl.Parse("blog.prisma", blog)
	calls := 0
	psl.Walk(file, func(n psl.Node) bool {
		if call, ok := n.(*syntax.Call); ok {
			calls++
			fmt.Println(call.Name.Text(file.File), "on line", file.Line(call.Pos().Start))
		}
		return true
	})
	fmt.Println(calls)
	// Output:
	// autoincrement on line 6
	// 1
}

func ExampleEdit() {
	file := psl.Parse("blog.prisma", blog)
	draft := psl.Edit(file)
	draft.AddField(file.Block("Post"), "likes Int @default(0)", psl.After("title"))
	files, err := draft.Apply()
	if err != nil {
		fmt.Println(err)
		return
	}
	_, findings := psl.Validate(files...)
	fmt.Println("findings:", len(findings))
	fmt.Println(files[0].Slice(files[0].Block("Post").Span))
	// Output:
	// findings: 0
	// model Post {
	//   id       Int     @id
	//   title    String?
	//   likes    Int     @default(0)
	//   author   User    @relation(fields: [authorId], references: [id], onDelete: Cascade)
	//   authorId Int
	//
	//   @@index([authorId])
	// }
}
