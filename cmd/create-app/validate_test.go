package main

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"create-app/psl/diag"
	"create-app/psl/token"
)

func TestValidateFlags(t *testing.T) {
	for _, tt := range []struct {
		args []string
		want validateOptions
		err  string
	}{
		{nil, validateOptions{}, ""},
		{[]string{"a.prisma", "b"}, validateOptions{schemaOptions: schemaOptions{Paths: []string{"a.prisma", "b"}}}, ""},
		{[]string{"--strict", "--sarif", "-"}, validateOptions{schemaOptions: schemaOptions{Paths: []string{"-"}}, Strict: true, SARIF: true}, ""},
		{[]string{"--prisma", "6", "--together", "a"}, validateOptions{schemaOptions: schemaOptions{Paths: []string{"a"}, Prisma: "6", Together: true}}, ""},
		{[]string{"--prisma=8"}, validateOptions{}, `--prisma: "8" is neither 6 nor 7`},
		{[]string{"-", "a"}, validateOptions{}, `"-" is standard input and goes with no other path`},
		{[]string{""}, validateOptions{}, "a path is empty"},
	} {
		var got *validateOptions
		cmd := newValidateCmd(&Env{}, func(o *validateOptions) error { got = o; return nil })
		cmd.SetArgs(append([]string{}, tt.args...))
		cmd.SilenceUsage, cmd.SilenceErrors = true, true
		err := cmd.Execute()
		if tt.err != "" {
			assert.EqualError(t, err, tt.err)
			assert.Equal(t, exitUsage, exitCode(err))
			continue
		}
		require.NoError(t, err)
		if len(tt.args) == 0 {
			got.Paths = nil
		}
		assert.Equal(t, &tt.want, got)
	}
}

func TestLogsNameFilesFromTheWorkingDirectory(t *testing.T) {
	inside, outside := token.NewFile("/work dir/prisma/a.prisma", "x"), token.NewFile("/elsewhere/b.prisma", "y")
	list := relativeTo("/work dir", diag.List{
		{File: inside, Related: []diag.Related{{File: outside}, {File: inside}}}, {File: token.NewFile("c.prisma", "z")},
	})
	assert.Equal(t, "prisma/a.prisma", list[0].File.Name)
	assert.Equal(t, "/elsewhere/b.prisma", list[0].Related[0].File.Name)
	assert.Same(t, list[0].File, list[0].Related[1].File)
	assert.Equal(t, "c.prisma", list[1].File.Name)
	for name, want := range map[string]string{
		"-": "-", "a b/c.prisma": "a b/c.prisma", "../work dir/d.prisma": "d.prisma", "../e.prisma": "/e.prisma", "/f.prisma": "/f.prisma", "..g.prisma": "..g.prisma",
	} {
		assert.Equal(t, want, nameBelow("/work dir", name))
	}
	assert.Equal(t, "/work dir/prisma/a.prisma", inside.Name, "the list that was given stays as it is")
}

func TestVerdict(t *testing.T) {
	e, w := diag.Diagnostic{}, diag.Diagnostic{Severity: diag.Warning}
	assert.Equal(t, "valid", verdict(nil))
	assert.Equal(t, "valid, 1 warning", verdict(diag.List{w}))
	assert.Equal(t, "1 error", verdict(diag.List{e}))
	assert.Equal(t, "2 errors, 2 warnings", verdict(diag.List{e, w, e, w}))
}
