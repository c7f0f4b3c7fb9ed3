package connector_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"create-app/internal/oracle"
	"create-app/psl/connector"
)

// arguments are tried behind every native type.
var arguments = [...]string{
	"", "0", "1", "2", "6", "7", "30", "31", "38", "39", "53", "54", "64", "65", "66", "255", "256", "1000", "1001", "4000", "4001", "8000", "8001",
	"65535", "65536", "4294967295", "4294967296", "-1", "1.5", "Max", "max", `"5"`, "1, 1", "1, 2", "10, 3", "0, 0", "65, 30", "65, 31", "66, 30",
	"38, 38", "39, 1", "1000, 1", "1001, 1", "1, 2, 3", "Max, 1",
}

// TestNativeTypesAreThoseOfPrisma asks Prisma about every native type of any
// database behind every scalar of every database, and about all arguments where
// the two go together and there are any: the tables in this package say the same.
func TestNativeTypesAreThoseOfPrisma(t *testing.T) {
	if testing.Short() {
		t.Skip("some 20,000 schemas for each version of Prisma")
	}
	for _, version := range oracle.Versions {
		t.Run(fmt.Sprint(version), func(t *testing.T) {
			var probes []probe
			for _, provider := range connector.Providers() {
				database, ok := connector.ByProvider(provider)
				require.True(t, ok)
				probes = append(probes, nativeTypeProbes(version, database)...)
			}
			for i, answer := range ask(t, version, probes) {
				assert.Equal(t, answer.OK(), probes[i].want, probes[i].name)
			}
		})
	}
}

func ask(t *testing.T, version int, probes []probe) []oracle.Answer {
	t.Helper()
	requests := make([]oracle.Request, len(probes))
	for i, p := range probes {
		requests[i] = oracle.Request{Text: p.text, Lint: true}
	}
	answers, err := oracle.ForTest(t, version).Ask(requests...)
	require.NoError(t, err)
	return answers
}

type probe struct {
	name, text string
	want       bool
}

func nativeTypeProbes(version int, database *connector.Connector) []probe {
	var probes []probe
	for _, name := range allNativeTypes() {
		native, known := database.NativeType(name)
		for s := connector.Int; s <= connector.Decimal; s++ {
			for _, args := range arguments {
				fits := known && native.Scalars.Has(s)
				if args != "" && (!fits || native.Arguments == connector.NoArguments && args != "1") {
					continue
				}
				written := "@db." + name
				if args != "" {
					written += "(" + args + ")"
				}
				want := fits && database.Has(needs[s]) && takes(native, args, s)
				probes = append(probes, probe{database.Provider + " " + s.String() + " " + written, schemaWith(version, database, s.String()+" "+written), want})
			}
		}
	}
	return probes
}

// needs are the capabilities without which a database has no fields of a type.
var needs = map[connector.Scalar]connector.Capability{connector.Json: connector.JsonType, connector.Decimal: connector.DecimalType}

func takes(native *connector.NativeType, args string, s connector.Scalar) bool {
	var list []string
	if args != "" {
		list = strings.Split(args, ", ")
	}
	required, optional := native.Counts()
	return len(list) >= required && len(list) <= required+optional && native.Check(list, s) == connector.NoProblem
}

func allNativeTypes() []string {
	seen := map[string]bool{}
	names := []string{"Nope"}
	for _, provider := range connector.Providers() {
		database, _ := connector.ByProvider(provider)
		for _, n := range database.NativeTypes {
			if !seen[n.Name] {
				names = append(names, n.Name)
			}
			seen[n.Name] = true
		}
	}
	return names
}

func schemaWith(version int, database *connector.Connector, field string) string {
	url, id := "", "id Int @id"
	if version == 6 {
		url = "  url = env(\"X\")\n"
	}
	if database.Provider == "mongodb" {
		id += ` @map("_id")`
	}
	return fmt.Sprintf("datasource db {\n  provider = %q\n%s}\nmodel A {\n  %s\n  x %s\n}\n", database.Provider, url, id, field)
}

// TestPreviewFeaturesAreThoseOfPrisma asks about every feature that either
// version knows, for every database.
func TestPreviewFeaturesAreThoseOfPrisma(t *testing.T) {
	names := []string{
		"fullTextSearchPostgres", "metrics", "nativeDistinct", "partialIndexes", "postgresqlExtensions", "reactNative", "relationJoins",
		"schemaEngineDriverAdapters", "shardKeys", "strictUndefinedChecks", "typedSql", "views", "fullTextSearch", "tracing", "DENO", "nope", "", "a b",
	}
	for _, version := range oracle.Versions {
		t.Run(fmt.Sprint(version), func(t *testing.T) {
			var probes []probe
			var standings []connector.Standing
			for _, provider := range connector.Providers() {
				database, _ := connector.ByProvider(provider)
				for _, name := range names {
					text := schemaWith(version, database, "Int") + fmt.Sprintf("generator g {\n  provider = \"x\"\n  previewFeatures = [%q]\n}\n", name)
					_, standing := connector.PreviewByName(name, version, database)
					probes = append(probes, probe{provider + " " + name, text, standing != connector.UnknownFeature})
					standings = append(standings, standing)
				}
			}
			for i, answer := range ask(t, version, probes) {
				assert.Equal(t, answer.OK(), probes[i].want, probes[i].name)
				warned := standings[i] == connector.SettledFeature || standings[i] == connector.LeavingFeature || standings[i] == connector.RenamedFeature
				assert.Equal(t, len(answer.Warnings) > 0, warned, probes[i].name)
			}
		})
	}
}
