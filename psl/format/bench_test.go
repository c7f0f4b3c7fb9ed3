package format_test

import (
	"fmt"
	"runtime"
	"strings"
	"testing"

	"create-app/internal/oracle"
	"create-app/psl/complete"
	"create-app/psl/format"
	"create-app/psl/syntax"
)

// modelsOf is a schema of n models with all the usual things in it and no
// layout.
func modelsOf(n int) string {
	var b strings.Builder
	b.WriteString("generator client {\n  provider = \"prisma-client\"\n output = \"../generated\"\n}\n\ndatasource db {\n provider = \"postgresql\"\n}\n\nenum Role {\n  USER   @map(\"user\") // the usual\n  ADMIN @map(\"admin\")\n}\n\n")
	for i := range n {
		fmt.Fprintf(&b, `/// Model%[1]d is one of many.
model Model%[1]d {
  id Int @id @default(autoincrement())
  email String @unique @db.VarChar(255) // where to write to
  displayName   String?   @map("display_name")
  role Role @default(USER)
  createdAt DateTime @default(now()) @map( "created_at" )
  updatedAt DateTime @updatedAt
  tags String[]

  // who made it
  parentId Int?
  parent Model%[1]d? @relation("children%[1]d", fields: [parentId], references: [id], onDelete: Cascade)
  children Model%[1]d[] @relation("children%[1]d")

  @@index([email,createdAt( sort: Desc )])
  @@map("model_%[1]d")
}

`, i)
	}
	return b.String()
}

var sizes = []int{10, 1000, 5000}

func BenchmarkSource(b *testing.B) {
	for _, n := range sizes {
		text := modelsOf(n)
		b.Run(fmt.Sprintf("models=%d", n), func(b *testing.B) {
			b.SetBytes(int64(len(text)))
			b.ReportAllocs()
			for b.Loop() {
				format.Source(text)
			}
		})
	}
}

// BenchmarkCompleted is with relations completed first, which is what Prisma's
// formatter does.
func BenchmarkCompleted(b *testing.B) {
	for _, n := range sizes {
		text := modelsOf(n)
		b.Run(fmt.Sprintf("models=%d", n), func(b *testing.B) {
			b.SetBytes(int64(len(text)))
			b.ReportAllocs()
			for b.Loop() {
				complete.Format([]*syntax.File{syntax.Parse("", text)})
			}
		})
	}
}

// BenchmarkPrisma is the same with Prisma's formatter, in node and without the
// time that talking to it takes.
func BenchmarkPrisma(b *testing.B) {
	o := oracle.ForTest(b, 7)
	for _, n := range sizes {
		text := modelsOf(n)
		b.Run(fmt.Sprintf("models=%d", n), func(b *testing.B) {
			b.SetBytes(int64(len(text)))
			for range 3 { // until node has compiled it
				if _, err := o.Ask(oracle.Request{Text: text, Time: true}); err != nil {
					b.Fatal(err)
				}
			}
			b.ResetTimer()
			var total, memory int64
			for range b.N {
				answers, err := o.Ask(oracle.Request{Text: text, Time: true})
				if err != nil {
					b.Fatal(err)
				}
				total += answers[0].Nanoseconds
				memory = answers[0].Memory
			}
			b.ReportMetric(float64(total)/float64(b.N), "ns/op")
			b.ReportMetric(float64(len(text))*float64(b.N)/float64(total)*1e3, "MB/s-inside")
			b.ReportMetric(float64(memory)/(1<<20), "MiB-process")
		})
	}
}

// BenchmarkMemory reports what one call adds to the heap at its peak, in
// multiples of the text.
func BenchmarkMemory(b *testing.B) {
	text := modelsOf(5000)
	var before, after runtime.MemStats
	for b.Loop() {
		runtime.GC()
		runtime.ReadMemStats(&before)
		format.Source(text)
		runtime.ReadMemStats(&after)
	}
	b.ReportMetric(float64(after.TotalAlloc-before.TotalAlloc)/float64(len(text)), "×text")
}
