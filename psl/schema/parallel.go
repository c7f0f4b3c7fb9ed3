package schema

import (
	"runtime"
	"sync"
)

// blocksPerPart is the least number of declarations that are worth a goroutine.
const blocksPerPart = 64

// split divides the declarations among resolvers that work side by side: they
// share the schema, and each has its own memory and diagnostics. A small schema
// is left to r alone.
func (r *resolver) split() []*resolver {
	n := min(runtime.GOMAXPROCS(0), len(r.order)/blocksPerPart)
	if n < 2 {
		return []*resolver{r}
	}
	parts := make([]*resolver, n)
	for i := range parts {
		p := &resolver{schema: r.schema, duplicates: r.duplicates}
		p.order = r.order[len(r.order)*i/n : len(r.order)*(i+1)/n]
		p.expect(r.fieldCount/n, r.attributeCount/n)
		parts[i] = p
	}
	return parts
}

// each takes one step in all parts. Steps of one part must not touch what a step
// of another changes. The diagnostics come in the order of the parts, which is
// the one a single resolver would report them in.
func (r *resolver) each(parts []*resolver, step func(*resolver)) {
	if len(parts) == 1 {
		step(r)
		return
	}
	var wait sync.WaitGroup
	for _, p := range parts {
		wait.Go(func() { step(p) })
	}
	wait.Wait()
	for _, p := range parts {
		r.findings.Report(p.findings.List...)
		p.findings = Findings{}
	}
}
