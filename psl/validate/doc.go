// Package validate judges a schema as "prisma validate" does: the same verdict
// and the same lines, for Prisma 6 and for Prisma 7, in words of our own.
//
// The first call is Schema. It goes through Prisma's stages: the grammar was
// read by package syntax; names, types, attributes and relations are resolved
// by package schema; then the datasource and the generators are read here; and
// only if nothing failed so far do the rules proper run. So one wrong property
// of a datasource hides what the rules would have said, as it does in Prisma.
//
// Each file holds one family of rules, and each rule says which behaviour of
// Prisma it follows. Every code a diagnostic may carry is in Codes.
package validate
