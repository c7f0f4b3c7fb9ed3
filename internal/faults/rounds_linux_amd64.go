package main

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"strings"
	"sync"
)

// round starts two to eight runs of one command at once. They have to end as if one had come after the other.
func (s scenario) round(program, top string, st states, random *rand.Rand) error {
	p, err := s.lay(program, top)
	defer p.clean()
	if err != nil {
		return err
	}
	results, err := atOnce(p, repeat(s.args, 2+random.IntN(7)))
	if err != nil {
		return err
	}
	done := 0
	for _, r := range results {
		if err := s.quiet(p, r); err != nil {
			return err
		}
		if r.exit == 0 && !s.fresh || strings.HasPrefix(r.said, "made ") || s.finds() { // one that comes late to a new project finds nothing to add
			done++
		}
	}
	if s.fresh && done != 1 || !s.fresh && done != len(results) {
		return problemf(lost, "of %d runs at once %d say that it is done: %v", len(results), done, results)
	}
	if state, err := st.which(p); err != nil || state != "new" {
		return problemf(lost, "after %d runs at once the disk holds %s %v", len(results), state, err)
	}
	if left := p.left(); len(left) > 0 {
		return problemf(lost, "after %d runs at once there is still %s", len(results), strings.Join(left, ", "))
	}
	return nil
}

func repeat(args []string, n int) [][]string {
	all := make([][]string, n)
	for i := range all {
		all[i] = args
	}
	return all
}

// atOnce starts commands in one place at the same moment.
func atOnce(p place, commands [][]string) ([]ran, error) {
	results := make([]ran, len(commands))
	failures := make([]error, len(commands))
	var runs sync.WaitGroup
	for i, args := range commands {
		runs.Go(func() { results[i], failures[i] = finish(p.command(args...), tooLong) })
	}
	runs.Wait()
	for _, err := range failures {
		if err != nil {
			return nil, err
		}
	}
	return results, nil
}

// mixture is different commands on one project, and all that they may come to in one order or another.
type mixture struct {
	on       scenario
	commands [][]string
	ends     []tree
}

// mixtures are commands that meet in practice: an editor formats while another window moves the database.
func mixtures(all []scenario) []*mixture {
	byName := map[string]scenario{}
	for _, s := range all {
		byName[s.name] = s
	}
	untidy := byName["doctor --fix"]
	untidy.files = with(untidy.files, map[string]string{"prisma/schema.prisma": schema + "\nmodel  B {\n id   Int @id\n}\n"})
	auth, wire, move, fix, format := byName["auth"].args, byName["auth --wire"].args, byName["db"].args, byName["doctor --fix"].args, []string{"format"}
	return []*mixture{
		{on: untidy, commands: [][]string{auth, format}},
		{on: untidy, commands: [][]string{move, auth}},
		{on: untidy, commands: [][]string{wire, format, fix}},
		{on: untidy, commands: [][]string{move, format, fix}},
	}
}

// learn runs the commands in every order.
func (m *mixture) learn(program string, top func() string) error {
	for _, order := range orders(len(m.commands)) {
		p, err := m.on.lay(program, top())
		if err == nil {
			for _, i := range order {
				if _, err = finish(p.command(m.commands[i]...), tooLong); err != nil {
					break
				}
			}
		}
		var end tree
		if err == nil {
			end, err = snapshot(p.dir)
		}
		p.clean()
		if err != nil {
			return err
		}
		m.ends = append(m.ends, end)
	}
	return nil
}

func orders(n int) [][]int {
	if n == 0 {
		return [][]int{nil}
	}
	var all [][]int
	for _, shorter := range orders(n - 1) {
		for at := range n {
			order := append([]int{}, shorter[:at]...)
			all = append(all, append(append(order, n-1), shorter[at:]...))
		}
	}
	return all
}

// round starts all of them at once.
func (m *mixture) round(program, top string) error {
	p, err := m.on.lay(program, top)
	defer p.clean()
	if err != nil {
		return err
	}
	results, err := atOnce(p, m.commands)
	if err != nil {
		return err
	}
	for _, r := range results {
		if err := m.on.quiet(p, r); err != nil {
			return err
		}
	}
	now, err := snapshot(p.dir)
	if err != nil {
		return err
	}
	for _, end := range m.ends {
		if maps.Equal(now, end) {
			if left := p.left(); len(left) > 0 {
				return problemf(lost, "after runs at once there is still %s", strings.Join(left, ", "))
			}
			return nil
		}
	}
	return problemf(lost, "%v at once end as in no order: %s", m.commands, states{old: m.ends[0], new: m.ends[len(m.ends)-1]}.difference(now))
}

func (m *mixture) name() string {
	words := make([]string, len(m.commands))
	for i, args := range m.commands {
		words[i] = args[0]
	}
	return fmt.Sprintf("mixed: %s", strings.Join(words, " + "))
}
