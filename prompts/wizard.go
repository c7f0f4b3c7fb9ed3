package prompts

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"create-app/prompts/palette"
	"create-app/scaffold"
)

// wizard is the program that asks. Its state is plain data: what is drawn and
// what happens next follow from it and the next key.
type wizard struct {
	project  Project
	terminal *Terminal
	palette  palette.Palette
	options  scaffold.Options
	all      []*question

	answered map[string]bool
	notes    map[string]string // of answers that an earlier one has changed
	wishes   map[string]string // answers of questions that leave no choice at the moment
	opened   bool              // "More"
	moves    bool              // the given folder is to be another one

	at       int // of all; below 0 where none is open
	field    field
	fault    string // of the answer as it stands
	editing  bool   // choosing an answer to change
	returns  bool   // to the review, after one answer
	review   *review
	previews map[string]planned

	width, height int
	end           ending
}

// ending is how a page was left.
type ending int

const (
	running ending = iota
	finished
	stopped
)

type planned struct {
	preview *Preview
	err     error
}

func newWizard(t *Terminal, p Project) *wizard {
	w := &wizard{
		project: p.harmless(), terminal: t, palette: t.Palette, options: *p.Options,
		answered: map[string]bool{}, notes: map[string]string{}, wishes: map[string]string{}, previews: map[string]planned{},
		at: -1, width: 80, height: 24,
	}
	if p.Given("providers") != "" && p.Given("auth") == "" {
		w.options.Auth = "nextauth"
	}
	w.all = w.questions()
	w.fix()
	if first := w.next(-1); first >= 0 {
		w.ask(first)
	} else {
		w.finish()
	}
	return w
}

func (w *wizard) Init() tea.Cmd { return nil }

func (w *wizard) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		w.width, w.height = msg.Width, msg.Height
	case tea.KeyMsg:
		w.press(msg)
		if w.end != running {
			return w, tea.Quit
		}
		if w.review != nil {
			return w, w.review.effect()
		}
	}
	return w, nil
}

// press is one key. Those that mean the same on every page come first.
func (w *wizard) press(key tea.KeyMsg) {
	switch name := key.String(); {
	case name == "ctrl+c" || name == "esc":
		w.end = stopped
	case w.editing:
		w.pressEditing(name)
	case w.reviewing():
		w.pressReview(key)
	default:
		w.pressQuestion(key)
	}
}

func (w *wizard) reviewing() bool { return w.review != nil }

func (w *wizard) pressQuestion(key tea.KeyMsg) {
	_, typing := w.field.(*textField)
	switch name := key.String(); {
	case name == "enter" || name == "tab":
		if w.accept() {
			w.forward()
		}
	case name == "shift+tab":
		w.back()
	case name == "ctrl+f" || name == "f" && !typing:
		if w.accept() {
			w.finish()
		}
	case key.Paste && !typing:
	default:
		w.field.update(key)
		w.fault = ""
		if typing && w.field.value() != "" {
			w.fault = w.check(w.field.value())
		}
	}
}

func (w *wizard) pressReview(key tea.KeyMsg) {
	switch key.String() {
	case "enter":
		if w.review.err == nil {
			w.end = finished
		}
	case "shift+tab":
		w.leaveReview()
	case "e":
		if last := w.previous(len(w.all)); last >= 0 {
			w.review, w.editing = nil, true
			w.at = w.next(-1)
		}
	default:
		w.review.press(key, w.width, w.height)
	}
}

// leaveReview goes back to the last question, if there is one.
func (w *wizard) leaveReview() {
	if last := w.previous(len(w.all)); last >= 0 {
		w.review = nil
		w.ask(last)
	}
}

func (w *wizard) pressEditing(name string) {
	switch name {
	case "up", "k":
		if i := w.previous(w.at); i >= 0 {
			w.at = i
		}
	case "down", "j":
		if i := w.next(w.at); i >= 0 {
			w.at = i
		}
	case "enter":
		w.editing, w.returns = false, true
		w.ask(w.at)
	case "shift+tab":
		w.editing = false
		w.finish()
	}
}

// shown reports whether a question has a row at all.
func (w *wizard) shown(q *question) bool {
	adds := q.id != "dir" && w.project.Adds != nil && w.options.Dir != "" && w.project.Adds(w.options.Dir)
	switch {
	case adds:
		return false
	case q.id == "on-conflict":
		return w.project.Holds != nil && w.options.Dir != "" && w.project.Holds(w.options.Dir) != ""
	case q.id == more:
		return len(w.extras()) > 0
	case q.extra:
		return w.options.Applies(q.id) && (w.opened || w.given(q) != "")
	}
	return true
}

// extras are the questions behind "More" that are open.
func (w *wizard) extras() []*question {
	var list []*question
	for _, q := range w.all {
		if q.extra && w.given(q) == "" && w.options.Applies(q.id) {
			list = append(list, q)
		}
	}
	return list
}

// given is what has answered a question beforehand.
func (w *wizard) given(q *question) string {
	switch {
	case q.id == "dir" && w.moves:
		return ""
	case q.id != signIn:
		return w.project.Given(q.id)
	case w.project.Given("providers") != "":
		return w.project.Given("providers")
	case w.options.Auth == "none":
		return w.project.Given("auth")
	}
	return ""
}

// fixed is why a question leaves no choice; empty where it does.
func (w *wizard) fixed(q *question) string {
	if w.project.Fixed == nil || w.given(q) != "" {
		return ""
	}
	_, reason := w.project.Fixed(q.id, w.options)
	return reason
}

// open reports whether a question is asked.
func (w *wizard) open(q *question) bool {
	return w.shown(q) && w.given(q) == "" && w.fixed(q) == ""
}

// fix gives the questions without a choice their answers, and those that have
// one again the answer they had before.
func (w *wizard) fix() {
	for _, q := range w.all {
		wish, fixed := w.wishes[q.id]
		switch {
		case w.fixed(q) != "" && !fixed:
			w.wishes[q.id] = q.get(&w.options)
			fallthrough
		case w.fixed(q) != "":
			value, _ := w.project.Fixed(q.id, w.options)
			q.set(&w.options, value)
		case fixed:
			q.set(&w.options, wish)
			delete(w.wishes, q.id)
		}
	}
}

func (w *wizard) next(from int) int {
	for i := from + 1; i < len(w.all); i++ {
		if w.open(w.all[i]) {
			return i
		}
	}
	return -1
}

func (w *wizard) previous(from int) int {
	for i := from - 1; i >= 0; i-- {
		if w.open(w.all[i]) {
			return i
		}
	}
	return -1
}

// position is the current question's number and how many there are.
func (w *wizard) position() (number, count int) {
	for i, q := range w.all {
		if w.open(q) {
			count++
			if i <= w.at {
				number++
			}
		}
	}
	return number, count
}

// ask puts a question, with the answer it has.
func (w *wizard) ask(i int) {
	w.at, w.fault = i, ""
	q := w.all[i]
	value := q.get(&w.options)
	switch {
	case q.many:
		w.field = newGridField(w.remarked(q), strings.Split(value, ","), q.alone)
	case len(q.values) > 0:
		w.field = newListField(w.palette, w.remarked(q), value)
	case q.id == "dir":
		w.field = newTextField(w.palette, value, w.project.Suggest)
	default:
		w.field = newTextField(w.palette, value, "")
	}
}

// remarked are a question's values with what is to know about each.
func (w *wizard) remarked(q *question) []scaffold.Value {
	list := make([]scaffold.Value, 0, len(q.values))
	for _, v := range q.values {
		if q.id == more {
			v.About = strings.TrimPrefix(v.About+": "+w.extrasInWords(), ": ")
		} else if w.project.Remark != nil {
			if remark := w.project.Remark(q.id, v.Value, w.options); remark != "" {
				v.About = strings.TrimPrefix(v.About+"; "+remark, "; ")
			}
		}
		list = append(list, v)
	}
	return list
}

func (w *wizard) extrasInWords() string {
	var words []string
	for _, q := range w.extras() {
		if say := q.say(q.get(&w.options)); say != "" {
			words = append(words, say)
		}
	}
	return strings.Join(words, ", ")
}

// answer is what the field stands for.
func (w *wizard) answer() string {
	value := w.field.value()
	if value == "" && w.all[w.at].id == "dir" {
		return w.project.Suggest
	}
	return value
}

// check says what is wrong with an answer to the current question.
func (w *wizard) check(value string) string {
	q := w.all[w.at]
	if q.id == "dir" {
		if w.project.CheckDir == nil {
			return ""
		}
		return inWords(w.project.CheckDir(value))
	}
	if q.id == more {
		return ""
	}
	trial := w.options
	q.set(&trial, value)
	if _, err := w.fitted(trial, q); err != nil {
		return inWords(err)
	}
	return ""
}

// inWords is an error with its advice, for the one line it has.
func inWords(err error) string {
	if err == nil {
		return ""
	}
	var hinted interface{ Hint() string }
	if errors.As(err, &hinted) && hinted.Hint() != "" {
		return err.Error() + "; " + hinted.Hint()
	}
	return err.Error()
}

// accept takes the answer as it stands, if it can be had, and makes the others
// fit.
func (w *wizard) accept() bool {
	value := w.answer()
	if w.fault = w.check(value); w.fault != "" {
		return false
	}
	w.take(value)
	return true
}

// take makes value the answer to the current question.
func (w *wizard) take(value string) {
	q := w.all[w.at]
	q.set(&w.options, value)
	w.answered[q.id] = true
	delete(w.notes, q.id)
	for _, c := range w.fit(&w.options, q) {
		w.notes[c.question.id] = c.why
	}
	w.fix()
}

// fit makes the other answers go with that of q.
func (w *wizard) fit(o *scaffold.Options, q *question) []fitting {
	changes, _ := w.fitted(*o, q)
	for _, c := range changes {
		c.question.set(o, c.value)
	}
	return changes
}

// fitting is an answer that no longer goes with another, and what it becomes.
type fitting struct {
	question   *question
	value, why string
}

// fitted finds values for the answers that do not go with that of q any more.
// The error says that there is none, or that a flag stands in the way.
func (w *wizard) fitted(trial scaffold.Options, q *question) ([]fitting, error) {
	var changes []fitting
	for range w.all {
		err := valid(trial)
		var fault *scaffold.OptionError
		if !errors.As(err, &fault) {
			return changes, err
		}
		other := w.find(fault.Option)
		if other == nil || other == q || w.given(other) != "" {
			return nil, err
		}
		value, found := w.fitting(trial, other)
		if !found {
			return nil, err
		}
		other.set(&trial, value)
		changes = append(changes, fitting{other, value, fault.Message})
	}
	return changes, valid(trial)
}

// fitting is the first value of a question that goes with the other answers.
func (w *wizard) fitting(trial scaffold.Options, q *question) (string, bool) {
	for _, v := range q.values {
		q.set(&trial, v.Value)
		var fault *scaffold.OptionError
		if err := valid(trial); err == nil || errors.As(err, &fault) && w.find(fault.Option) != q {
			return v.Value, true
		}
	}
	return "", false
}

// valid checks options whose folder may still be missing.
func valid(o scaffold.Options) error {
	if o.Dir == "" {
		o.Dir = "my-app"
	}
	return o.Validate()
}

func (w *wizard) find(option string) *question {
	if option == "auth" || option == "providers" {
		option = signIn
	}
	for _, q := range w.all {
		if q.id == option {
			return q
		}
	}
	return nil
}

func (w *wizard) index(id string) int {
	return slices.IndexFunc(w.all, func(q *question) bool { return q.id == id })
}

// forward goes to the next question, or where the answers lead.
func (w *wizard) forward() {
	if w.all[w.at].id == "on-conflict" && w.options.OnConflict == scaffold.ConflictAbort {
		w.options.Dir, w.moves = "", true
		w.ask(w.index("dir"))
		return
	}
	i := w.next(w.at)
	unanswered := i >= 0 && !w.answered[w.all[i].id]
	if i < 0 || w.returns && !unanswered {
		w.finish()
		return
	}
	w.ask(i)
}

// back goes to the question before; the answer as it stands is kept if it can
// be had.
func (w *wizard) back() {
	i := w.previous(w.at)
	if i < 0 {
		return
	}
	if w.check(w.answer()) == "" && w.field.value() != "" {
		w.all[w.at].set(&w.options, w.answer())
	}
	w.ask(i)
}

// finish leaves the rest as it is shown and goes to the review. What has no
// answer that could be taken by itself is asked all the same.
func (w *wizard) finish() {
	w.returns = false
	if q := w.find("on-conflict"); q != nil && w.open(q) && w.options.OnConflict == scaffold.ConflictAbort {
		w.ask(w.index("on-conflict"))
		return
	}
	adds := w.project.Adds != nil && w.project.Adds(w.options.Dir)
	if !w.project.Review || w.project.Plan == nil || adds {
		w.end = finished
		return
	}
	result := w.plan(w.options)
	w.review = newReview(w.terminal, result.preview, result.err, w.command(), w.project.Act)
}

func (w *wizard) command() []string { return w.commandFor(w.options) }

// tentative are the options with the answer as it stands in the field.
func (w *wizard) tentative() scaffold.Options {
	o := w.options
	if q := w.all[w.at]; q.id != more && w.fault == "" && w.answer() != "" {
		q.set(&o, w.answer())
		w.fit(&o, q)
	}
	return o
}

func (w *wizard) commandFor(o scaffold.Options) []string {
	if w.project.Command == nil {
		return nil
	}
	if o.Dir == "" {
		o.Dir = w.project.Suggest
	}
	return w.project.Command(o)
}

// plan is what options come to. It costs about a millisecond; moving up and
// down a list asks for the same ones again.
func (w *wizard) plan(o scaffold.Options) planned {
	if w.project.Plan == nil {
		return planned{}
	}
	if o.Dir == "" {
		o.Dir = w.project.Suggest
	}
	if o.OnConflict == scaffold.ConflictAbort && w.project.Holds != nil && w.project.Holds(o.Dir) != "" {
		o.OnConflict = scaffold.ConflictSkip // until that question is answered
	}
	key := fmt.Sprint(o)
	result, found := w.previews[key]
	if !found {
		result.preview, result.err = w.project.Plan(o)
		result.preview = result.preview.harmless()
		w.previews[key] = result
	}
	return result
}
