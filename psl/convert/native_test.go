package convert_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"create-app/psl/connector"
	"create-app/psl/convert"
	"create-app/psl/schema"
	"create-app/psl/syntax"
)

// samples are arguments worth trying for a native type.
func samples(t *connector.NativeType) []string {
	switch t.Arguments {
	case connector.Number:
		return []string{"(1)", "(10)", "(60)"}
	case connector.OptionalNumber:
		return []string{"", "(1)", "(3)", "(6)"}
	case connector.OptionalNumbers:
		return []string{"", "(10, 2)", "(30, 30)", "(38, 0)"}
	case connector.OptionalSize:
		return []string{"", "(1)", "(500)", "(4000)", "(Max)"}
	}
	return []string{""}
}

// larger adds arguments at the ends of the ranges.
func larger(t *connector.NativeType) []string {
	list := samples(t)
	if r := t.First; r != nil && t.Arguments != connector.OptionalNumbers {
		list = append(list, fmt.Sprintf("(%d)", max(r.Min, 1)), fmt.Sprintf("(%d)", r.Max))
	}
	switch t.Name {
	case "VarChar", "Char", "String":
		list = append(list, "(255)", "(256)")
		if t.First == nil {
			list = append(list, "(768)", "(769)", "(5000)", "(100000)")
		}
	case "Decimal":
		if t.First.Max > 65 {
			list = append(list, "(1000, 500)")
		}
	}
	return list
}

// each calls f for every native type of every database behind every scalar it takes.
func each(t *testing.T, f func(t *testing.T, from, field string, unique bool)) {
	for _, from := range databases() {
		c, _ := connector.ByProvider(provider(from))
		for i := range c.NativeTypes {
			native := &c.NativeTypes[i]
			for _, scalar := range native.Scalars.List() {
				for _, args := range larger(native) {
					if native.OneForBoolean && scalar == connector.Boolean && args != "(1)" {
						continue
					}
					var list []string
					if args != "" {
						list = strings.Split(strings.Trim(args, "()"), ", ")
					}
					if len(list) > 0 && native.Check(list, scalar) != connector.NoProblem {
						continue
					}
					f(t, from, fmt.Sprintf("x %s @db.%s%s", scalar, native.Name, args), native.MayBeIndexed(list))
				}
			}
		}
	}
}

func TestEveryNativeTypeBecomesOneTheTargetHas(t *testing.T) {
	tried := 0
	each(t, func(t *testing.T, from, field string, unique bool) {
		for _, to := range databases() {
			for _, suffix := range []string{"", " @unique"} {
				if suffix != "" && !unique {
					continue
				}
				out := move(t, inModel(from, field+suffix), to, convert.Options{})
				if target := provider(to); suffix != "" && strings.HasPrefix(field, "x Json ") && target != provider(from) && (target == "mysql" || target == "sqlserver") {
					assert.True(t, out.Report.Refused(), "%s to %s: %s", from, to, field) // they have no keys of Json
					continue
				}
				require.False(t, out.Report.Refused(), "%s to %s: %s: %v", from, to, field, out.Report)
				checkNative(t, fmt.Sprintf("%s to %s: %s%s", from, to, field, suffix), out.Files[0], to, suffix != "")
				tried++
			}
		}
	})
	assert.Greater(t, tried, 4000)
}

// checkNative looks at the field x of the only model against the tables of psl/connector.
func checkNative(t *testing.T, name string, file *syntax.File, to string, unique bool) {
	t.Helper()
	s, diags := schema.Resolve([]*syntax.File{file})
	require.False(t, diags.HasErrors(), "%s: %v\n%s", name, diags, file.Text)
	f := s.Models[0].Field("x")
	c, _ := connector.ByProvider(provider(to))
	if f.Native == nil {
		return
	}
	native, found := c.NativeType(f.Native.Name)
	require.True(t, found, "%s gives @db.%s", name, f.Native.Name)
	var args []string
	for _, arg := range f.Native.Args() {
		args = append(args, file.Slice(arg.Span))
	}
	required, optional := native.Counts()
	assert.True(t, native.Scalars.Has(f.Type.Scalar), "%s: @db.%s does not take %s", name, f.Native.Name, f.Type.Scalar)
	assert.True(t, len(args) >= required && len(args) <= required+optional, "%s: @db.%s%v", name, f.Native.Name, args)
	assert.Equal(t, connector.NoProblem, native.Check(args, f.Type.Scalar), "%s: @db.%s%v", name, f.Native.Name, args)
	assert.True(t, !unique || native.MayBeIndexed(args), "%s: @db.%s%v cannot be unique", name, f.Native.Name, args)
}

func TestNativeTypes(t *testing.T) {
	for _, test := range []struct{ from, to, in, want string }{
		{"postgresql", "mysql", "x String @db.VarChar(255)", "x String @db.VarChar(255)"},
		{"postgresql", "mysql", "x String @db.Uuid", "x String @db.Char(36)"},
		{"postgresql", "mysql", "x String @db.Text", "x String @db.Text"},
		{"postgresql", "mysql", "x String @unique @db.Text", "x String @unique @db.VarChar(191)"},
		{"postgresql", "mysql", "x String @unique @db.VarChar(5000)", "x String @unique @db.VarChar(768)"},
		{"postgresql", "mysql", "x String @db.VarChar(20000)", "x String @db.MediumText"},
		{"postgresql", "mysql", "x String @db.Char(300)", "x String @db.VarChar(300)"},
		{"postgresql", "mysql", "x Json @db.JsonB", "x Json @db.Json"},
		{"postgresql", "mysql", "x DateTime @db.Timestamptz", "x DateTime @db.DateTime(6)"},
		{"postgresql", "mysql", "x DateTime @db.Timestamp(3)", "x DateTime @db.DateTime(3)"},
		{"postgresql", "mysql", "x Decimal @db.Decimal(1000, 500)", "x Decimal @db.Decimal(65, 30)"},
		{"postgresql", "mysql", "x Decimal @db.Money", "x Decimal @db.Decimal(19, 2)"},
		{"postgresql", "mysql", "x Boolean @db.Boolean", "x Boolean @db.TinyInt"},
		{"postgresql", "cockroachdb", "x Int @db.Integer", "x Int @db.Int4"},
		{"postgresql", "cockroachdb", "x String @db.Citext", "x String @db.String"},
		{"postgresql", "cockroachdb", "x Decimal @db.Decimal(10,2)", "x Decimal @db.Decimal(10,2)"},
		{"postgresql", "sqlserver", "x String @db.VarChar(255)", "x String @db.NVarChar(255)"},
		{"postgresql", "sqlserver", "x String @db.Text", "x String @db.NVarChar(Max)"},
		{"postgresql", "sqlserver", "x String @db.Uuid", "x String @db.UniqueIdentifier"},
		{"postgresql", "sqlserver", "x Decimal @db.Decimal(50, 10)", "x Decimal @db.Decimal(38, 10)"},
		{"postgresql", "sqlserver", "x Bytes @db.ByteA", "x Bytes @db.VarBinary(Max)"},
		{"postgresql", "sqlite", "x String @db.Uuid", "x String"},
		{"mysql", "postgresql", "x Int @db.UnsignedInt", "x Int @db.Integer"},
		{"mysql", "postgresql", "x Boolean @db.TinyInt", "x Boolean @db.Boolean"},
		{"mysql", "postgresql", "x Int @db.TinyInt", "x Int @db.SmallInt"},
		{"mysql", "postgresql", "x String @db.LongText", "x String @db.Text"},
		{"mysql", "postgresql", "x String @db.TinyText", "x String @db.Text"},
		{"mysql", "postgresql", "x DateTime @db.DateTime", "x DateTime @db.Timestamp(0)"},
		{"mysql", "sqlserver", "x Bytes @db.Bit(9)", "x Bytes @db.VarBinary(2)"},
		{"mysql", "cockroachdb", "x String @db.VarChar(191)", "x String @db.String(191)"},
		{"cockroachdb", "mysql", "x String @db.String", "x String @db.LongText"},
		{"cockroachdb", "postgresql", "x String @db.CatalogSingleChar", "x String @db.Char(1)"},
		{"sqlserver", "postgresql", "x String @db.NVarChar(Max)", "x String @db.Text"},
		{"sqlserver", "postgresql", "x Float @db.Float(24)", "x Float @db.Real"},
		{"sqlserver", "mysql", "x DateTime @db.DateTimeOffset", "x DateTime @db.DateTime(6)"},
		{"sqlserver", "mysql", "x Int @db.Bit", "x Int @db.TinyInt"},
		{"sqlserver", "mysql", "x Bytes @db.Binary(255)", "x Bytes @db.Binary(255)"},
		{"sqlserver", "mysql", "x Bytes @db.Binary(256)", "x Bytes @db.VarBinary(256)"},
		{"sqlserver", "mysql", "x Bytes @db.VarBinary(255)", "x Bytes @db.VarBinary(255)"},
		{"mysql", "planetscale", "x String @db.MediumText", "x String @db.MediumText"},
	} {
		t.Run(test.from+" to "+test.to+" "+test.in, func(t *testing.T) {
			out := moved(t, inModel(test.from, test.in), test.to, convert.Options{})
			assert.Contains(t, out, "\n  "+test.want+"\n")
		})
	}
}
