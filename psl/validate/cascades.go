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
	w := &walk{graph: g, seen: make([]int, len(g))}
	for node, edges := range g {
		if len(edges) < 2 {
			continue
		}
		for _, r := range w.meeting(node) {
			c.report(cascadePaths(r))
		}
	}
}

// walk goes through a graph from one node after the other.
type walk struct {
	graph
	round int   // the visits in seen that count
	seen  []int // by node: in which round it was seen last
	queue []*schema.Model
}

// meeting returns the edges of start from which some node can be reached that
// can be reached from another edge of start, too.
func (w *walk) meeting(start int) []*schema.Relation {
	meets := map[*schema.Relation]bool{}
	from := make(map[int][]*schema.Relation) // by node: the edges of start that lead to it
	for _, edge := range w.graph[start] {
		w.round++
		w.queue = append(w.queue[:0], edge.To)
		for len(w.queue) > 0 {
			m := w.queue[len(w.queue)-1]
			w.queue = w.queue[:len(w.queue)-1]
			n := m.Number()
			if n == start || w.seen[n] == w.round {
				continue
			}
			w.seen[n] = w.round
			from[n] = append(from[n], edge)
			for _, r := range w.graph[n] {
				w.queue = append(w.queue, r.To)
			}
		}
	}
	for _, edges := range from {
		if len(edges) > 1 {
			for _, edge := range edges {
				meets[edge] = true
			}
		}
	}
	var list []*schema.Relation
	for _, edge := range w.graph[start] {
		if meets[edge] {
			list = append(list, edge)
		}
	}
	return list
}
