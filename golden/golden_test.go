package golden_test

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"create-app/golden"
)

// recorder is a test that keeps what it was told instead of failing.
type recorder struct {
	testing.TB
	errors []string
}

func (r *recorder) Helper() {}

func (r *recorder) Errorf(format string, args ...any) {
	r.errors = append(r.errors, fmt.Sprintf(format, args...))
}

func TestCompare(t *testing.T) {
	tests := []struct {
		name, want, got string
		complaint       []string
	}{
		{"same-bytes-pass", "a\nb\n", "a\nb\n", nil},
		{"difference-fails-with-diff", "a\nb\n", "a\nc\n", []string{"\n a\n-b\n+c\n", "UPDATE_GOLDEN=1"}},
		{"line-ends-count", "a\r\n", "a\n", []string{"differs"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Setenv("UPDATE_GOLDEN", "")
			path := filepath.Join(t.TempDir(), "expected.txt")
			require.NoError(t, os.WriteFile(path, []byte(tt.want), 0o644))
			r := &recorder{TB: t}
			golden.Compare(r, path, []byte(tt.got))
			require.Equal(t, tt.complaint != nil, len(r.errors) > 0)
			for _, part := range tt.complaint {
				assert.Contains(t, r.errors[0], part)
			}
		})
	}
}

func TestAMissingFileFailsAndIsNotWritten(t *testing.T) {
	t.Setenv("UPDATE_GOLDEN", "")
	path := filepath.Join(t.TempDir(), "expected.txt")
	r := &recorder{TB: t}
	golden.Compare(r, path, []byte("a\n"))
	require.Len(t, r.errors, 1)
	assert.Contains(t, r.errors[0], "is missing")
	assert.NoFileExists(t, path)
}

func TestUpdatingWritesTheFile(t *testing.T) {
	t.Setenv("UPDATE_GOLDEN", "1")
	path := filepath.Join(t.TempDir(), "deep", "expected.txt")
	golden.Compare(t, path, []byte("a\n"))
	written, err := os.ReadFile(path)
	require.NoError(t, err)
	assert.Equal(t, "a\n", string(written))
}
