// Package schema resolves the names of a Prisma schema: which model a field
// refers to, which fields a key or an index is made of, which two fields make
// a relation.
//
// The first call is Resolve, over the files of one schema. It always returns a
// Schema, as far as the text allows: mistakes are reported where Prisma's own
// parser reports them, and what a mistake makes meaningless is left out. A field
// of an unknown type, for one, is neither a column nor a relation.
//
// The package knows nothing of databases: whether a provider supports what a
// schema says is the business of package validate.
package schema
