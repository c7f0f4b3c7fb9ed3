package validate

import (
	"fmt"
	"strings"
	"testing"

	"create-app/psl/syntax"
)

// manyModels is a schema of n models, each with keys, an enum field, native
// types, defaults and a relation to the model before.
func manyModels(n int) string {
	var b strings.Builder
	b.WriteString("datasource db {\n  provider = \"postgresql\"\n}\n\ngenerator client {\n  provider = \"prisma-client\"\n  output   = \"../generated\"\n}\n\nenum Role {\n  USER\n  ADMIN\n}\n")
	for i := range n {
		fmt.Fprintf(&b, `
model Account%[1]d {
  id        Int      @id @default(autoincrement())
  createdAt DateTime @default(now()) @map("created_at")
  updatedAt DateTime @updatedAt @map("updated_at")
  email     String   @unique @db.VarChar(255)
  name      String?
  role      Role     @default(USER)
  balance   Decimal  @default(0) @db.Decimal(12, 2)
  parentId  Int?
  parent    Account%[2]d? @relation("parent%[1]d", fields: [parentId], references: [id], onDelete: SetNull)
  children  Account%[3]d[] @relation("parent%[3]d")

  @@unique([name, role])
  @@index([parentId])
  @@map("account_%[1]d")
}
`, i, (i+n-1)%n, (i+1)%n)
	}
	return b.String()
}

// BenchmarkSchema measures reading and judging together, which is what Prisma's
// lint does.
func BenchmarkSchema(b *testing.B) {
	for _, n := range []int{10, 1000, 5000} {
		text := manyModels(n)
		b.Run(fmt.Sprintf("models=%d", n), func(b *testing.B) {
			b.SetBytes(int64(len(text)))
			b.ReportAllocs()
			for b.Loop() {
				if list := Schema([]*syntax.File{syntax.Parse("schema.prisma", text)}, Options{}); len(list) > 0 {
					b.Fatal(list)
				}
			}
		})
	}
}

// BenchmarkParse is the reading alone.
func BenchmarkParse(b *testing.B) {
	for _, n := range []int{10, 1000, 5000} {
		text := manyModels(n)
		b.Run(fmt.Sprintf("models=%d", n), func(b *testing.B) {
			b.SetBytes(int64(len(text)))
			b.ReportAllocs()
			for b.Loop() {
				syntax.Parse("schema.prisma", text)
			}
		})
	}
}

// BenchmarkRules leaves reading out.
func BenchmarkRules(b *testing.B) {
	for _, n := range []int{10, 1000, 5000} {
		text := manyModels(n)
		files := []*syntax.File{syntax.Parse("schema.prisma", text)}
		b.Run(fmt.Sprintf("models=%d", n), func(b *testing.B) {
			b.SetBytes(int64(len(text)))
			b.ReportAllocs()
			for b.Loop() {
				Schema(files, Options{})
			}
		})
	}
}
