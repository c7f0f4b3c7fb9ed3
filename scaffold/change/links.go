package change

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"

	"github.com/spf13/afero"
)

// errDangling is a symbolic link that leads nowhere, errLoop one that leads
// to itself.
var (
	errDangling = errors.New("is a symbolic link to something that does not exist")
	errLoop     = errors.New("goes round in a circle of symbolic links")
)

// explainLinks says what is wrong with the links of a path, which is shown as it
// was typed.
func explainLinks(shown string, err error) error {
	if errors.Is(err, errDangling) || errors.Is(err, errLoop) {
		return &Error{
			Message: fmt.Sprintf("%s %s", Quote(shown), err),
			Advice:  "remove the link, or choose another name",
			Cause:   err,
		}
	}
	if errors.Is(err, syscall.ENOTDIR) {
		return &Error{Message: Quote(shown) + " lies below a file", Advice: "choose another name", Cause: err}
	}
	return err
}

// Resolve follows every symbolic link in an absolute path; shown is what the
// user calls it. Parts that do not exist stay as they are, except behind a link:
// that one is dangling, which is an error.
func Resolve(fsys afero.Fs, path, shown string) (string, error) {
	real, err := resolveLinks(fsys, path)
	if err != nil {
		return "", explainLinks(shown, err)
	}
	return real, nil
}

// resolveLinks follows every symbolic link in an absolute path. Parts that do
// not exist stay as they are, except behind a link: that one is dangling.
func resolveLinks(fsys afero.Fs, path string) (string, error) {
	volume := filepath.VolumeName(path)
	rest := strings.Split(strings.Trim(path[len(volume):], string(filepath.Separator)), string(filepath.Separator))
	done := volume + string(filepath.Separator)
	linked := 0 // parts at the front of rest that come from a link
	for hops := 0; len(rest) > 0; {
		part := rest[0]
		rest = rest[1:]
		next := filepath.Join(done, part)
		info, err := lstat(fsys, next)
		switch {
		case errors.Is(err, fs.ErrNotExist) && linked > 0:
			return "", errDangling
		case errors.Is(err, fs.ErrNotExist):
			return filepath.Join(append([]string{next}, rest...)...), nil
		case err != nil:
			return "", readable(err)
		}
		linked = max(linked-1, 0)
		if info.Mode()&fs.ModeSymlink == 0 {
			done = next
			continue
		}
		if hops++; hops > 40 {
			return "", errLoop
		}
		link, err := fsys.(afero.LinkReader).ReadlinkIfPossible(next)
		if err != nil {
			return "", readable(err)
		}
		if filepath.IsAbs(link) {
			done = filepath.VolumeName(link) + string(filepath.Separator)
			link = link[len(filepath.VolumeName(link)):]
		}
		parts := strings.Split(strings.Trim(filepath.Clean(link), string(filepath.Separator)), string(filepath.Separator))
		linked += len(parts)
		rest = slices.Concat(parts, rest)
	}
	return done, nil
}

// Within reports whether path is dir or below it; both are clean and absolute.
func Within(dir, path string) bool {
	rel, err := filepath.Rel(dir, path)
	return err == nil && rel != ".." && !strings.HasPrefix(rel, ".."+string(filepath.Separator))
}

// Occupied reports whether there is anything at path, were it only a link that
// leads nowhere.
func Occupied(fsys afero.Fs, path string) (bool, error) {
	_, err := lstat(fsys, path)
	if errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	if err != nil {
		return false, readable(err)
	}
	return true, nil
}

// lstat looks at the link itself where the file system has links.
func lstat(fsys afero.Fs, path string) (fs.FileInfo, error) {
	if lstater, ok := fsys.(afero.Lstater); ok {
		info, _, err := lstater.LstatIfPossible(path)
		return info, err
	}
	return fsys.Stat(path)
}

// readable puts the reason of a failed system call first; the path stays.
func readable(err error) error {
	var pathErr *fs.PathError
	if errors.As(err, &pathErr) {
		return fmt.Errorf("%s: %w", pathErr.Path, pathErr.Err)
	}
	var linkErr *os.LinkError
	if errors.As(err, &linkErr) {
		return fmt.Errorf("%s: %w", linkErr.New, linkErr.Err)
	}
	return err
}
