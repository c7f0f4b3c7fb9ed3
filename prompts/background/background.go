// Package background settles the terminal's background colour before a program
// asks the terminal for it.
//
// Bubble Tea 1 has an init function that asks, and waits up to five seconds
// where nothing answers; every program that links it pays, whatever it is
// about to do. Go initialises packages in the order of their import paths,
// each after its own imports: this package needs Lip Gloss only and sorts
// before github.com/charmbracelet/bubbletea, so it comes first. A test in
// cmd/create-app holds that up with a terminal that never answers.
//
// Import it for its effect, from the package that imports Bubble Tea. The
// colours of our forms are the terminal's own sixteen, which its owner has
// made to fit the background, so nothing is lost by not knowing it.
package background

import "github.com/charmbracelet/lipgloss"

// An initialiser rather than a call, since it has to run before the init of
// another package.
var _ = settle()

func settle() bool {
	lipgloss.SetHasDarkBackground(true)
	return true
}
