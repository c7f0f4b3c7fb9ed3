package main

import (
	"fmt"
	"runtime"
	"runtime/debug"
	"strings"

	"github.com/spf13/cobra"
)

// version is the release this source is; it also goes into the package.json
// of the projects it makes.
const version = "0.1.0"

// repository is where its documentation can be read; "release fill" puts the
// address of release/release.json here.
const repository = "https://github.com/OWNER/create-app"

// docsAddress is where the pages of docs are, or "" in a source whose owner is
// not known.
func docsAddress() string { return docsUnder(repository) }

func docsUnder(repository string) string {
	if strings.Contains(repository, "/OWNER/") {
		return ""
	}
	return repository + "/blob/v" + version + "/docs"
}

type versionResult struct {
	Version  string         `json:"version"`
	Revision string         `json:"revision,omitempty"`
	Go       string         `json:"go"`
	Platform string         `json:"platform"`
	Formats  map[string]int `json:"formats"`
}

func newVersionCmd(env *Env) *cobra.Command {
	return &cobra.Command{
		Use:   "version",
		Short: "print the version",
		Args:  noArgs,
		RunE: func(*cobra.Command, []string) error {
			return runVersion(env)
		},
	}
}

func runVersion(env *Env) error {
	result := versionResult{
		Version:  version,
		Revision: revision(),
		Go:       runtime.Version(),
		Platform: runtime.GOOS + "/" + runtime.GOARCH,
		Formats:  formats(),
	}
	if env.JSON {
		return env.PrintJSON(result)
	}
	detail := result.Platform + ", " + result.Go
	if result.Revision != "" {
		detail = result.Revision + ", " + detail
	}
	_, err := fmt.Fprintf(env.Out, "create-app %s (%s)\n", result.Version, detail)
	return err
}

// revision is the commit the program was built from, where the build knew it.
func revision() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return ""
	}
	for _, setting := range info.Settings {
		if setting.Key == "vcs.revision" && len(setting.Value) >= 12 {
			return setting.Value[:12]
		}
	}
	return ""
}

// noArgs refuses arguments to a command that takes none.
func noArgs(cmd *cobra.Command, args []string) error {
	if len(args) > 0 {
		return usageErrorf("", "%q takes no arguments, but got %q", cmd.CommandPath(), args[0])
	}
	return nil
}
