package project

import (
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestSQLiteFile(t *testing.T) {
	dir := t.TempDir()
	whole := filepath.Join(dir, "x.db")
	for url, want := range map[string]string{
		"file:./dev.db":                         filepath.Join(dir, "dev.db"),
		"file:../a/dev.db?connection_limit=1":   filepath.Join(dir, "..", "a", "dev.db"),
		"file:" + filepath.ToSlash(whole):       whole,
		"file:" + filepath.ToSlash(whole) + "?": whole,
		"file://" + filepath.ToSlash(whole):     whole,
		"file:":                                 "",
		"file::memory:?cache=shared":            "",
		"postgresql://a@b/c":                    "",
		"./dev.db":                              "",
		"":                                      "",
	} {
		file, ok := SQLiteFile(url, dir)
		assert.Equal(t, want, file, url)
		assert.Equal(t, want != "", ok, url)
	}
	file, _ := SQLiteFile("file:./dev.db", "")
	assert.Equal(t, "dev.db", file)
}
