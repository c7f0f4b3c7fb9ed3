// Package refs finds what a name in a schema stands for, and all places where
// it is written.
//
// The first call is New, over the files of one schema; Index.At then says what
// is at a place, and Symbol.Uses where else. Names are looked up in texts that
// package schema refuses as well: a schema is asked about while it is written,
// and a mistake in one line must not hide what the others mean. Whether a
// schema is right is the business of package validate.
package refs
