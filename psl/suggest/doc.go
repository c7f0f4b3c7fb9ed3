// Package suggest finds what can be written at a place of a schema.
//
// The only call is At. It looks at the line up to the place as words and
// brackets, because a line that is being typed is seldom one that the grammar
// has a place for, and at the rest of the schema as names. It offers what may
// stand there: no second @id, nothing in comments. What the brackets hold already,
// and what the database lacks, comes last; an argument is then moved to the place,
// so that nothing stands there twice.
package suggest
