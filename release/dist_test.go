package main

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"compress/gzip"
	"encoding/json"
	"errors"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.yaml.in/yaml/v3"
)

// dist is what "release build" made of testdata/about.json; .ci/release.sh makes it and says where.
func dist(t testing.TB) string {
	t.Helper()
	folder := os.Getenv("CREATE_APP_DIST")
	if folder == "" {
		t.Skip("CREATE_APP_DIST names no build; make release-test makes one and runs this test with it")
	}
	return folder
}

func example(t testing.TB) about {
	t.Helper()
	a, err := readAbout("testdata/about.json")
	require.NoError(t, err)
	return a
}

// versionOf is the version that was built.
func versionOf(t testing.TB, dist string) string {
	t.Helper()
	packages, err := npmPackages(dist, example(t))
	require.NoError(t, err)
	return packages[len(packages)-1].Version
}

func TestDistHasEverything(t *testing.T) {
	folder := dist(t)
	version := versionOf(t, folder)
	var names []string
	require.NoError(t, filepath.WalkDir(folder, func(path string, d os.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			below, _ := filepath.Rel(folder, path)
			names = append(names, strings.ReplaceAll(filepath.ToSlash(below), version, "VERSION"))
		}
		return err
	}))
	assert.Equal(t, []string{
		"SHA256SUMS",
		"create-app-VERSION-1.aarch64.rpm",
		"create-app-VERSION-1.x86_64.rpm",
		"create-app-VERSION-darwin-arm64.tar.gz",
		"create-app-VERSION-darwin-x64.tar.gz",
		"create-app-VERSION-linux-arm64.tar.gz",
		"create-app-VERSION-linux-x64.tar.gz",
		"create-app-VERSION-win32-arm64.zip",
		"create-app-VERSION-win32-x64.zip",
		"create-app-VERSION.spdx.json",
		"create-app_VERSION-1_amd64.deb",
		"create-app_VERSION-1_arm64.deb",
		"homebrew/create-app.rb",
		"npm/example-create-app-VERSION.tgz",
		"npm/example-create-app-darwin-arm64-VERSION.tgz",
		"npm/example-create-app-darwin-x64-VERSION.tgz",
		"npm/example-create-app-linux-arm64-VERSION.tgz",
		"npm/example-create-app-linux-x64-VERSION.tgz",
		"npm/example-create-app-win32-arm64-VERSION.tgz",
		"npm/example-create-app-win32-x64-VERSION.tgz",
		"release-notes.md",
		"scoop/create-app.json",
		"winget/example.create-app.installer.yaml",
		"winget/example.create-app.locale.en-US.yaml",
		"winget/example.create-app.yaml",
	}, names)
	require.NoError(t, checkSums(folder))
}

// unpacked is an archive of dist with the name of each file below its one folder.
func unpacked(t testing.TB, file, folder string) map[string][]byte {
	t.Helper()
	data, err := os.ReadFile(file)
	require.NoError(t, err)
	files := map[string][]byte{}
	add := func(name string, r io.Reader) {
		below, found := strings.CutPrefix(name, folder+"/")
		require.True(t, found, name)
		text, err := io.ReadAll(r)
		require.NoError(t, err)
		files[below] = text
	}
	if strings.HasSuffix(file, ".zip") {
		r, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
		require.NoError(t, err)
		for _, f := range r.File {
			opened, err := f.Open()
			require.NoError(t, err)
			add(f.Name, opened)
		}
		return files
	}
	unzipped, err := gzip.NewReader(bytes.NewReader(data))
	require.NoError(t, err)
	r := tar.NewReader(unzipped)
	for {
		header, err := r.Next()
		if errors.Is(err, io.EOF) {
			return files
		}
		require.NoError(t, err)
		assert.Zero(t, header.Uid+header.Gid)
		add(header.Name, r)
	}
}

func TestArchives(t *testing.T) {
	folder := dist(t)
	version := versionOf(t, folder)
	for _, target := range targets() {
		t.Run(target.String(), func(t *testing.T) {
			name := "create-app-" + version + "-" + target.String()
			file := name + ".tar.gz"
			if target.GOOS == "windows" {
				file = name + ".zip"
			}
			files := unpacked(t, filepath.Join(folder, file), name)
			for _, want := range []string{
				target.executable("create-app"), "README.md", "LICENSE", "CHANGELOG.md", "THIRD-PARTY-NOTICES.txt",
				"completions/create-app.bash", "completions/_create-app", "completions/create-app.fish", "completions/create-app.ps1",
				"man/man1/create-app.1", "man/man1/create-app-auth.1", "man/man1/create-app-doctor.1", "man/man1/create-app-validate.1",
			} {
				assert.NotEmpty(t, files[want], want)
			}
			assert.Contains(t, string(files["THIRD-PARTY-NOTICES.txt"]), "github.com/spf13/cobra")
			assert.NotContains(t, string(files["README.md"]), "@SCOPE")
			magic := map[string]string{"linux": "\x7fELF", "darwin": "\xcf\xfa\xed\xfe", "windows": "MZ"}[target.GOOS]
			assert.True(t, bytes.HasPrefix(files[target.executable("create-app")], []byte(magic)))
		})
	}
}

// The program of the archive is static, names no path of the machine that built it, and says what it is.
func TestProgram(t *testing.T) {
	folder := dist(t)
	program := programOf(t, folder)
	data, err := os.ReadFile(program)
	require.NoError(t, err)
	for _, name := range []string{"GOROOT", "GOMODCACHE", "GOCACHE"} {
		path, err := exec.Command("go", "env", name).Output()
		require.NoError(t, err)
		assert.NotContains(t, string(data), strings.TrimSpace(string(path)), name)
	}
	var said identity
	require.NoError(t, json.Unmarshal([]byte(runs(t, t.TempDir(), program, "version", "--json")), &said))
	assert.Equal(t, versionOf(t, folder), said.Version)
	assert.Regexp(t, `^[0-9a-f]{12}$`, said.Revision)
}

// programOf unpacks the program of an archive for this machine.
func programOf(t testing.TB, dist string) string {
	t.Helper()
	here := targets()[slices.IndexFunc(targets(), func(t target) bool { return t.GOOS == runtime.GOOS && t.GOARCH == runtime.GOARCH })]
	name := archiveFolder(example(t), versionOf(t, dist), here.String())
	file := filepath.Join(dist, name+".tar.gz")
	if here.GOOS == "windows" {
		file = filepath.Join(dist, name+".zip")
	}
	program := filepath.Join(t.TempDir(), here.executable("create-app"))
	require.NoError(t, os.WriteFile(program, unpacked(t, file, name)[here.executable("create-app")], 0o755))
	return program
}

// runs is what a program prints that has to succeed.
func runs(t *testing.T, dir, name string, args ...string) string {
	t.Helper()
	out, err := output(t.Context(), dir, nil, name, args...)
	require.NoError(t, err)
	return out
}

func needs(t *testing.T, name string) {
	t.Helper()
	if _, err := exec.LookPath(name); err != nil {
		t.Skipf("%s is not installed here", name)
	}
}

var inDeb = []string{
	"./usr/bin/create-app",
	"./usr/share/bash-completion/completions/create-app",
	"./usr/share/doc/create-app/README.md",
	"./usr/share/doc/create-app/changelog.gz",
	"./usr/share/doc/create-app/copyright",
	"./usr/share/fish/vendor_completions.d/create-app.fish",
	"./usr/share/man/man1/create-app-auth.1.gz",
	"./usr/share/man/man1/create-app.1.gz",
	"./usr/share/zsh/vendor-completions/_create-app",
}

// The .deb is installed into a folder that stands for the system, used there and removed.
func TestDeb(t *testing.T) {
	folder := dist(t)
	needs(t, "dpkg")
	if os.Geteuid() != 0 {
		t.Skip("dpkg installs as root only")
	}
	arch := strings.TrimSpace(runs(t, ".", "dpkg", "--print-architecture"))
	file := filepath.Join(folder, "create-app_"+versionOf(t, folder)+"-1_"+arch+".deb")
	files := strings.Fields(runs(t, ".", "dpkg-deb", "--contents", file))
	for _, want := range inDeb {
		assert.Contains(t, files, want)
	}
	system := t.TempDir()
	require.NoError(t, os.MkdirAll(filepath.Join(system, "var/lib/dpkg/updates"), 0o755))
	require.NoError(t, os.MkdirAll(filepath.Join(system, "var/lib/dpkg/info"), 0o755))
	require.NoError(t, os.WriteFile(filepath.Join(system, "var/lib/dpkg/status"), nil, 0o644))
	runs(t, ".", "dpkg", "--root="+system, "--install", file)
	program := filepath.Join(system, "usr/bin/create-app")
	work := t.TempDir()
	runs(t, work, program, "web", "--yes", "--no-git")
	assert.FileExists(t, filepath.Join(work, "web/prisma/schema.prisma"))
	runs(t, ".", "dpkg", "--root="+system, "--purge", "create-app")
	assert.NoFileExists(t, program)
	assert.NoDirExists(t, filepath.Join(system, "usr/share/doc/create-app"))
}

// The .rpm is listed and unpacked by rpm's own tools.
func TestRPM(t *testing.T) {
	folder := dist(t)
	needs(t, "rpm")
	needs(t, "cpio")
	arch := map[string]string{"amd64": "x86_64", "arm64": "aarch64"}[runtime.GOARCH]
	file, err := filepath.Abs(filepath.Join(folder, "create-app-"+versionOf(t, folder)+"-1."+arch+".rpm"))
	require.NoError(t, err)
	files := strings.Fields(runs(t, ".", "rpm", "-qlp", file))
	for _, want := range inDeb {
		want = strings.Replace(strings.TrimPrefix(want, "."), "vendor-completions", "site-functions", 1)
		assert.Contains(t, files, want)
	}
	assert.Equal(t, "create-app MIT example", runs(t, ".", "rpm", "-qp", "--queryformat", "%{NAME} %{LICENSE} %{VENDOR}", file))
	work := t.TempDir()
	runs(t, work, "sh", "-c", `rpm2cpio "$1" | cpio --extract --make-directories --no-absolute-filenames --quiet`, "sh", file)
	assert.Contains(t, runs(t, work, filepath.Join(work, "usr/bin/create-app"), "version"), "create-app ")
}

func TestManifests(t *testing.T) {
	folder := dist(t)
	version := versionOf(t, folder)
	sums, err := os.ReadFile(filepath.Join(folder, sumsFile))
	require.NoError(t, err)
	sumOf := func(target, ending string) string {
		sum := regexp.MustCompile(`(?m)^([0-9a-f]{64})  create-app-` + regexp.QuoteMeta(version) + "-" + target + ending + "$").FindSubmatch(sums)
		require.NotNil(t, sum, target)
		return string(sum[1])
	}
	read := func(name string) []byte {
		text, err := os.ReadFile(filepath.Join(folder, name))
		require.NoError(t, err)
		assert.NotContains(t, string(text), "{{")
		return text
	}
	address := "https://example.com/example/create-app/releases/download/v" + version + "/create-app-" + version + "-"

	formula := string(read("homebrew/create-app.rb"))
	for _, target := range []string{"darwin-arm64", "darwin-x64", "linux-arm64", "linux-x64"} {
		assert.Contains(t, formula, `url "`+address+target+`.tar.gz"`+"\n      sha256 \""+sumOf(target, ".tar.gz")+`"`)
	}
	if _, err := exec.LookPath("ruby"); err == nil {
		runs(t, ".", "ruby", "-c", filepath.Join(folder, "homebrew/create-app.rb"))
	}

	var scoop struct {
		Version, Bin string
		Architecture map[string]struct {
			URL, Hash  string
			ExtractDir string `json:"extract_dir"`
		}
	}
	require.NoError(t, json.Unmarshal(read("scoop/create-app.json"), &scoop))
	assert.Equal(t, version, scoop.Version)
	assert.Equal(t, sumOf("win32-arm64", ".zip"), scoop.Architecture["arm64"].Hash)
	assert.Equal(t, address+"win32-x64.zip", scoop.Architecture["64bit"].URL)

	var installer struct {
		PackageIdentifier, PackageVersion, ReleaseDate string
		Installers                                     []struct{ Architecture, InstallerUrl, InstallerSha256 string }
	}
	lower := yaml.NewDecoder(bytes.NewReader(read("winget/example.create-app.installer.yaml")))
	var fields map[string]any
	require.NoError(t, lower.Decode(&fields))
	text, err := json.Marshal(fields)
	require.NoError(t, err)
	require.NoError(t, json.Unmarshal(text, &installer))
	assert.Equal(t, "example.create-app", installer.PackageIdentifier)
	require.Len(t, installer.Installers, 2)
	assert.Equal(t, strings.ToUpper(sumOf("win32-x64", ".zip")), installer.Installers[0].InstallerSha256)
	for _, name := range []string{"winget/example.create-app.yaml", "winget/example.create-app.locale.en-US.yaml"} {
		var fields map[string]any
		require.NoError(t, yaml.Unmarshal(read(name), &fields))
		assert.Equal(t, version, fields["PackageVersion"])
	}
}

func TestSBOM(t *testing.T) {
	folder := dist(t)
	text, err := os.ReadFile(filepath.Join(folder, "create-app-"+versionOf(t, folder)+".spdx.json"))
	require.NoError(t, err)
	var doc spdxDocument
	require.NoError(t, json.Unmarshal(text, &doc))
	ids := map[string]bool{"SPDXRef-DOCUMENT": true}
	names := map[string]string{}
	for _, p := range doc.Packages {
		assert.Regexp(t, `^SPDXRef-[a-zA-Z0-9.-]+$`, p.ID)
		ids[p.ID] = true
		names[p.Name] = p.Declared
	}
	assert.Len(t, doc.Relationships, len(doc.Packages))
	for _, r := range doc.Relationships {
		assert.True(t, ids[r.From] && ids[r.To], r)
	}
	assert.Equal(t, "MIT", names["create-app"])
	assert.Equal(t, "Apache-2.0", names["github.com/spf13/cobra"])
	assert.Equal(t, "BSD-3-Clause", names["std"])
	assert.NotContains(t, doc.Namespace, "#")
}

// What each shell makes of its script, and man of the pages, where they are installed.
func TestCompletionsAndManPages(t *testing.T) {
	folder := dist(t)
	version := versionOf(t, folder)
	name := "create-app-" + version + "-linux-x64"
	files := unpacked(t, filepath.Join(folder, name+".tar.gz"), name)
	work := t.TempDir()
	for path, data := range files {
		file := filepath.Join(work, path)
		require.NoError(t, os.MkdirAll(filepath.Dir(file), 0o755))
		require.NoError(t, os.WriteFile(file, data, 0o755))
	}
	for shell, file := range map[string]string{"bash": "create-app.bash", "zsh": "_create-app", "fish": "create-app.fish"} {
		t.Run(shell, func(t *testing.T) {
			needs(t, shell)
			runs(t, work, shell, "-n", "completions/"+file)
		})
	}
	t.Run("man", func(t *testing.T) {
		needs(t, "man")
		pages, err := filepath.Glob(filepath.Join(work, "man/man1/*.1"))
		require.NoError(t, err)
		require.NotEmpty(t, pages)
		for _, page := range pages {
			cmd := exec.Command("man", "--warnings", "--encoding=UTF-8", "--local-file", page)
			cmd.Env = append(os.Environ(), "MANWIDTH=80", "LC_ALL=C.UTF-8")
			var complaints bytes.Buffer
			cmd.Stderr = &complaints
			text, err := cmd.Output()
			require.NoError(t, err)
			assert.Empty(t, complaints.String(), page)
			assert.Contains(t, string(text), "SYNOPSIS")
		}
	})
}
