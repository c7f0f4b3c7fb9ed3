package scaffold

import (
	"fmt"
	"path/filepath"
	"strings"
	"unicode"
	"unicode/utf8"

	"create-app/scaffold/change"

	"github.com/spf13/afero"

	"create-app/plain"
)

// place is where a new project goes and what it is called.
type place struct {
	path string // absolute, without symbolic links as far as it exists
	name string // npm package name
}

// locate finds the place that a typed folder means, starting at cwd. It
// refuses bad names of folders that are to be made, and paths that leave cwd
// without being absolute.
func locate(fsys afero.Fs, cwd string, o Options) (place, error) {
	typed := o.Dir
	if err := checkTyped(typed); err != nil {
		return place{}, err
	}
	target, name := split(cwd, typed)
	if filepath.Dir(target) == target {
		return place{}, &OptionError{Option: "dir", Message: change.Quote(typed) + " is the root of the disk", Advice: `type a folder name such as "my-app"`}
	}
	if !filepath.IsAbs(typed) && !change.Within(cwd, target) {
		return place{}, outside(typed, fmt.Sprintf("%s is outside the working directory", change.Quote(typed)), target)
	}
	switch err := ValidateName(name); {
	case o.Name != "":
		name = o.Name
	case err != nil && isFolder(fsys, target): // which was made before, by whatever name
		name = SuggestName(name)
	case err != nil:
		return place{}, err
	}
	real, err := change.Resolve(fsys, target, typed)
	if err != nil {
		return place{}, err
	}
	if filepath.IsAbs(typed) {
		return place{real, name}, nil
	}
	home, err := change.Resolve(fsys, cwd, cwd)
	if err != nil {
		return place{}, fmt.Errorf("resolve the working directory: %w", err)
	}
	if !change.Within(home, real) {
		return place{}, outside(typed, fmt.Sprintf("%s leaves the working directory through a symbolic link", change.Quote(typed)), real)
	}
	return place{real, name}, nil
}

func isFolder(fsys afero.Fs, path string) bool {
	info, err := fsys.Stat(path)
	return err == nil && info.IsDir()
}

// CheckDir says whether a project can go into the typed folder, as [NewPlan]
// would: its form, its name and what is there already.
func CheckDir(fsys afero.Fs, cwd string, o Options) error {
	where, err := locate(fsys, cwd, o)
	if err != nil {
		return err
	}
	_, err = checkTarget(fsys, where.path, o)
	return err
}

// Occupants counts what stands in the typed folder, besides what a new project
// has room for; 0 where it cannot be looked at.
func Occupants(fsys afero.Fs, cwd, typed string) int {
	where, err := locate(fsys, cwd, Options{Dir: typed})
	if err != nil {
		return 0
	}
	names, _ := occupants(fsys, where.path)
	return len(names)
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
		return refuse("folder %s is not valid UTF-8", change.Quote(typed))
	case strings.ContainsFunc(typed, unicode.IsControl):
		return refuse("folder %s has a control character", change.Quote(typed))
	}
	parts := strings.Split(filepath.ToSlash(typed), "/")
	if strings.HasPrefix(parts[0], "~") {
		return refuse("folder %s begins with \"~\", which only a shell understands, and only without quotes", change.Quote(typed))
	}
	for _, part := range parts {
		if part == "node_modules" || part == ".git" {
			return refuse("folder %s is inside %s, which belongs to another tool", change.Quote(typed), part)
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
