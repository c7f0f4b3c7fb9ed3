package project

import (
	"regexp"
	"strconv"
	"strings"
)

// Version is the version of a package, as well as it is known.
type Version struct {
	Major int    // 0 when unknown
	Text  string // an exact version, a range, or empty when only the major is known
	Exact bool   // Text is what the lockfile installs
	From  string // what says so, for people: a file, a flag, the form of the schema
}

// Version finds the version of the first of the packages that the project
// asks for: from the lockfile if it knows, else from the range in package.json.
func (p *Project) Version(names ...string) Version {
	if p.Package == nil {
		return Version{}
	}
	for _, name := range names {
		asked := p.Package.Range(name)
		if asked == "" {
			continue
		}
		if lock, version := p.locks.version(name, asked); version != "" {
			return Version{majorOf(version), version, true, p.Rel(lock)}
		}
		return Version{majorOf(asked), asked, false, "package.json"}
	}
	return Version{}
}

var (
	exactVersion = regexp.MustCompile(`^\d+\.\d+\.\d+`)
	firstNumber  = regexp.MustCompile(`(?:^|[\s^~>=<v@|])(\d+)(?:[.\s|x*-]|$)`)
)

// majorOf reads the major out of a version or a range, 0 if there is none. Of
// several alternatives the last counts, which package managers prefer too.
func majorOf(text string) int {
	if i := strings.LastIndex(text, "||"); i >= 0 {
		text = strings.TrimSpace(text[i+2:])
	}
	if strings.HasPrefix(text, "<") || strings.Contains(text, "://") {
		return 0
	}
	m := firstNumber.FindStringSubmatch(strings.TrimPrefix(text, "workspace:"))
	if m == nil {
		return 0
	}
	n, _ := strconv.Atoi(m[1])
	return n
}
