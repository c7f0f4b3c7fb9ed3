// Command format compares our formatter with Prisma's on folders of schemas, and
// exits with 1 if any comparison comes out different. See CONTRIBUTING.md; "make
// conformance" calls it.
package main

import (
	"flag"
	"fmt"
	"os"

	"github.com/aymanbagabas/go-udiff"

	"create-app/internal/oracle"
	"create-app/psl/internal/conformance"
)

func main() {
	show := flag.Int("show", 3, "show the first `N` schemas that differ")
	mutants := flag.Int("mutants", 0, "also compare `N` mutants of each schema")
	seed := flag.Uint64("seed", 1, "the `number` the mutants are made from")
	generated := flag.Int("generated", 0, "also compare `N` generated schemas whose relations lack something")
	only := flag.Int("prisma", 0, "compare with one `major` version of Prisma only")
	flag.Parse()
	r := run{show: *show, mutants: *mutants, seed: *seed}
	for _, version := range oracle.Versions {
		if *only != 0 && *only != version {
			continue
		}
		if err := r.compare(version, flag.Args()); err != nil {
			fmt.Fprintln(os.Stderr, "error:", err)
			os.Exit(1)
		}
		if err := r.generated(version, *generated); err != nil {
			fmt.Fprintln(os.Stderr, "error:", err)
			os.Exit(1)
		}
	}
	if r.different > 0 {
		os.Exit(1)
	}
}

type run struct {
	show    int
	mutants int
	seed    uint64

	different int
}

func (r *run) compare(version int, folders []string) error {
	o, err := oracle.Start(version)
	if err != nil {
		return err
	}
	defer o.Close()
	for _, folder := range folders {
		names, texts, err := conformance.Schemas(folder)
		if err != nil {
			return err
		}
		if err := r.format(o, folder, names, texts); err != nil {
			return err
		}
		if r.mutants > 0 {
			names, texts = r.mutate(names, texts)
			if err := r.format(o, folder+", mutated", names, texts); err != nil {
				return err
			}
		}
	}
	return nil
}

func (r *run) generated(version, n int) error {
	if n == 0 {
		return nil
	}
	o, err := oracle.Start(version)
	if err != nil {
		return err
	}
	defer o.Close()
	g := conformance.NewGenerator(r.seed)
	names, texts := make([]string, n), make([]string, n)
	for i := range texts {
		names[i], texts[i] = fmt.Sprintf("generated schema %d", i), g.Schema()
	}
	return r.format(o, "generated", names, texts)
}

func (r *run) mutate(names, texts []string) (mutantNames, mutants []string) {
	m := conformance.NewMutator(r.seed, texts)
	for i, text := range texts {
		for k := range r.mutants {
			mutantNames = append(mutantNames, fmt.Sprintf("%s, mutant %d", names[i], k))
			mutants = append(mutants, m.Mutate(text))
		}
	}
	return mutantNames, mutants
}

func (r *run) format(o *oracle.Oracle, title string, names, texts []string) error {
	results, err := conformance.Layout(o, texts)
	if err != nil {
		return err
	}
	r.report(fmt.Sprintf("layout, Prisma %d, %s", o.Version, title), names, texts, results)
	lost, err := conformance.VerdictsKept(o, texts, results)
	if err != nil {
		return err
	}
	r.different += len(lost)
	for _, i := range lost {
		fmt.Printf("%s: Prisma's verdict is another once it is laid out\n%q\n%q\n", names[i], texts[i], results[i].Ours)
	}
	if results, err = conformance.Completed(o, texts); err != nil {
		return err
	}
	r.report(fmt.Sprintf("with relations completed, Prisma %d, %s", o.Version, title), names, texts, results)
	return nil
}

func (r *run) report(title string, names, texts []string, results []conformance.Result) {
	var counts [4]int
	for i, result := range results {
		counts[result.Verdict]++
		if result.Verdict == conformance.Different && r.show > 0 {
			r.show--
			fmt.Printf("%s:\n%q\n%s\n", names[i], texts[i], udiff.Unified("wanted", "ours", result.Want, result.Ours))
		}
	}
	r.different += counts[conformance.Different]
	fmt.Printf("%s: %d schemas", title, len(results))
	for v, n := range counts {
		if n > 0 || v == int(conformance.Different) {
			fmt.Printf("; %d %s", n, conformance.Verdict(v))
		}
	}
	fmt.Println()
}
