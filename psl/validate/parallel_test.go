package validate

import (
	"fmt"
	"runtime"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"create-app/psl/schema"
	"create-app/psl/syntax"
)

// additions go into a model of manyModels. All but the last of them are wrong,
// and each found by another step of the work.
var additions = []string{
	"a Strnig",                            // a type that is nearly another
	"a Int\n  a String",                   // two fields of one name
	"a Int @default(\"x\")",               // a value of another type
	"a Int @map(\"name\")",                // a column of another field
	"a Int @nothing",                      // an attribute that is not there
	"a Account0 @relation(fields: [no])",  // a field that is not there
	"a Account1?",                         // a relation without its other side
	"a String @db.Nothing",                // a native type that is not there
	"@@index([parentId], map: \"same\")",  // a name that others have, too
	"@@index([id(sort: Up)])",             // a word that is none
	"a-b Int",                             // a name with a dash
	"}\n\nmodel Account0 {\n  id Int @id", // two models of one name
	"}\n\ngenerator a {\n  provider = \"x\"\n  provider = \"y\"\n}\n\nmodel String {\n  id Int @id", // a property twice, a model like a type
	"a Other",
}

// with adds lines in turn to every step-th model of 1,200.
func with(step int, lines ...string) string {
	text := manyModels(1200)
	for i := 0; i < 1200; i += step {
		at := fmt.Sprintf("\n  @@map(\"account_%d\")", i)
		text = strings.Replace(text, at, "\n  "+lines[i/step%len(lines)]+at, 1)
	}
	return text + "\nenum Other {\n  A\n  B\n}\n"
}

// TestPartsSayWhatTheWholeSays compares schemas large enough for several
// goroutines with what one says, diagnostic by diagnostic.
func TestPartsSayWhatTheWholeSays(t *testing.T) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(0))
	ambiguous := strings.Replace(with(100, "a String @db.Nothing"), "model Account750 {", "model Account750 {\n  a Account1[]\n  b Account1[]", 1)
	cases := map[string]string{"none": manyModels(1200), "all": with(7, additions...), "ambiguous": ambiguous}
	for _, line := range additions {
		cases[line] = with(100, line)
	}
	for name, text := range cases {
		runtime.GOMAXPROCS(1)
		files := []*syntax.File{syntax.Parse("schema.prisma", text)}
		_, resolved := schema.Resolve(files)
		judged := Schema(files, Options{})
		assert.Equal(t, name == "none" || name == "a Other", len(judged) == 0, name)

		runtime.GOMAXPROCS(5)
		require.True(t, assert.ObjectsAreEqual(files[0].Items, syntax.Parse("schema.prisma", text).Items), name)
		_, again := schema.Resolve(files)
		assert.True(t, assert.ObjectsAreEqual(resolved, again), "%s: the schema, in the order of the work", name)
		assert.True(t, assert.ObjectsAreEqual(judged, Schema(files, Options{})), name)
	}
}
