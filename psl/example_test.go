package psl_test

import (
	"fmt"

	"create-app/psl"
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

func ExampleValidate() {
	_, findings := psl.Validate(psl.Source{Name: "schema.prisma", Text: `datasource db {
  provider = "sqlite"
}

model User {
  id   Int @id
  name Strng
}
`})
	for _, d := range findings {
		fmt.Printf("%s:%d: %s: %s (%s)\n", d.File.Name, d.Line(), d.Severity, d.Message, d.Help)
	}
	// Output:
	// schema.prisma:7: error: unknown type "Strng" (did you mean "String"?)
}

func ExampleValidate_relations() {
	s, findings := psl.Validate(psl.Source{Name: "blog.prisma", Text: blog})
	if findings.HasErrors() {
		fmt.Println("not valid")
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

func ExampleValidateAs() {
	source := psl.Source{Name: "schema.prisma", Text: `datasource db {
  provider = "sqlite"
  url      = "file:dev.db"
}
`}
	for _, version := range []psl.Version{psl.Prisma6, psl.Prisma7} {
		_, findings := psl.ValidateAs(version, source)
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
