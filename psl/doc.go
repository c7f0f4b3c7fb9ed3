// Package psl reads, judges and lays out schemas in the Prisma Schema Language,
// as Prisma 6 and Prisma 7 write it, without Prisma, Node or any file.
//
// Most programs need one of three calls:
//
//   - Parse gives the syntax tree of a text. It never fails: what does not fit
//     the grammar is in the tree as well.
//   - Validate gives the resolved schema and what Prisma would say against it:
//     the same verdict and the same lines, in words of our own.
//   - Format gives the text in Prisma's layout.
//
// The packages below do the work and offer more: syntax has the tree and its
// grammar, schema the models, fields and relations that the names stand for,
// validate the rules and their codes, diag the findings and their renderings,
// format the layout, edit changes that leave the rest of a text alone, connector
// what is particular to each database.
//
// All of it is pure: bytes in, values out. What is returned may be read by
// several goroutines at once.
package psl
