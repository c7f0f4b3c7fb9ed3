package prompts

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"github.com/charmbracelet/x/ansi"

	"create-app/plain"
	"create-app/scaffold"
	"create-app/scaffold/change"
)

// conversation asks in plain lines: nothing is redrawn, nothing is told by
// colour, and every question says its number, its answers, its default and the
// ways out, so that a screen reader reads all of it.
type conversation struct {
	ctx context.Context
	out io.Writer
	in  <-chan string // closed at the end of the input

	width int // of the terminal; 0 where it is not known
}

// errBack is the wish to see the question before.
var errBack = errors.New("back")

func (t *Terminal) converse(ctx context.Context) *conversation {
	if t.input == nil {
		input := make(chan string)
		t.input = input
		go func() {
			defer close(input)
			for reader := bufio.NewReader(t.In); ; {
				line, err := reader.ReadString('\n')
				if err != nil {
					return // an unfinished line is no answer
				}
				input <- strings.TrimSpace(line)
			}
		}()
	}
	return &conversation{ctx, plain.NewWriter(t.Out), t.input, t.Width}
}

// say breaks lines between words; what is indented goes on below its text.
func (c *conversation) say(format string, args ...any) {
	for line := range strings.SplitSeq(fmt.Sprintf(format, args...), "\n") {
		if c.width > 0 && ansi.StringWidth(line) > c.width {
			indent := strings.Repeat(" ", len(line)-len(strings.TrimLeft(line, " ")))
			if indent != "" {
				indent += "   " // behind the number
			}
			first, rest, _ := strings.Cut(ansi.Wrap(line, c.width, ""), "\n")
			fmt.Fprintln(c.out, first)
			rest = ansi.Wrap(strings.ReplaceAll(rest, "\n", " "), max(10, c.width-len(indent)), "")
			line = strings.Join(indented(lines(rest), indent), "\n")
		}
		fmt.Fprintln(c.out, line)
	}
}

// sayWhole leaves a line in one piece, so that it can be copied.
func (c *conversation) sayWhole(line string) { fmt.Fprintln(c.out, line) }

// read is a line of input. The end of it, and a signal, stop the run.
func (c *conversation) read() (string, error) {
	fmt.Fprint(c.out, "> ")
	select {
	case <-c.ctx.Done():
		return "", change.ErrStopped
	case line, found := <-c.in:
		switch {
		case !found || c.ctx.Err() != nil || line == "quit":
			return "", change.ErrStopped
		case line == "back":
			return "", errBack
		}
		return line, nil
	}
}

// pick asks for one of the values, by number or by name; chosen is what an
// empty line gives.
func (c *conversation) pick(values []scaffold.Value, chosen string) (string, error) {
	named := chosen
	for i, v := range values {
		line := fmt.Sprintf("  %d. %s", i+1, v.Name)
		if v.About != "" {
			line += ": " + v.About
		}
		c.say("%s", line)
		if v.Value == chosen {
			named = v.Name
		}
	}
	for {
		c.say("Type a number. Enter alone gives: %s.", named)
		line, err := c.read()
		if err != nil {
			return "", err
		}
		if line == "" {
			return chosen, nil
		}
		if i := position(values, line); i >= 0 {
			return values[i].Value, nil
		}
		c.say("%q is not one of the numbers 1 to %d.", line, len(values))
	}
}

// position finds a value by its number or its name; -1 for neither.
func position(values []scaffold.Value, word string) int {
	if n, err := strconv.Atoi(word); err == nil && n >= 1 && n <= len(values) {
		return n - 1
	}
	return slices.IndexFunc(values, func(v scaffold.Value) bool {
		return strings.EqualFold(v.Value, word) || strings.EqualFold(v.Name, word)
	})
}

// pickSeveral asks for any number of the values.
func (c *conversation) pickSeveral(values []scaffold.Value, chosen string, named, alone string) (string, error) {
	for i, v := range values {
		line := fmt.Sprintf("  %d. %s", i+1, v.Name)
		if v.About != "" {
			line += ": " + v.About
		}
		c.say("%s", line)
	}
	for {
		c.say("Type numbers with commas between them, or 0 for none of them. Enter alone gives: %s.", named)
		line, err := c.read()
		if err != nil {
			return "", err
		}
		switch line {
		case "":
			return chosen, nil
		case "0":
			return "", nil
		}
		if i := position(values, line); i >= 0 { // a name with blanks in it
			return values[i].Value, nil
		}
		grid, wrong := newGridField(values, nil, alone), ""
		for word := range strings.FieldsFuncSeq(line, func(r rune) bool { return r == ',' || r == ' ' }) {
			i := position(values, word)
			if i < 0 {
				wrong = word
				break
			}
			if !grid.chosen[values[i].Value] {
				grid.toggle(values[i].Value)
			}
		}
		if wrong == "" {
			return grid.value(), nil
		}
		c.say("%q is not one of the numbers 1 to %d.", wrong, len(values))
	}
}

// lineByLine is the wizard in plain lines. It asks the same questions in the
// same order, with the same answers to begin with.
func (w *wizard) lineByLine(ctx context.Context, t *Terminal) error {
	c := t.converse(ctx)
	c.say("create-app: a few questions. Every answer can be changed until the end: \"back\" goes to the question before, \"quit\" leaves and writes nothing.")
	for _, q := range w.all {
		if w.shown(q) && w.given(q) != "" {
			c.say("%s: %s, by %s.", q.label, q.say(q.get(&w.options)), w.given(q))
		}
	}
	for w.end == running {
		var err error
		if w.reviewing() {
			err = w.reviewLines(c)
		} else {
			err = w.askLine(c)
		}
		if err != nil {
			return err
		}
	}
	*w.project.Options = w.options
	return nil
}

// askLine puts the current question and takes its answer.
func (w *wizard) askLine(c *conversation) error {
	q := w.all[w.at]
	number, count := w.position()
	c.say("\nQuestion %d of %d. %s", number, count, q.title)
	if note := w.notes[q.id]; note != "" {
		c.say("Changed by an earlier answer: %s.", note)
	}
	chosen := w.answer()
	named := q.say(chosen)
	if source := w.source(q); source != "" {
		named += ", " + source
	}
	var answer string
	var err error
	switch {
	case q.many:
		answer, err = c.pickSeveral(w.remarked(q), chosen, named, q.alone)
	case len(q.values) > 0:
		answer, err = c.pick(w.remarked(q), chosen)
	default:
		c.say("Enter alone gives: %s.", chosen)
		answer, err = c.read()
		if answer == "" {
			answer = chosen
		}
	}
	if errors.Is(err, errBack) {
		if w.previous(w.at) < 0 {
			c.say("This is the first question.")
		}
		w.back()
		return nil
	}
	if err != nil {
		return err
	}
	if fault := w.check(answer); fault != "" {
		c.say("That cannot be had: %s.", fault)
		return nil
	}
	w.take(answer)
	w.forward()
	for _, other := range w.all {
		if note := w.notes[other.id]; note != "" && !w.answered[other.id] {
			c.say("%s is %s now: %s.", other.label, other.say(other.get(&w.options)), note)
		}
	}
	return nil
}

// reviewLines says what the answers come to and asks whether to go on.
func (w *wizard) reviewLines(c *conversation) error {
	r := w.review
	c.say("\nWhat it comes to:")
	for _, q := range w.all {
		if w.shown(q) && q.id != more {
			line := q.label + ": " + q.say(q.get(&w.options))
			if reason := w.fixed(q); reason != "" {
				line += ", because " + reason
			}
			c.say("  %s", line)
		}
	}
	if r.err != nil {
		c.say("That cannot be done: %s.", inWords(r.err))
		c.say("Type \"back\" to change an answer, or \"quit\".")
		for {
			if _, err := c.read(); errors.Is(err, errBack) {
				w.leaveReview()
				return nil
			} else if err != nil {
				return err
			}
		}
	}
	sayPlan(c, r.preview, r.command)
	yes, err := c.yes(w.project.Act)
	switch {
	case errors.Is(err, errBack):
		w.leaveReview()
		return nil
	case err == nil && !yes:
		return change.ErrStopped
	case err == nil:
		w.end = finished
	}
	return err
}

// sayPlan lists the files and the command.
func sayPlan(c *conversation, p *Preview, command []string) {
	c.say("\nThe files, %s:", p.Count)
	for _, f := range p.Files {
		if f.Fate == Create {
			c.say("  %s", f.Path)
		} else {
			c.say("  %s: %s", f.Path, f.Fate)
		}
	}
	for _, note := range p.Notes {
		c.say("%s", note)
	}
	if len(command) > 0 {
		c.say("\nThe same without questions:")
		c.sayWhole(strings.Join(command, " ") + "\n")
	}
}

// yes asks whether to do something; Enter alone means yes.
func (c *conversation) yes(act string) (bool, error) {
	for {
		c.say("Go on and %s? Type yes or no. Enter alone gives: yes.", act)
		line, err := c.read()
		if err != nil {
			return false, err
		}
		switch strings.ToLower(line) {
		case "", "y", "yes":
			return true, nil
		case "n", "no":
			return false, nil
		}
		c.say("%q is neither.", line)
	}
}

func (t *Terminal) chooseByLine(ctx context.Context, m Menu) (string, error) {
	c := t.converse(ctx)
	for _, fact := range m.Facts {
		c.say("%s: %s", fact[0], fact[1])
	}
	c.say("\n%s", m.Title)
	for {
		value, err := c.pick(m.Values, m.Chosen)
		if !errors.Is(err, errBack) {
			return value, err
		}
		c.say("This is the first question.")
	}
}

// reviewByLine is [Terminal.Review] in plain lines: the changes themselves, as
// a diff would have them, because they are what is asked about.
func (t *Terminal) reviewByLine(ctx context.Context, title string, p *Preview, act string, command []string) error {
	c := t.converse(ctx)
	c.say("%s", title)
	for _, f := range p.Files {
		if f.Fate == Keep {
			continue
		}
		c.say("\n%s: %s", f.Path, f.Fate)
		for _, line := range compare(f.Before, f.After) {
			switch {
			case f.Fate == Create || line.kind == added:
				c.say("  add: %s", printable(line.text))
			case line.kind == removed:
				c.say("  remove: %s", printable(line.text))
			}
		}
	}
	sayPlan(c, p, command)
	for {
		yes, err := c.yes(act)
		switch {
		case errors.Is(err, errBack):
			c.say("This is the first question.")
		case err == nil && !yes:
			return change.ErrStopped
		default:
			return err
		}
	}
}
