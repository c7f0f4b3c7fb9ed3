// Command mutate asks whether the tests bite: it changes lines of logic at random, one at a time (a condition turned,
// a comparison or a connective changed, a statement dropped), and runs the tests of the package and of those that import
// it. A change that no test notices survives, and is worth a test.
//
//	go run ./internal/mutate             # 60 changes
//	go run ./internal/mutate -seed 2 -n 5 ./psl/edit
//
// The tree is never changed: the compiler is given the other text by an overlay. "make mutants" runs it.
package main

import (
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"regexp"
	"strings"
	"time"
)

// watched are the packages whose logic people's files depend on.
func watched() []string {
	return []string{"./scaffold", "./scaffold/change", "./scaffold/join", "./scaffold/move", "./project", "./project/env", "./project/gitignore", "./project/manifest",
		"./project/prismaconfig", "./project/typescript", "./doctor", "./nextauth", "./psl/edit", "./psl/convert", "./git", "./untrusted", "./plain"}
}

func main() {
	o := options{}
	flag.IntVar(&o.n, "n", 60, "how many changes")
	flag.Uint64Var(&o.seed, "seed", 1, "which changes")
	flag.IntVar(&o.survivors, "survivors", 6, "how many may survive")
	flag.DurationVar(&o.timeout, "timeout", 5*time.Minute, "for the tests of one package")
	flag.DurationVar(&o.limit, "for", 0, "begin no more changes after that time; with -results the next run goes on")
	flag.StringVar(&o.results, "results", "", "a file of results: what it has is not tried again, and what is new is added")
	flag.Parse()
	o.packages = flag.Args()
	if len(o.packages) == 0 {
		o.packages = watched()
	}
	if err := o.run(); err != nil {
		fmt.Fprintln(os.Stderr, "mutate:", err)
		os.Exit(1)
	}
}

type options struct {
	n, survivors   int
	seed           uint64
	timeout, limit time.Duration
	results        string
	packages       []string
}

// The outcomes of a change; a killed one has the name of a test behind it.
const (
	killed   = "killed"
	survived = "survived"
	refused  = "refused" // by the compiler: no change of the logic
)

func (o options) run() error {
	packages, err := load(o.packages)
	if err != nil {
		return err
	}
	var all []mutant
	for _, p := range packages {
		found, err := mutants(p)
		if err != nil {
			return err
		}
		all = append(all, found...)
	}
	random := rand.New(rand.NewPCG(o.seed, 0))
	random.Shuffle(len(all), func(i, k int) { all[i], all[k] = all[k], all[i] })

	known := map[string]string{}
	if o.results != "" {
		text, err := os.ReadFile(o.results)
		if err == nil {
			err = json.Unmarshal(text, &known)
		}
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	interrupted := make(chan os.Signal, 1)
	signal.Notify(interrupted, os.Interrupt)
	start, counts := time.Now(), map[string]int{}
	for _, m := range all {
		if counts[killed]+counts[survived] == o.n {
			break
		}
		outcome := known[m.String()]
		if outcome == "" {
			if o.limit > 0 && time.Since(start) > o.limit || len(interrupted) > 0 {
				fmt.Printf("%d changes are still to be made\n", o.n-counts[killed]-counts[survived])
				break
			}
			if outcome, err = o.try(m); err != nil {
				return err
			}
			known[m.String()] = outcome
			fmt.Printf("%s: %s\n", m, outcome)
			if err := o.save(known); err != nil {
				return err
			}
		}
		kind, _, _ := strings.Cut(outcome, " ")
		counts[kind]++
	}
	fmt.Printf("%d changes: %d killed, %d survived (seed %d)\n", counts[killed]+counts[survived], counts[killed], counts[survived], o.seed)
	for _, m := range all {
		if known[m.String()] == survived {
			fmt.Println("survived:", m)
		}
	}
	if counts[survived] > o.survivors {
		return fmt.Errorf("%d changes survived, more than %d", counts[survived], o.survivors)
	}
	return nil
}

func (o options) save(known map[string]string) error {
	if o.results == "" {
		return nil
	}
	text, err := json.MarshalIndent(known, "", "  ")
	if err != nil {
		return err
	}
	return os.WriteFile(o.results, append(text, '\n'), 0o644)
}

// try runs the tests with one change made: those of the package first, then those of the packages that import it.
func (o options) try(m mutant) (outcome string, err error) {
	dir, err := os.MkdirTemp("", "mutate")
	if err != nil {
		return "", err
	}
	defer os.RemoveAll(dir)
	changed := filepath.Join(dir, filepath.Base(m.file))
	overlay := filepath.Join(dir, "overlay.json")
	replace, err := json.Marshal(map[string]map[string]string{"Replace": {m.file: changed}})
	if err == nil {
		err = os.WriteFile(changed, m.text, 0o644)
	}
	if err == nil {
		err = os.WriteFile(overlay, replace, 0o644)
	}
	if err != nil {
		return "", err
	}
	if exec.Command("go", "build", "-overlay", overlay, m.of.ImportPath).Run() != nil {
		return refused, nil
	}
	for _, path := range append([]string{m.of.ImportPath}, m.of.importers...) {
		by, err := o.killer(path, overlay)
		if err != nil {
			return "", err
		}
		if by != "" {
			return killed + " by " + by, nil
		}
	}
	return survived, nil
}

// killer is the test of a package that notices, or "". One that fails without the change as well, as tests of time do on a
// busy machine, notices nothing.
func (o options) killer(path, overlay string) (by string, err error) {
	skip := "^$"
	for {
		out, err := o.test(path, "-overlay", overlay, "-skip", skip)
		var exit *exec.ExitError
		if err == nil || !errors.As(err, &exit) {
			return "", err
		}
		name := failed(out)
		if name == "" {
			return reason(path, out), nil
		}
		top, _, _ := strings.Cut(name, "/")
		if _, err := o.test(path, "-run", "^"+top+"$"); err == nil {
			return reason(path, out), nil
		}
		skip += "|^" + top + "$"
	}
}

func (o options) test(path string, more ...string) (out string, err error) {
	text, err := exec.Command("go", append(append([]string{"test", "-vet=off", "-count=1", "-failfast", "-timeout", o.timeout.String()}, more...), path)...).CombinedOutput()
	return string(text), err
}

// failed is the name of the first test that failed.
func failed(out string) string {
	if found := regexp.MustCompile(`--- FAIL: (\S+)`).FindStringSubmatch(out); found != nil {
		return found[1]
	}
	return ""
}

// reason says which test it was, or what else came of it.
func reason(path, out string) string {
	path = strings.TrimPrefix(path, "create-app/")
	if name := failed(out); name != "" {
		return path + " " + name
	}
	if strings.Contains(out, "panic: test timed out") {
		return path + ", which does not end"
	}
	return path
}
