package env

import (
	"bytes"
	"context"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

type oracleCase struct {
	File    string            `json:"file"` // base64
	Environ map[string]string `json:"environ"`
}

type oracleResult struct {
	Parsed  map[string]string
	Dotenv  *oracleRead
	Prisma6 *oracleRead
	Next    *oracleRead
	Latest  *oracleRead
}

type oracleRead struct {
	Parsed  map[string]string
	Environ map[string]string
}

// askNPM runs the cases through the npm packages, or skips the test.
func askNPM(t *testing.T, cases []oracleCase) []oracleResult {
	t.Helper()
	node, err := exec.LookPath("node")
	if err != nil {
		t.Skip("node is not installed: nothing to compare with")
	}
	modules, err := filepath.Abs("../../.tools/dotenv")
	require.NoError(t, err)
	prisma := filepath.Join(modules, "..", "prisma6", "node_modules", "prisma", "build", "index.js")
	for _, p := range []string{filepath.Join(modules, ".installed"), prisma} {
		if _, err := os.Stat(p); err != nil {
			t.Skip("the dotenv packages are not installed: run .ci/dotenv-oracle.sh")
		}
	}
	input, err := json.Marshal(map[string]any{"modules": modules, "prisma": prisma, "cases": cases})
	require.NoError(t, err)
	ctx, cancel := context.WithTimeout(t.Context(), 5*time.Minute)
	defer cancel()
	cmd := exec.CommandContext(ctx, node, "testdata/oracle.cjs")
	cmd.Stdin = bytes.NewReader(input)
	cmd.Stderr = os.Stderr
	output, err := cmd.Output()
	require.NoError(t, err)
	var results []oracleResult
	require.NoError(t, json.Unmarshal(output, &results))
	require.Len(t, results, len(cases))
	return results
}

// agree compares one case with what npm made of it.
func agree(t *testing.T, file []byte, environ map[string]string, want oracleResult) {
	t.Helper()
	assert.Equal(t, want.Parsed, orEmpty(Parse(file).Vars().values), "parse of %q", file)
	for reader, read := range map[Reader]*oracleRead{Dotenv: want.Dotenv, Prisma6: want.Prisma6, Next: want.Next, DotenvExpand: want.Latest} {
		after := environOf(environ)
		got, err := reader.Load(Parse(file), after)
		if read == nil {
			assert.ErrorIs(t, err, errEndless, "%s of %q", reader, file)
			continue
		}
		if !assert.NoError(t, err, "%s of %q in %q", reader, file, environ) {
			continue
		}
		if reader != Dotenv {
			assert.Equal(t, read.Parsed, orEmpty(got.values), "%s of %q in %q", reader, file, environ)
		}
		assert.Equal(t, read.Environ, orEmpty(after.values), "environment after %s of %q in %q", reader, file, environ)
	}
}

func orEmpty(m map[string]string) map[string]string {
	if m == nil {
		return map[string]string{}
	}
	return m
}

// endlessFor lists the readers for which a case has no end. Some of the
// packages overflow their stack then, others fill the memory first.
func endlessFor(file []byte, environ map[string]string) (readers []Reader) {
	for _, r := range allReaders() {
		if _, err := r.Load(Parse(file), environOf(environ)); err != nil {
			readers = append(readers, r)
		}
	}
	return readers
}

func TestAgreesWithNPMOnTheTable(t *testing.T) {
	var asked []fileCase
	var cases []oracleCase
	for _, c := range allCases() {
		if c.latest == endless {
			continue // dotenv-expand 12 does not come back from it
		}
		asked = append(asked, c)
		cases = append(cases, oracleCase{base64.StdEncoding.EncodeToString([]byte(c.file)), orEmpty(c.environ)})
	}
	require.GreaterOrEqual(t, len(cases), 80)
	for i, result := range askNPM(t, cases) {
		t.Run(asked[i].name, func(t *testing.T) {
			agree(t, []byte(asked[i].file), asked[i].environ, result)
		})
	}
}

// TestAgreesWithNPMOnRandomFiles draws files from a fixed seed.
// DOTENV_CASES asks for more of them.
func TestAgreesWithNPMOnRandomFiles(t *testing.T) {
	count := 1_000
	if n, err := strconv.Atoi(os.Getenv("DOTENV_CASES")); err == nil {
		count = n
	}
	r := rand.New(rand.NewPCG(1, 2))
	var files [][]byte
	var cases []oracleCase
	for len(cases) < count {
		file, environ := randomFile(r), map[string]string{}
		for _, name := range []string{"A", "B", "V"} {
			if r.IntN(4) == 0 {
				environ[name] = strings.ToValidUTF8(randomValue(r, 3), "")
			}
		}
		if len(endlessFor(file, environ)) > 0 {
			continue
		}
		files = append(files, file)
		cases = append(cases, oracleCase{base64.StdEncoding.EncodeToString(file), environ})
	}
	for i, result := range askNPM(t, cases) {
		if agree(t, files[i], cases[i].Environ, result); t.Failed() {
			break
		}
	}
}

func randomFile(r *rand.Rand) []byte {
	var b strings.Builder
	for range 1 + r.IntN(5) {
		switch r.IntN(12) {
		case 0:
			b.WriteString(randomValue(r, 8)) // anything at all
		case 1:
			b.WriteString("# " + randomValue(r, 4))
		default:
			key := pick(r, "A", "B", "V", "export A", "export", "B.c-d", "1", " V", "\uFEFFA")
			quote := pick(r, "", "", `"`, "'", "`")
			b.WriteString(key + pick(r, "=", "=", " = ", ": ", ":", "=\n") + quote + randomValue(r, 5) + pick(r, quote, quote, quote, ""))
			b.WriteString(pick(r, "", "", " # c", "#", " x"))
		}
		b.WriteString(pick(r, "\n", "\n", "\n", "\r\n", "\r", "\u2028", ""))
	}
	return []byte(b.String())
}

func randomValue(r *rand.Rand, n int) string {
	var b strings.Builder
	for range r.IntN(n + 1) {
		b.WriteString(pick(r, "a", "b c", "$A", "${A}", "${B:-x}", "${V}", "$", "{", "}", `\$`, `\`, `\n`, `\r`, "\n", "#",
			`"`, "'", "`", `\"`, `\'`, "=", ":", ": ", "A=", " ", "\u00a0", "é", "🐎", "${A:-${B}}", "${A-y}", "${B:+z}", "$$", "$&", "${}", "\xff", "/", "@"))
	}
	return b.String()
}

func pick(r *rand.Rand, from ...string) string { return from[r.IntN(len(from))] }

// TestQuotedValuesAreReadBackByNPM is about what quoteLike says it can do.
func TestQuotedValuesAreReadBackByNPM(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	var values []string
	var cases []oracleCase
	for len(cases) < 2_000 {
		value := strings.ToValidUTF8(randomValue(r, 6), "")
		quoted, err := quoteLike(value, 0)
		if err != nil {
			continue
		}
		file := fmt.Sprintf("BEFORE=1\nVALUE=%s\nAFTER=2\n", quoted)
		values = append(values, value)
		cases = append(cases, oracleCase{base64.StdEncoding.EncodeToString([]byte(file)), map[string]string{"A": "from outside", "c": "d"}})
	}
	for i, result := range askNPM(t, cases) {
		for _, read := range []*oracleRead{result.Dotenv, result.Prisma6, result.Next, result.Latest} {
			require.NotNil(t, read)
			require.Equal(t, values[i], read.Environ["VALUE"], "%q", cases[i].File)
			require.Equal(t, "2", read.Environ["AFTER"])
		}
	}
}
