// Package schema resolves the names of a Prisma schema: which model a field
// refers to, which fields a key or an index is made of, which two fields make
// a relation.
//
// The first call is Resolve, over the files of one schema. It always returns a
// Schema. Mistakes are reported as Prisma's own parser reports them, in the
// same stages: names, then types, then attributes and relations, and a stage is
// left out when one before it found an error. What was not reached is empty.
//
// The package knows nothing of databases: whether a provider supports what a
// schema says is the business of package validate.
package schema
