package validate

import (
	"create-app/psl/connector"
	"create-app/psl/schema"
)

// checkCascades looks for referential actions that come round to where they
// started, or reach a table on two ways, as Prisma's cycles and
// multiple_cascading_paths do. Only SQL Server minds the second; the first also
// matters wherever Prisma carries out the actions itself.
func (c *checker) checkCascades() {
	detects := c.conn.Has(connector.ReferenceCycleDetection)
	if !detects && c.mode == connector.ForeignKeys {
		return
	}
	g := c.cascadeGraph()
	components := g.components()
	endless := g.reachLoops(components)
	for _, r := range c.Relations {
		if !r.IsInline() || !r.IsComplete() || !c.cascades(r) {
			continue
		}
		to := r.To.Number()
		if r.IsSelf() || components[r.From.Number()] == components[to] || endless[components[to]] {
			c.report(cascadeCycle(r))
		}
	}
	if detects && c.mode == connector.ForeignKeys {
		c.checkCascadePaths(g)
	}
}

// cascades reports whether a change of the model referred to changes rows of
// the model that refers.
func (c *checker) cascades(r *schema.Relation) bool {
	return changes(r.OnDelete(c.conn.ActionsIn(c.mode))) || changes(r.OnUpdate())
}

func changes(a connector.Action) bool { return a != connector.NoAction && a != connector.Restrict }

// graph has the models as nodes, by number, and the relations that cascade as edges.
type graph [][]*schema.Relation

func (c *checker) cascadeGraph() graph {
	g := make(graph, len(c.Models)+len(c.Views))
	for _, r := range c.Relations {
		if r.IsInline() && r.IsComplete() && c.cascades(r) {
			g[r.From.Number()] = append(g[r.From.Number()], r)
		}
	}
	return g
}

// components gives every node the number of its strongly connected component.
// A component's number is larger than those of the components it leads to. This
// is Tarjan's algorithm, without recursion.
func (g graph) components() []int {
	const unseen = -1
	component, low := make([]int, len(g)), make([]int, len(g))
	index := make([]int, len(g))
	for i := range index {
		index[i], component[i] = unseen, unseen
	}
	var stack, path []int // nodes without a component; nodes being looked at
	next := make([]int, len(g))
	count, found := 0, 0
	for root := range g {
		if index[root] != unseen {
			continue
		}
		path = append(path, root)
		for len(path) > 0 {
			v := path[len(path)-1]
			if index[v] == unseen {
				index[v], low[v] = count, count
				count++
				stack = append(stack, v)
			}
			if next[v] < len(g[v]) {
				w := g[v][next[v]].To.Number()
				next[v]++
				switch {
				case index[w] == unseen:
					path = append(path, w)
				case component[w] == unseen:
					low[v] = min(low[v], index[w])
				}
				continue
			}
			path = path[:len(path)-1]
			if len(path) > 0 {
				parent := path[len(path)-1]
				low[parent] = min(low[parent], low[v])
			}
			if low[v] != index[v] {
				continue
			}
			for w := unseen; w != v; {
				w = stack[len(stack)-1]
				stack = stack[:len(stack)-1]
				component[w] = found
			}
			found++
		}
	}
	return component
}

// reachLoops tells of each component whether a model that refers to itself can
// be reached from it: Prisma reports the way there as a cycle, too.
func (g graph) reachLoops(component []int) []bool {
	byComponent := make([][]int, len(g))
	for v, n := range component {
		byComponent[n] = append(byComponent[n], v)
	}
	loops := make([]bool, len(g))
	for n, nodes := range byComponent {
		for _, v := range nodes {
			for _, r := range g[v] {
				if r.IsSelf() || loops[component[r.To.Number()]] {
					loops[n] = true
				}
			}
		}
	}
	return loops
}

// checkCascadePaths reports relations whose cascade reaches a model that
// another relation of the same model reaches as well.
func (c *checker) checkCascadePaths(g graph) {
	w := &walk{graph: g, round: make([]int, len(g)), owner: make([]int, len(g))}
	for start, edges := range g {
		if len(edges) < 2 {
			continue
		}
		for i, meets := range w.meeting(start) {
			if meets {
				c.report(cascadePaths(edges[i]))
			}
		}
	}
}

// walk goes through a graph from one node after the other.
type walk struct {
	graph
	count int   // how many starts there were
	round []int // by node: the start from which it was seen last
	owner []int // by node: the edge of that start by which it was seen first
	queue []step
	meets []bool
}

// step is a node still to be looked at, and the edge of the start that led there.
type step struct{ node, edge int }

// meeting tells for each edge of start whether some node that can be reached by
// it can be reached by another edge, too. The edges are followed in turn, so
// that where they all meet soon little is looked at.
func (w *walk) meeting(start int) []bool {
	w.count++
	w.queue, w.meets = w.queue[:0], w.meets[:0]
	for i, edge := range w.graph[start] {
		w.queue = append(w.queue, step{edge.To.Number(), i})
		w.meets = append(w.meets, false)
	}
	alone := len(w.meets)
	for next := 0; next < len(w.queue) && alone > 0; next++ {
		s := w.queue[next]
		switch {
		case s.node == start:
		case w.round[s.node] != w.count:
			w.round[s.node], w.owner[s.node] = w.count, s.edge
			for _, r := range w.graph[s.node] {
				w.queue = append(w.queue, step{r.To.Number(), s.edge})
			}
		case w.owner[s.node] != s.edge:
			for _, edge := range [...]int{s.edge, w.owner[s.node]} {
				if !w.meets[edge] {
					w.meets[edge] = true
					alone--
				}
			}
		}
	}
	return w.meets
}
