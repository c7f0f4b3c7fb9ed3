// Package psl reads, judges, changes and lays out schemas in the Prisma Schema
// Language, as Prisma 6 and Prisma 7 write it, without Prisma, Node or any file.
//
// Most programs need some of these calls:
//
//   - Parse gives a file with its syntax tree. It never fails: what does not fit
//     the grammar is in the tree as well.
//   - Validate gives the resolved schema (models with their fields, keys and
//     relations, found by name) and what Prisma would say against it: the same
//     verdict and the same lines, in words of our own.
//   - Edit makes changes that leave every other byte alone.
//   - Format gives a text in Prisma's layout.
//   - Walk visits every node of a tree.
//
// A file knows which version of Prisma it was read for, and everything that is
// done with it goes by that version.
//
// The packages below do the work and offer more: syntax has the tree and its
// grammar, schema the models, fields and relations that the names stand for,
// validate the rules, code the kinds of finding as constants, diag the findings
// and their renderings, format the layout, edit the changes, convert the move to
// another database, inspect a schema as JSON, connector what is particular to
// each database.
//
// All of it is pure: bytes in, values out. What is returned may be read by
// several goroutines at once; only a Draft is for one.
package psl
