package validate

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"create-app/psl/diag"
	"create-app/psl/syntax"
)

// What Prisma 6 and Prisma 7 say against these is different.
const (
	urlOf6    = "datasource db {\n  provider = \"sqlite\"\n  url      = \"file:dev.db\"\n}\n"
	objectOf7 = "datasource db {\n  provider = \"postgresql\"\n}\n\ngenerator client {\n  provider        = \"prisma-client\"\n  output          = \"x\"\n" +
		"  previewFeatures = [\"partialIndexes\"]\n}\n\nmodel A {\n  id Int @id\n  a  Int\n\n  @@index([a], where: { a: 1 })\n}\n"
)

func codesOf(list diag.List) []string {
	codes := []string{}
	for _, d := range list {
		codes = append(codes, string(d.Code))
	}
	return codes
}

// TestAFileIsJudgedAsWhatItWasRead: the version that a file was read as is the
// one that judges it, in whatever way the file was come by.
func TestAFileIsJudgedAsWhatItWasRead(t *testing.T) {
	for name, test := range map[string]struct {
		text   string
		as6    []string
		as7    []string
		parsed int // diagnostics of grammar under Prisma 6
	}{
		"url":             {text: urlOf6, as6: []string{}, as7: []string{"url-in-schema"}},
		"object":          {text: objectOf7, as6: []string{"missing-property", "unknown-preview-feature", "invalid-field-line"}, as7: []string{}, parsed: 1},
		"byte-order-mark": {text: "\ufeff\n" + objectOf7, as6: []string{"byte-order-mark", "missing-property", "unknown-preview-feature", "invalid-field-line"}, as7: []string{"byte-order-mark"}, parsed: 1},
	} {
		t.Run(name, func(t *testing.T) {
			six, seven := syntax.ParseAs(syntax.Prisma6, "a.prisma", test.text), syntax.Parse("a.prisma", test.text)
			assert.Equal(t, syntax.Prisma6, six.Version)
			assert.Len(t, six.Diagnostics, test.parsed)
			assert.Equal(t, syntax.Prisma7, seven.Version)
			for file, want := range map[*syntax.File][]string{six: test.as6, seven: test.as7, six.As(syntax.Prisma7): test.as7, seven.As(syntax.Prisma6): test.as6} {
				assert.ElementsMatch(t, want, codesOf(Schema([]*syntax.File{file}, Options{})))
			}
		})
	}
}

// TestFilesOfTwoVersionsAreOneSchema: where files were read as different
// versions, all are judged as the first was, and none half as the one and half
// as the other.
func TestFilesOfTwoVersionsAreOneSchema(t *testing.T) {
	const other = "model B {\n  id Int @id\n  b  Int\n\n  @@index([b], where: { b: 1 })\n}\n"
	for _, first := range []syntax.Version{syntax.Prisma6, syntax.Prisma7} {
		want := Schema([]*syntax.File{syntax.ParseAs(first, "a.prisma", objectOf7), syntax.ParseAs(first, "b.prisma", other)}, Options{})
		for _, second := range []syntax.Version{syntax.Prisma6, syntax.Prisma7} {
			files := []*syntax.File{syntax.ParseAs(first, "a.prisma", objectOf7), syntax.ParseAs(second, "b.prisma", other)}
			s, list := Resolve(files, Options{})
			assert.Equal(t, codesOf(want), codesOf(list), "%d, then %d", first, second)
			assert.Equal(t, first, s.Version)
			assert.Equal(t, first, s.Files[1].Version)
		}
	}
	assert.Empty(t, Schema(nil, Options{}), "no files are no schema")
}
