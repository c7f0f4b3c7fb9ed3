package convert

import (
	"cmp"
	"slices"

	"create-app/psl/connector"
	"create-app/psl/schema"
)

// breakCycles makes relations do nothing until no change can reach a table in
// two ways, which SQL Server refuses. Relations whose action somebody wrote
// down are kept first, of these the ones that cascade.
func (m *mover) breakCycles(links map[*schema.Relation]*link) {
	allowed := m.to.Connector.ActionsIn(m.mode)
	graph := cascades{}
	relations := m.inline()
	slices.SortStableFunc(relations, func(a, b *schema.Relation) int { return cmp.Compare(worth(b), worth(a)) })
	for _, r := range relations {
		l := links[r]
		onDelete := cmp.Or(l.onDelete, r.OnDelete(allowed))
		onUpdate := cmp.Or(l.onUpdate, r.OnUpdate())
		if !modifies(onDelete) && !modifies(onUpdate) || graph.add(r.From, r.To) {
			continue
		}
		l.onDelete, l.onUpdate = connector.NoAction, connector.NoAction
		at := m.atField(r.Forward)
		help := "delete or clear the " + r.From.Name() + " rows in the application before their " + r.To.Name()
		if modifies(onDelete) {
			m.note(Code, at, help, "onDelete: %s becomes NoAction: SQL Server has no cascades that meet or go in circles", onDelete)
		} else {
			m.changed(at, "onDelete and onUpdate become NoAction: SQL Server has no cascades that meet or go in circles")
		}
	}
}

// worth orders relations by how much breaking them would lose.
func worth(r *schema.Relation) int {
	switch r.Forward.Relation.OnDelete {
	case connector.Cascade:
		return 3
	case connector.SetNull, connector.SetDefault:
		return 2
	case 0:
		return 1
	}
	return 0
}

// modifies reports whether an action changes rows.
func modifies(a connector.Action) bool { return a != connector.NoAction && a != connector.Restrict }

// cascades are the ways in which a change of one table goes on to others: from
// each table to those it refers to. Between two tables there is at most one way.
type cascades map[*schema.Model][]*schema.Model

// add adds a way unless there would then be two, or a circle.
func (c cascades) add(from, to *schema.Model) bool {
	above := c.reach(to, func(m *schema.Model) []*schema.Model { return c[m] })
	if above[from] {
		return false
	}
	for below := range c.reach(from, c.below) {
		for model := range c.reach(below, func(m *schema.Model) []*schema.Model { return c[m] }) {
			if above[model] {
				return false
			}
		}
	}
	c[from] = append(c[from], to)
	return true
}

func (c cascades) below(to *schema.Model) []*schema.Model {
	var list []*schema.Model
	for from, targets := range c {
		if slices.Contains(targets, to) {
			list = append(list, from)
		}
	}
	return list
}

// reach are the models that can be reached from start, itself included.
func (c cascades) reach(start *schema.Model, next func(*schema.Model) []*schema.Model) map[*schema.Model]bool {
	seen := map[*schema.Model]bool{start: true}
	for todo := []*schema.Model{start}; len(todo) > 0; {
		model := todo[len(todo)-1]
		todo = todo[:len(todo)-1]
		for _, other := range next(model) {
			if !seen[other] {
				seen[other] = true
				todo = append(todo, other)
			}
		}
	}
	return seen
}
