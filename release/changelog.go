package main

import (
	"fmt"
	"regexp"
	"strings"
)

// changes is the section of one version in docs/changelog.md.
type changes struct {
	Date string // as in 2026-12-24; empty: not released yet
	Text string
}

// changesOf finds the section of a version. A heading is "## 1.2.3 (2026-12-24)", or
// "(unreleased)" until the day is known. The newest stands first, and has to be this one.
func changesOf(changelog []byte, version string) (changes, error) {
	heading := regexp.MustCompile(`(?m)^## (\S+) \((\d{4}-\d{2}-\d{2}|unreleased)\)$`)
	at := heading.FindAllSubmatchIndex(changelog, -1)
	if len(at) == 0 {
		return changes{}, fmt.Errorf("docs/changelog.md has no heading such as %q", "## "+version+" (unreleased)")
	}
	newest := string(changelog[at[0][2]:at[0][3]])
	if newest != version {
		return changes{}, fmt.Errorf("docs/changelog.md begins with %s, and the program says %s", newest, version)
	}
	end := len(changelog)
	if len(at) > 1 {
		end = at[1][0]
	}
	c := changes{Date: string(changelog[at[0][4]:at[0][5]]), Text: strings.TrimSpace(string(changelog[at[0][1]:end]))}
	if c.Date == "unreleased" {
		c.Date = ""
	}
	if c.Text == "" {
		return c, fmt.Errorf("docs/changelog.md says nothing about %s", version)
	}
	return c, nil
}
