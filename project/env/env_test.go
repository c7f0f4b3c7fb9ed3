package env

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func environOf(m map[string]string) *Vars {
	var v Vars
	for name, value := range m {
		v.Set(name, value)
	}
	return &v
}

func TestParse(t *testing.T) {
	for _, c := range allCases() {
		t.Run(c.name, func(t *testing.T) {
			f := Parse([]byte(c.file))
			got := f.Vars().values
			if got == nil {
				got = vars{}
			}
			assert.Equal(t, c.parsed, got)
			assert.Equal(t, c.file, string(f.Bytes()))
		})
	}
}

func TestLoadExpandsAsEachReaderDoes(t *testing.T) {
	for _, c := range allCases() {
		if _, ok := c.parsed["V"]; !ok {
			continue
		}
		for reader, want := range map[Reader]string{Prisma6: c.prisma6, Next: c.next, DotenvExpand: c.latest} {
			t.Run(c.name+"/"+reader.String(), func(t *testing.T) {
				got, err := reader.Load(Parse([]byte(c.file)), environOf(c.environ))
				if want == endless {
					require.ErrorIs(t, err, errEndless)
					return
				}
				require.NoError(t, err)
				value, _ := got.Lookup("V")
				assert.Equal(t, want, value)
			})
		}
	}
}

func TestEntriesKnowTheirLine(t *testing.T) {
	f := Parse([]byte("\uFEFF# c\r\nA=1\r\n\r\nexport B='x\r\ny'\r\nC\n=3\rD=4"))
	var got []Entry
	for _, e := range f.Entries {
		got = append(got, Entry{Key: e.Key, Value: e.Value, Line: e.Line})
	}
	assert.Equal(t, []Entry{
		{Key: "A", Value: "1", Line: 2}, {Key: "B", Value: "x\ny", Line: 4},
		{Key: "C", Value: "3", Line: 6}, {Key: "D", Value: "4", Line: 8},
	}, got)
}

func TestVarsOf(t *testing.T) {
	v := VarsOf([]string{"A=1", "B=x=y", "C=", "=C:=C:\\", "broken"})
	assert.Equal(t, map[string]string{"A": "1", "B": "x=y", "C": "", "=C:": `C:\`}, v.values)
}
