// Package golden compares what a test got with an expected file beside it.
//
// [Compare] is the first call. UPDATE_GOLDEN=1 in the environment writes the expected files anew instead of
// comparing, which is the only way they should change; a missing file is a failure, not a first run. The package also
// holds, under testdata, whole projects as they are generated: one for every answer to every question, and for every
// two answers that have to do with each other.
package golden

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"testing"

	"github.com/aymanbagabas/go-udiff"
)

const updateVariable = "UPDATE_GOLDEN"

// Updating reports whether expected files are being rewritten.
func Updating() bool { return os.Getenv(updateVariable) == "1" }

// Compare fails the test, with a unified diff, unless the file at path holds exactly got. The test goes on.
func Compare(t testing.TB, path string, got []byte) {
	t.Helper()
	if Updating() {
		update(t, path, got)
		return
	}
	want, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		t.Errorf("%s is missing; run the test with %s=1 and look at what it writes", path, updateVariable)
		return
	}
	if err != nil {
		t.Errorf("read the expected file: %v", err)
		return
	}
	if !bytes.Equal(want, got) {
		t.Errorf("%s differs from what was made (- expected, + made); if the change is meant, run with %s=1\n%s",
			path, updateVariable, udiff.Unified("expected", "made", string(want), string(got)))
	}
}

// update leaves a file alone that is right already, so that its date says when it last changed.
func update(t testing.TB, path string, got []byte) {
	t.Helper()
	if have, err := os.ReadFile(path); err == nil && bytes.Equal(have, got) {
		return
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatalf("make the folder of an expected file: %v", err)
	}
	if err := os.WriteFile(path, got, 0o644); err != nil {
		t.Fatalf("write an expected file: %v", err)
	}
}
