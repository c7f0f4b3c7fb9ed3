package scaffold

import (
	"path/filepath"
	"strconv"
	"testing"

	"create-app/scaffold/change"

	"github.com/spf13/afero"
	"github.com/stretchr/testify/require"
)

func BenchmarkPlan(b *testing.B) {
	fsys, dir := afero.NewOsFs(), b.TempDir()
	o := DefaultOptions()
	o.Dir = "my-app"
	for b.Loop() {
		_, err := NewPlan(fsys, dir, o, "1.0.0")
		require.NoError(b, err)
	}
}

func BenchmarkApply(b *testing.B) {
	fsys, dir := afero.NewOsFs(), b.TempDir()
	o := DefaultOptions()
	i := 0
	for b.Loop() {
		i++
		o.Dir = "app-" + strconv.Itoa(i)
		plan, err := NewPlan(fsys, dir, o, "1.0.0")
		require.NoError(b, err)
		_, err = change.Writer{FS: fsys}.Apply(b.Context(), plan.Plan)
		require.NoError(b, err)
		require.FileExists(b, filepath.Join(dir, o.Dir, "package.json"))
	}
}
