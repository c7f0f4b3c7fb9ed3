// Package convert moves a Prisma schema from one database to another.
//
// The first call is Schema: it takes the files of one schema and the database
// to go to, and gives the files as they should be together with a Report of
// everything that changed, was lost or cannot be said in the new database. If
// anything is refused there are no files: a schema moves as a whole or stays.
//
// What the target has stays as it was typed. What it has under another name is
// renamed, and what it has not is replaced by the nearest thing that holds the
// same values; native.go and spelling.go are the tables. A schema that needed
// no such change comes back byte for byte when it is moved back.
//
// The package looks at schemas only. The .env file, the driver and the
// migrations of a project are the business of the command that calls it.
package convert
