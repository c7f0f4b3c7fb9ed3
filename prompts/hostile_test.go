package prompts

import (
	"errors"
	"regexp"
	"strings"
	"testing"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/x/ansi"
	"github.com/stretchr/testify/assert"

	"create-app/plain"
	"create-app/prompts/palette"
	"create-app/scaffold"
)

// hostile are texts that act upon a terminal, or are wider than they look.
func hostile() map[string]string {
	return map[string]string{
		"escape":      "a\x1b[2J\x1b]0;title\ab\x1b[31m\x1b(0c",
		"c1":          "a\u009b2J\u0085b\u0090c\u009c",
		"bell":        "a\ab\bc\rd\x00e\x7ff",
		"lines":       "first\nsecond\vthird\u2028fourth",
		"bidi":        "a\u202egpj.exe\u2066b\u200fc\u2069",
		"invisible":   "a\u200bb\u2060c\ufeffd\u00ade",
		"not-utf8":    "a\xffb\xc3(c\xe2\x80",
		"wide":        strings.Repeat("表計算", 60),
		"long":        strings.Repeat("long-name-without-a-place-to-break", 20),
		"long-words":  strings.Repeat("some words, ", 60),
		"combining":   "z" + strings.Repeat("\u0301\u0323", 60),
		"joined":      strings.Repeat("👩‍👩‍👧‍👦🏳️‍🌈", 30),
		"only-blanks": strings.Repeat(" ", 200),
		"tabs":        strings.Repeat("\tx", 60),
	}
}

// hostileProject is a wizard's work in which each text that does not come from
// this program is text.
func hostileProject(text string) Project {
	work, o := project()
	work.Suggest = text
	work.Origin = func(string) string { return text }
	work.Fixed = func(option string, _ scaffold.Options) (string, string) {
		if option == "git" {
			return scaffold.Off, text
		}
		return "", ""
	}
	work.Given = func(option string) string {
		if option == "next-auth" {
			return text
		}
		return ""
	}
	work.Remark = func(string, string, scaffold.Options) string { return text }
	work.Holds = func(dir string) string { return map[string]string{"full": text}[dir] }
	work.CheckDir = func(dir string) error {
		if dir == "bad" {
			return errors.New(text)
		}
		return nil
	}
	work.Plan = func(o scaffold.Options) (*Preview, error) {
		p, _ := fakePlan(o)
		p.Root, p.Count, p.Notes = text, text, []string{text}
		for i := range p.Files {
			p.Files[i].Path += text
			p.Files[i].Before, p.Files[i].After = text+p.Files[i].After, p.Files[i].After+text
		}
		p.Files[1].Fate = Modify
		return p, nil
	}
	work.Command = func(scaffold.Options) []string { return []string{"create-app", plain.Word(text)} }
	o.ImportAlias = text
	return work
}

// hostilePages are the pages of TestScreens with such texts in them, and two
// more with such a text typed.
func hostilePages(text string) []shownPage {
	all := pages()
	for i := range all {
		switch all[i].name {
		case "menu":
			all[i].make = func(p palette.Palette) tea.Model {
				return newMenuPage(p, Menu{
					Title: text, Facts: [][2]string{{"Project", text}, {text, "16"}}, Chosen: "add",
					Values: []scaffold.Value{{Value: "add", Name: text, About: text}, {Value: "new", Name: "new"}},
				})
			}
		case "change":
			all[i].make = func(p palette.Palette) tea.Model {
				preview, _ := hostileProject(text).Plan(scaffold.DefaultOptions())
				return newReviewPage(&Terminal{Palette: p}, text, preview, "write it", nil)
			}
		default:
			all[i].make = func(p palette.Palette) tea.Model { return newWizard(&Terminal{Palette: p}, hostileProject(text)) }
		}
	}
	typed := func(p palette.Palette) tea.Model { return newWizard(&Terminal{Palette: p}, hostileProject(text)) }
	return append(all,
		shownPage{"typed-folder", typed, []string{text}},
		shownPage{"taken-folder", typed, []string{text, "enter"}},
		shownPage{"suggested-folder", typed, []string{"enter"}},
		shownPage{"after-an-error", typed, []string{"bad", "enter"}},
	)
}

// wanted are the sequences that pages are drawn with: colours and links.
var wanted = regexp.MustCompile(`\x1b\[[0-9;]*m|\x1b\]8;;[^\x00-\x1f\x7f]*(?:\x1b\\|\a)`)

func TestHostileTextsOnEveryPage(t *testing.T) {
	for name, text := range hostile() {
		t.Run(name, func(t *testing.T) {
			for _, s := range hostilePages(text) {
				for _, size := range []tea.WindowSizeMsg{{Width: 40, Height: 12}, {Width: 80, Height: 24}, {Width: 120, Height: 40}} {
					m := s.make(colourful)
					m.Update(size)
					send(m, s.keys...)
					list := strings.Split(m.View(), "\n")
					assert.Len(t, list, size.Height, "%s at %d×%d", s.name, size.Width, size.Height)
					for _, line := range list {
						assert.LessOrEqual(t, ansi.StringWidth(line), size.Width, "%s at %d×%d: %q", s.name, size.Width, size.Height, line)
						rest := wanted.ReplaceAllString(line, "")
						assert.False(t, strings.ContainsFunc(rest, plain.IsControl), "%s at %d×%d: %q", s.name, size.Width, size.Height, rest)
					}
				}
			}
		})
	}
}
