package doctor_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"create-app/doctor"
	"create-app/internal/projects"
	"create-app/project/env"
)

// loadProject writes one of the projects to the disk, and says what it is right
// to find in it.
func loadProject(t testing.TB, name string) (a *app, wanted []string) {
	p, err := projects.Load(name)
	require.NoError(t, err)
	a = &app{t: t, dir: t.TempDir(), world: doctor.World{Modes: true, Inherited: env.VarsOf(p.Env)}}
	for _, f := range p.Files {
		a.write(f.Name, string(f.Data))
	}
	a.dir = a.path(p.Dir)
	return a, p.Find
}

// found lists findings as "id file:line".
func found(report *doctor.Report) []string {
	var list []string
	for _, f := range report.Findings {
		place := f.File
		if f.Line > 0 {
			place += fmt.Sprintf(":%d", f.Line)
		}
		list = append(list, strings.TrimSpace(f.ID+" "+place))
	}
	return list
}

// In projects as people have them nothing is found, or what is rightly said.
func TestNoFalseAlarms(t *testing.T) {
	names := projects.Names()
	require.Greater(t, len(names), 20)
	for _, name := range names {
		t.Run(name, func(t *testing.T) {
			a, wanted := loadProject(t, name)
			report := a.examine()
			assert.Equal(t, wanted, found(report), "%+v", report.Findings)
		})
	}
}
