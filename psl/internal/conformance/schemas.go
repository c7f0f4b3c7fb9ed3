package conformance

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// Schemas reads the schemas below folder. Expected outputs of other tests are
// schemas too.
func Schemas(folder string) (names, texts []string, err error) {
	err = filepath.WalkDir(folder, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || !strings.HasSuffix(path, ".prisma") {
			return err
		}
		text, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		names, texts = append(names, path), append(texts, string(text))
		return nil
	})
	return names, texts, err
}
