package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/url"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"strings"
)

// about is release.json.
type about struct {
	Name       string `json:"name"`
	Scope      string `json:"scope"`      // of the npm packages, with the @
	Repository string `json:"repository"` // https address
	Licence    string `json:"licence"`    // SPDX
	Maintainer string `json:"maintainer"` // Name <address>, for .deb and .rpm
	Summary    string `json:"summary"`
}

// The placeholders that the owner replaces. README, docs and workflows have them, too.
const (
	scopePlaceholder      = "@SCOPE"
	repositoryPlaceholder = "https://github.com/OWNER/create-app"
	ownerPlaceholder      = "OWNER/create-app"
	addressPlaceholder    = "<EMAIL>"
)

func readAbout(file string) (about, error) {
	var a about
	text, err := os.ReadFile(file)
	if err != nil {
		return a, err
	}
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&a); err != nil {
		return a, fmt.Errorf("%s: %w", file, err)
	}
	if err := a.check(); err != nil {
		return a, fmt.Errorf("%s: %w", file, err)
	}
	return a, nil
}

// check refuses values that a registry or a package manager would refuse later.
func (a about) check() error {
	repository, err := url.Parse(a.Repository)
	switch {
	case !regexp.MustCompile(`^create-[a-z0-9-]+$`).MatchString(a.Name):
		return fmt.Errorf("name %q has to begin with create-, or \"npm create\" does not find it", a.Name)
	case a.Scope != scopePlaceholder && !regexp.MustCompile(`^@[a-z0-9-][a-z0-9._-]*$`).MatchString(a.Scope):
		return fmt.Errorf("scope %q is not one of npm, such as @acme", a.Scope)
	case err != nil || repository.Scheme != "https" || strings.Count(strings.Trim(repository.Path, "/"), "/") != 1 || strings.HasSuffix(a.Repository, "/"):
		return fmt.Errorf("repository %q is not an address such as https://host/owner/name", a.Repository)
	case a.Licence == "" || a.Summary == "":
		return errors.New("licence and summary must not be empty")
	case !regexp.MustCompile(`^[^<>]+ <[^<>\s]+>$`).MatchString(a.Maintainer):
		return fmt.Errorf("maintainer %q is not of the form Name <address>", a.Maintainer)
	}
	return nil
}

// unfilled names the keys that still have a placeholder.
func (a about) unfilled() []string {
	var keys []string
	if a.Scope == scopePlaceholder {
		keys = append(keys, "scope")
	}
	if strings.Contains(a.Repository, "OWNER") {
		keys = append(keys, "repository")
	}
	if strings.Contains(a.Maintainer, addressPlaceholder) {
		keys = append(keys, "maintainer")
	}
	return keys
}

// npmName is what people install: npm create SCOPE/app finds it under this name.
func (a about) npmName() string { return a.Scope + "/" + a.Name }

// owner is the repository without its host, as in acme/create-app.
func (a about) owner() string {
	_, rest, _ := strings.Cut(strings.TrimPrefix(a.Repository, "https://"), "/")
	return rest
}

// publisher is who the repository belongs to.
func (a about) publisher() string { return path.Dir(a.owner()) }

// download is the address of a file of a release.
func (a about) download(version, file string) string {
	return a.Repository + "/releases/download/v" + version + "/" + file
}

// filled replaces the placeholders in a text.
func (a about) filled(text []byte) []byte {
	return []byte(strings.NewReplacer(
		repositoryPlaceholder, a.Repository,
		ownerPlaceholder, a.owner(),
		scopePlaceholder, a.Scope,
	).Replace(string(text)))
}

// placeholderFiles are the files of the source, besides release.json, that people read or
// that other programs run, and that name the package or the repository.
func placeholderFiles(ctx context.Context, root string) ([]string, error) {
	out, err := output(ctx, root, nil, "git", "ls-files", "-z", "--", "*.md", "*.yml", "*.yaml", "cmd/create-app/version.go")
	if err != nil {
		return nil, err
	}
	var found []string
	for name := range strings.SplitSeq(out, "\x00") {
		if name == "" {
			continue // behind the last one
		}
		text, err := os.ReadFile(filepath.Join(root, name))
		if err != nil {
			return nil, err
		}
		if bytes.Contains(text, []byte(scopePlaceholder)) || bytes.Contains(text, []byte(ownerPlaceholder)) {
			found = append(found, name)
		}
	}
	return found, nil
}

// fill replaces the placeholders in the source by the values of release.json.
func fill(ctx context.Context, s settings, out io.Writer) error {
	a, err := readAbout(s.About)
	if err != nil {
		return err
	}
	if keys := a.unfilled(); len(keys) > 0 {
		return fmt.Errorf("%s: %s: still a placeholder; write the real values there first", s.About, strings.Join(keys, ", "))
	}
	names, err := placeholderFiles(ctx, s.Root)
	if err != nil {
		return err
	}
	for _, name := range names {
		file := filepath.Join(s.Root, name)
		text, err := os.ReadFile(file)
		if err != nil {
			return err
		}
		if err := os.WriteFile(file, a.filled(text), 0o644); err != nil {
			return err
		}
		fmt.Fprintln(out, name)
	}
	return nil
}
