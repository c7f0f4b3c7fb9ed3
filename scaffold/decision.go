package scaffold

import "create-app/scaffold/change"

// Step is something that is left to the user.
type Step struct {
	Title string `json:"title"`
	File  string `json:"file,omitempty"` // where Text belongs
	Text  string `json:"text,omitempty"` // to paste, or commands
}

// Decision is what comes of looking at a project with something in mind: what
// changes, and what is left to the user.
type Decision struct {
	Edits []change.Edit
	Steps []Step
}

// Edit changes a file that is there, or makes it.
func (d *Decision) Edit(path string, content []byte) {
	d.Edits = append(d.Edits, change.Edit{Path: path, Content: content})
}

// Make makes a file that must not replace another.
func (d *Decision) Make(path string, content []byte) {
	d.Edits = append(d.Edits, change.Edit{Path: path, Content: content, Fresh: true})
}

// Tell leaves something to the user that needs no text.
func (d *Decision) Tell(title string) { d.Show(title, "", "") }

// Show leaves something to the user, with a text for a file or with commands.
func (d *Decision) Show(title, file, text string) {
	d.Steps = append(d.Steps, Step{Title: title, File: file, Text: text})
}

// Join takes over what another decision holds.
func (d *Decision) Join(other Decision) {
	d.Edits, d.Steps = append(d.Edits, other.Edits...), append(d.Steps, other.Steps...)
}

// Decide asks parts, which each decide about one thing from what was seen and is
// wanted, and puts together what they say.
func Decide[R any](request R, parts ...func(R) (Decision, error)) (Decision, error) {
	var all Decision
	for _, part := range parts {
		d, err := part(request)
		if err != nil {
			return Decision{}, err
		}
		all.Join(d)
	}
	return all, nil
}
