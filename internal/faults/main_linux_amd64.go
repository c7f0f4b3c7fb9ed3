package main

import (
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"syscall"
	"text/tabwriter"
	"time"
)

func main() {
	helped(os.Args)
	h := harness{}
	flag.StringVar(&h.program, "program", "bin/create-app", "the program to try")
	flag.StringVar(&h.command, "command", "", "only the command of that name")
	flag.StringVar(&h.only, "only", "", "only calls, limits, rounds or hostile")
	flag.StringVar(&h.what, "try", "", "only tries whose names begin so, such as \"EIO once\" or \"EIO at call 7\"")
	flag.IntVar(&h.sample, "sample", 0, "at most so many tries of each kind for each command (0: all)")
	flag.IntVar(&h.rounds, "rounds", 300, "how often runs are started at once")
	flag.IntVar(&h.workers, "j", runtime.NumCPU(), "tries at the same time")
	flag.StringVar(&h.results, "results", "", "a file of results: what it has is not tried again, and what is new is added")
	flag.DurationVar(&h.limit, "for", 0, "begin no more tries after that time; with -results the next run goes on")
	seed := flag.Uint64("seed", 1, "which places a sample takes")
	flag.Parse()
	h.random = rand.New(rand.NewPCG(*seed, 0))
	if err := h.run(); err != nil {
		fmt.Fprintln(os.Stderr, "faults:", err)
		os.Exit(1)
	}
}

// harness is one run of this program.
type harness struct {
	program, command, only, what, results string
	sample, rounds, workers               int
	random                                *rand.Rand

	dense []filled
	top   string
	count int
	mu    sync.Mutex
	limit time.Duration
	rows  map[string]row
}

// row is what came of the tries of a command, by their names.
type row map[string]string

// try is one fault for one command.
type try struct {
	row, what string
	run       func(top string) error
}

func (h *harness) run() error {
	var err error
	if h.program, err = filepath.Abs(h.program); err != nil {
		return err
	}
	if h.top, err = os.MkdirTemp("", "faults"); err != nil {
		return err
	}
	defer os.RemoveAll(h.top)
	h.rows = map[string]row{}
	if h.results != "" {
		text, err := os.ReadFile(h.results)
		if err == nil {
			err = json.Unmarshal(text, &h.rows)
		}
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	tries, err := h.tries()
	if errors.Is(err, syscall.EPERM) {
		fmt.Println("faults: processes may not be traced here, so nothing was tried")
		return nil
	}
	if err != nil {
		return err
	}
	tries = slices.DeleteFunc(tries, func(t try) bool { return h.rows[t.row][t.what] != "" || !strings.HasPrefix(t.what, h.what) })
	h.random.Shuffle(len(tries), func(i, k int) { tries[i], tries[k] = tries[k], tries[i] })
	done, bad := h.carryOut(tries)
	h.print()
	if h.results != "" {
		text, err := json.MarshalIndent(h.rows, "", "  ")
		if err == nil {
			err = os.WriteFile(h.results, append(text, '\n'), 0o644)
		}
		if err != nil {
			return err
		}
	}
	if bad > 0 {
		return fmt.Errorf("%d of %d tries were not survived", bad, done)
	}
	if done < len(tries) {
		fmt.Printf("%d tries are still to be made\n", len(tries)-done)
	}
	return nil
}

func (h *harness) place() string {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.count++
	return filepath.Join(h.top, fmt.Sprint(h.count))
}

func (h *harness) wants(kind, command string) bool {
	return (h.only == "" || h.only == kind) && (h.command == "" || h.command == command)
}

// tries are all that was asked for.
func (h *harness) tries() ([]try, error) {
	all := scenarios()
	var list []try
	for _, s := range all {
		if h.command != "" && h.command != s.name {
			continue
		}
		st, err := s.learn(h.program, h.place())
		if err != nil {
			return nil, err
		}
		if h.wants("calls", s.name) {
			list = append(list, h.callTries(s, st)...)
		}
		if h.wants("limits", s.name) {
			list = append(list, h.limitTries(s, st)...)
		}
		if h.wants("rounds", s.name) {
			for i := range h.rounds {
				random := rand.New(rand.NewPCG(h.random.Uint64(), 0))
				list = append(list, try{s.name, fmt.Sprintf("round %d", i), func(top string) error { return s.round(h.program, top, st, random) }})
			}
		}
	}
	h.dense = filledTraps()
	for _, s := range append(all, looking(all)...) {
		if h.wants("hostile", s.name) && !s.fresh {
			list = append(list, h.hostileTries(s)...)
		}
	}
	for _, m := range mixtures(all) {
		if !h.wants("rounds", m.name()) {
			continue
		}
		if err := m.learn(h.program, h.place); err != nil {
			return nil, err
		}
		for i := range h.rounds {
			list = append(list, try{m.name(), fmt.Sprintf("round %d", i), func(top string) error { return m.round(h.program, top) }})
		}
	}
	return list, nil
}

// some takes a sample of the numbers below n.
func (h *harness) some(n int) []int {
	all := h.random.Perm(n)
	if h.sample > 0 && n > h.sample {
		all = all[:h.sample]
	}
	slices.Sort(all)
	return all
}

func (h *harness) callTries(s scenario, st states) []try {
	var list []try
	for _, f := range faults() {
		for _, n := range h.some(f.count(st.ops)) {
			list = append(list, try{s.name, fmt.Sprintf("%s at call %d", f.name, n), func(top string) error {
				p, err := s.lay(h.program, top)
				defer p.clean()
				if err != nil {
					return err
				}
				r, err := traced(p.command(s.args...), f, n)
				if err != nil {
					return err
				}
				return s.judge(p, st, r, f)
			}})
		}
	}
	return list
}

func (h *harness) limitTries(s scenario, st states) []try {
	var list []try
	all := limits()
	for _, i := range h.some(len(all)) {
		l := all[i]
		list = append(list, try{s.name, l.name, func(top string) error {
			p, r, err := l.run(s, h.program, top)
			defer p.clean()
			if err != nil {
				return err
			}
			return s.judge(p, st, r, fault{name: l.name, stays: true})
		}})
	}
	return list
}

func (h *harness) hostileTries(s scenario) []try {
	var list []try
	files, all := trapped(), traps()
	for _, i := range h.some(len(files) * len(all)) {
		file, t := files[i%len(files)], all[i/len(files)]
		list = append(list, try{s.name, file + " is " + t.name, func(top string) error { return s.meet(h.program, top, t, file) }})
	}
	for _, i := range h.some(len(h.dense)) {
		d := h.dense[i]
		list = append(list, try{s.name, d.file + " has " + d.name, func(top string) error { return s.meet(h.program, top, d.trap, d.file) }})
	}
	return list
}

// carryOut runs tries, several at once, and counts what came of them.
func (h *harness) carryOut(list []try) (done, bad int) {
	queue := make(chan try)
	var workers sync.WaitGroup
	for range h.workers {
		workers.Go(func() {
			for t := range queue {
				err := t.run(h.place())
				h.mu.Lock()
				bad += h.note(t, err)
				h.mu.Unlock()
			}
		})
	}
	start := time.Now()
	for _, t := range list {
		if h.limit > 0 && time.Since(start) > h.limit {
			break
		}
		queue <- t
		done++
	}
	close(queue)
	workers.Wait()
	return done, bad
}

// note keeps the outcome of a try, and prints it if it is bad.
func (h *harness) note(t try, err error) (bad int) {
	if h.rows[t.row] == nil {
		h.rows[t.row] = row{}
	}
	if err == nil {
		h.rows[t.row][t.what] = survived.String()
		return 0
	}
	fmt.Printf("%s, %s: %v\n", t.row, t.what, strings.TrimSpace(err.Error()))
	var p *problem
	if errors.As(err, &p) { // another error says that there was no try
		h.rows[t.row][t.what] = p.verdict.String()
	}
	return 1
}

// print prints the table, in Markdown.
func (h *harness) print() {
	w := tabwriter.NewWriter(os.Stdout, 0, 0, 1, ' ', 0)
	columns := []verdict{survived, lost, leaked, hung, crashed}
	fmt.Fprint(w, "| command\t| tried\t")
	for _, c := range columns {
		fmt.Fprintf(w, "| %s\t", c)
	}
	fmt.Fprint(w, "|\n| ---\t| ---:\t| ---:\t| ---:\t| ---:\t| ---:\t| ---:\t|\n")
	for _, name := range slices.Sorted(maps.Keys(h.rows)) {
		counts := map[string]int{}
		for _, outcome := range h.rows[name] {
			counts[outcome]++
		}
		fmt.Fprintf(w, "| %s\t| %d\t", name, len(h.rows[name]))
		for _, c := range columns {
			fmt.Fprintf(w, "| %d\t", counts[c.String()])
		}
		fmt.Fprint(w, "|\n")
	}
	_ = w.Flush()
}
