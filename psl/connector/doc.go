// Package connector holds what Prisma knows of each database, as data: which
// features of the schema language it has, its native types, its referential
// actions, its kinds of index, and where the names of its constraints must be
// unique.
//
// The first call is ByProvider, with the provider of a datasource; Empty stands
// for a schema without one. The package looks at no schema: the rules that use
// these facts are in package validate. The tables were made by asking Prisma's
// own parser about every combination, and a test asks it again where it is
// installed.
package connector
