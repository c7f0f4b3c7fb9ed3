package scaffold

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"unicode"
	"unicode/utf8"

	"github.com/spf13/afero"

	"create-app/plain"
)

// place is where a new project goes and what it is called.
type place struct {
	path string // absolute, without symbolic links as far as it exists
	name string // npm package name
}

// locate finds the place that a typed folder means, starting at cwd. It
// refuses bad names, and paths that leave cwd without being absolute.
func locate(fsys afero.Fs, cwd, typed string) (place, error) {
	if err := checkTyped(typed); err != nil {
		return place{}, err
	}
	target, name := split(cwd, typed)
	if filepath.Dir(target) == target {
		return place{}, &OptionError{Option: "dir", Message: quote(typed) + " is the root of the disk", Advice: `type a folder name such as "my-app"`}
	}
	if !filepath.IsAbs(typed) && !within(cwd, target) {
		return place{}, outside(typed, fmt.Sprintf("%s is outside the working directory", quote(typed)), target)
	}
	if err := ValidateName(name); err != nil {
		return place{}, err
	}
	real, err := resolveLinks(fsys, target)
	if err != nil {
		return place{}, linkError(typed, err)
	}
	if filepath.IsAbs(typed) {
		return place{real, name}, nil
	}
	home, err := resolveLinks(fsys, cwd)
	if err != nil {
		return place{}, fmt.Errorf("resolve the working directory: %w", err)
	}
	if !within(home, real) {
		return place{}, outside(typed, fmt.Sprintf("%s leaves the working directory through a symbolic link", quote(typed)), real)
	}
	return place{real, name}, nil
}

// CheckDir says whether a project can go into the typed folder, as [NewPlan]
// would: its form, its name and what is there already.
func CheckDir(fsys afero.Fs, cwd string, o Options) error {
	where, err := locate(fsys, cwd, o.Dir)
	if err != nil {
		return err
	}
	_, err = checkTarget(fsys, where.path, o)
	return err
}

// Target is the absolute path that a typed folder means.
func Target(cwd, typed string) string {
	target, _ := split(cwd, typed)
	return target
}

// checkTyped refuses text that is no path, and folders that belong to tools.
func checkTyped(typed string) error {
	refuse := func(format string, args ...any) error {
		return &OptionError{Option: "dir", Message: fmt.Sprintf(format, args...), Advice: `type a folder name such as "my-app"`}
	}
	switch {
	case strings.TrimSpace(typed) == "":
		return refuse("the folder's name is empty")
	case len(typed) > 4096:
		return refuse("the folder's path is %d bytes long", len(typed))
	case !utf8.ValidString(typed):
		return refuse("folder %s is not valid UTF-8", quote(typed))
	case strings.ContainsFunc(typed, unicode.IsControl):
		return refuse("folder %s has a control character", quote(typed))
	}
	parts := strings.Split(filepath.ToSlash(typed), "/")
	if strings.HasPrefix(parts[0], "~") {
		return refuse("folder %s begins with \"~\", which only a shell understands, and only without quotes", quote(typed))
	}
	for _, part := range parts {
		if part == "node_modules" || part == ".git" {
			return refuse("folder %s is inside %s, which belongs to another tool", quote(typed), part)
		}
	}
	return nil
}

// split gives the absolute path and the package name of a typed folder. In
// "@acme/web" the first part is the scope, not a folder.
func split(cwd, typed string) (target, name string) {
	target = filepath.Clean(typed)
	if !filepath.IsAbs(target) {
		target = filepath.Join(cwd, target)
	}
	parent, name := filepath.Split(target)
	scope := filepath.Base(parent)
	typedParts := strings.Split(filepath.ToSlash(filepath.Clean(typed)), "/")
	if strings.HasPrefix(scope, "@") && len(typedParts) > 1 {
		return filepath.Join(filepath.Dir(filepath.Clean(parent)), name), scope + "/" + name
	}
	return target, name
}

func outside(typed, message, absolute string) error {
	return &OptionError{
		Option:  "dir",
		Message: message,
		Advice:  "if that is what you want, give the absolute path: " + plain.Word(absolute),
	}
}

// within reports whether path is dir or below it; both are clean and absolute.
func within(dir, path string) bool {
	rel, err := filepath.Rel(dir, path)
	return err == nil && rel != ".." && !strings.HasPrefix(rel, ".."+string(filepath.Separator))
}

// errDangling is a symbolic link that leads nowhere, errLoop one that leads
// to itself.
var (
	errDangling = errors.New("is a symbolic link to something that does not exist")
	errLoop     = errors.New("goes round in a circle of symbolic links")
)

func linkError(typed string, err error) error {
	if errors.Is(err, errDangling) || errors.Is(err, errLoop) {
		return &Error{
			Message: fmt.Sprintf("%s %s", quote(typed), err),
			Advice:  "remove the link, or choose another name",
			Cause:   err,
		}
	}
	if errors.Is(err, syscall.ENOTDIR) {
		return &Error{Message: quote(typed) + " lies below a file", Advice: "choose another name", Cause: err}
	}
	return err
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
