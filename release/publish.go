package main

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"context"
	"crypto/sha512"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// publish puts the npm packages of dist on the registry that npm is set up for: first those
// of the platforms, last the one that asks for them. A package that is there already
// with the same bytes is left alone, so a run that broke off can be repeated.
func publish(ctx context.Context, s settings, out io.Writer) error {
	a, err := readAbout(s.About)
	if err != nil {
		return err
	}
	if err := mayPublish(ctx, s, a); err != nil {
		return fmt.Errorf("%w; nothing was published", err)
	}
	packages, err := npmPackages(s.Out, a)
	if err != nil {
		return fmt.Errorf("%w; nothing was published", err)
	}
	for _, p := range packages {
		there, err := published(ctx, p)
		if err != nil {
			return err
		}
		name := p.Name + "@" + p.Version
		switch there {
		case p.integrity:
			fmt.Fprintf(out, "%s is published already\n", name)
			continue
		case "":
		default:
			return fmt.Errorf("%s is published already with other contents; a version cannot be published twice", name)
		}
		args := []string{"publish", p.file, "--access", "public", "--tag", tagOf(p.Version)}
		if _, err := output(ctx, s.Root, nil, "npm", args...); err != nil {
			return err
		}
		fmt.Fprintf(out, "published %s\n", name)
	}
	return nil
}

// mayPublish refuses what is not a release yet.
func mayPublish(ctx context.Context, s settings, a about) error {
	if keys := a.unfilled(); len(keys) > 0 {
		return fmt.Errorf("%s: %s: still a placeholder; write the real values there, then \"release fill\" and \"release build\"", s.About, strings.Join(keys, ", "))
	}
	left, err := placeholderFiles(ctx, s.Root)
	if err != nil {
		return err
	}
	if len(left) > 0 {
		return fmt.Errorf("%s: still a placeholder; \"release fill\" replaces it", strings.Join(left, ", "))
	}
	changed, err := output(ctx, s.Root, nil, "git", "status", "--porcelain")
	if err != nil {
		return err
	}
	if changed != "" {
		return errors.New("the source has changes that are not committed")
	}
	return checkSums(s.Out)
}

// checkSums fails unless dist is as "release build" left it.
func checkSums(dist string) error {
	sums, err := os.ReadFile(filepath.Join(dist, sumsFile))
	if err != nil {
		return fmt.Errorf("%w; \"release build\" makes it", err)
	}
	for line := range strings.Lines(string(sums)) {
		sum, name, found := strings.Cut(strings.TrimSuffix(line, "\n"), "  ")
		if !found {
			return fmt.Errorf("%s: %q is no checksum", sumsFile, line)
		}
		data, err := os.ReadFile(filepath.Join(dist, filepath.FromSlash(name)))
		if err != nil {
			return err
		}
		if (artifact{name, data}).sha256() != sum {
			return fmt.Errorf("%s has changed since it was built", name)
		}
	}
	return nil
}

// packed is a tarball of dist.
type packed struct {
	npmPackage
	file, integrity string
}

// npmPackages reads the tarballs, the main package last.
func npmPackages(dist string, a about) ([]packed, error) {
	files, err := filepath.Glob(filepath.Join(dist, "npm", "*.tgz"))
	if err != nil {
		return nil, err
	}
	var all []packed
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			return nil, err
		}
		sum := sha512.Sum512(data)
		p := packed{integrity: "sha512-" + base64.StdEncoding.EncodeToString(sum[:])}
		if p.file, err = filepath.Abs(file); err != nil {
			return nil, err
		}
		if p.npmPackage, err = readPackage(data); err != nil {
			return nil, fmt.Errorf("%s: %w", file, err)
		}
		all = append(all, p)
	}
	isMain := func(p packed) bool { return p.Name == a.npmName() }
	at := slices.IndexFunc(all, isMain)
	if at < 0 || len(all) != len(targets())+1 {
		return nil, fmt.Errorf("%s has not the packages of %s; \"release build\" makes them", dist, a.npmName())
	}
	whole := all[at]
	return append(slices.Delete(all, at, at+1), whole), nil
}

func readPackage(tarball []byte) (npmPackage, error) {
	var p npmPackage
	unzipped, err := gzip.NewReader(bytes.NewReader(tarball))
	if err != nil {
		return p, err
	}
	files := tar.NewReader(unzipped)
	header, err := files.Next()
	if err != nil {
		return p, err
	}
	if header.Name != "package/package.json" {
		return p, fmt.Errorf("it begins with %s", header.Name)
	}
	return p, json.NewDecoder(files).Decode(&p)
}

// published is the checksum under which the registry has a version, or "".
func published(ctx context.Context, p packed) (string, error) {
	text, err := output(ctx, ".", nil, "npm", "view", p.Name+"@"+p.Version, "dist.integrity", "--json")
	if err != nil {
		if strings.Contains(err.Error(), "E404") {
			return "", nil
		}
		return "", err
	}
	if strings.TrimSpace(text) == "" {
		return "", nil // the package is there, this version is not
	}
	var integrity string
	err = json.Unmarshal([]byte(text), &integrity)
	return integrity, err
}

// tagOf is latest, but for versions such as 1.0.0-beta.1.
func tagOf(version string) string {
	if strings.Contains(version, "-") {
		return "next"
	}
	return "latest"
}
