package templates

import (
	"encoding/json"
	"fmt"
	"strconv"

	"create-app/project"
)

// versions is versions.json: the one place that says which releases a project gets. They are sets that were
// installed, built and signed in to together; none is "latest".
type versions struct {
	Node     string            `json:"node"`     // what package.json asks for in "engines"
	Packages map[string]string `json:"packages"` // npm package → exact version
	// Instead holds the versions that an answer, such as "prisma 6", brings in place of those in Packages.
	Instead map[string]map[string]string `json:"instead"`
	Images  map[string]string            `json:"images"` // database → container image of compose.yaml
}

func loadVersions() (versions, error) {
	var v versions
	data, err := embedded.ReadFile("versions.json")
	if err != nil {
		return v, fmt.Errorf("read versions: %w", err)
	}
	if err := json.Unmarshal(data, &v); err != nil {
		return v, fmt.Errorf("read versions.json: %w", err)
	}
	return v, nil
}

// pin gives each package its version under these answers; a package without one is a mistake in this repo.
func (v versions) pin(names []string, answers ...string) (map[string]string, error) {
	pinned := make(map[string]string, len(names))
	for _, name := range names {
		version, ok := v.Packages[name]
		for _, answer := range answers {
			if other, has := v.Instead[answer][name]; has {
				version, ok = other, true
			}
		}
		if !ok {
			return nil, fmt.Errorf("versions.json has no version for %s", name)
		}
		pinned[name] = version
	}
	return pinned, nil
}

// NextAuthVersion is the release of a major of NextAuth that projects are made with; empty for others.
func NextAuthVersion(major int) string {
	v, err := loadVersions()
	if err != nil {
		panic(err) // versions.json is part of the program
	}
	pinned, err := v.pin([]string{"next-auth"}, "next-auth "+strconv.Itoa(major))
	if err != nil || project.MajorOf(pinned["next-auth"]) != major {
		return ""
	}
	return pinned["next-auth"]
}
