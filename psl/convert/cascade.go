package convert

import (
	"cmp"
	"slices"

	"create-app/psl/connector"
	"create-app/psl/schema"
)

// breakCycles makes relations do nothing until no change goes round in a
// circle, and, for SQL Server, until none can reach a table in two ways.
// Relations whose action is written down are kept first, of these the ones
// that cascade.
func (m *mover) breakCycles(links map[*schema.Relation]*link) {
	allowed := m.to.Connector.ActionsIn(m.mode)
	nothing, why := connector.NoAction, "SQL Server has no cascades that meet or go in circles"
	if m.mode == connector.Emulated {
		why = "Prisma's client carries out no cascades that go in circles"
	}
	if !allowed.Has(nothing) {
		nothing = connector.Restrict
	}
	graph := cascades{}
	relations := m.inline()
	slices.SortStableFunc(relations, func(a, b *schema.Relation) int { return cmp.Compare(worth(b), worth(a)) })
	for _, r := range relations {
		l := links[r]
		onDelete := cmp.Or(l.onDelete, r.OnDelete(allowed))
		onUpdate := cmp.Or(l.onUpdate, r.OnUpdate())
		if !modifies(onDelete) && !modifies(onUpdate) || graph.add(r.From, r.To, m.mode == connector.ForeignKeys) {
			continue
		}
		l.onDelete, l.onUpdate = nothing, nothing
		at := m.atField(r.Forward)
		help := "delete or clear the " + r.From.Name() + " rows in the application before their " + r.To.Name()
		if modifies(onDelete) {
			m.note(Code, at, help, "onDelete: %s becomes %s: %s", onDelete, nothing, why)
		} else {
			m.changed(at, "onDelete and onUpdate become %s: %s", nothing, why)
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
// each table to those it refers to, without circles.
type cascades map[*schema.Model][]*schema.Model

// add adds a way unless it closed a circle or, with single, were a second way
// between two tables.
func (c cascades) add(from, to *schema.Model, single bool) bool {
	above := c.reach(to, func(m *schema.Model) []*schema.Model { return c[m] })
	if above[from] {
		return false
	}
	for below := range c.reach(from, c.below) {
		if !single {
			break
		}
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
