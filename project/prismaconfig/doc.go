// Package prismaconfig reads prisma.config.ts (and its other spellings) as
// text, for the few things the Prisma CLI takes from it: where the schema and
// the migrations are, where the database URL comes from, and which .env files
// the file loads before Prisma looks at the environment.
//
// The first call is [Read]. Nothing is run: what a constant expression can say
// (strings, path.join, __dirname, constants of the same file) is worked out,
// anything else is reported as unreadable with its line, so that the caller can
// ask for --schema instead of guessing.
package prismaconfig
