// Package env reads and edits .env files the way the JavaScript tools around a
// Next.js and Prisma project do.
//
// [Parse] is dotenv's reading of one file. What a tool then makes of the
// values differs: dotenv alone leaves them, Prisma 6 expands ${NAME}, Next
// expands $NAME and ${NAME:-default}. A [Reader] names such a tool, and
// [Reader.Load] does to an environment what that tool does to process.env.
// [File.Append] and [File.Replace] change a file and leave every other byte
// as it was; a value that they set is spelled so that all readers agree on it.
//
// The parser is our own because no Go library agrees with dotenv: godotenv
// v1.5.1 gives another answer for 33 of the 92 files of parseCases in
// cases_test.go, and for 24 of the 41 of expandCases (it fails on an unclosed
// quote, ends keys and comments elsewhere, knows no default values). The
// comparison with the npm packages is oracle_test.go.
//
// The package never formats a value into an error: values are secrets.
package env
