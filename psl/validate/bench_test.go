package validate

import (
	"fmt"
	"math"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"create-app/internal/oracle"
	"create-app/psl/syntax"
)

var sizes = [...]int{10, 1000, 5000}

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
	for _, n := range sizes {
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
	for _, n := range sizes {
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
	for _, n := range sizes {
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

// BenchmarkPrisma is the same text under Prisma's lint, in node and without the
// time that talking to it takes. The mean is what counts; the best of all calls
// shows how much of it is noise.
func BenchmarkPrisma(b *testing.B) {
	for _, version := range oracle.Versions {
		o := oracle.ForTest(b, version)
		for _, n := range sizes {
			text := manyModels(n)
			if version == 6 {
				text = strings.Replace(text, `"postgresql"`, `"postgresql"`+"\n  url      = env(\"DATABASE_URL\")", 1)
			}
			b.Run(fmt.Sprintf("prisma=%d/models=%d", version, n), func(b *testing.B) { prismaLint(b, o, text) })
		}
	}
}

func prismaLint(b *testing.B, o *oracle.Oracle, text string) {
	lint := func() int64 {
		answers, err := o.Ask(oracle.Request{Text: text, Lint: true, Time: true})
		require.NoError(b, err)
		require.True(b, answers[0].OK(), answers[0].Errors)
		return answers[0].Nanoseconds
	}
	for spent := time.Duration(0); spent < time.Second; { // until node has compiled it
		spent += time.Duration(lint())
	}
	var total int64
	best := int64(math.MaxInt64)
	for b.ResetTimer(); b.Loop(); {
		took := lint()
		total += took
		best = min(best, took)
	}
	b.ReportMetric(float64(total)/float64(b.N), "ns/op")
	b.ReportMetric(float64(len(text))*float64(b.N)/float64(total)*1e3, "MB/s-inside")
	b.ReportMetric(float64(len(text))/float64(best)*1e3, "MB/s-best")
}
