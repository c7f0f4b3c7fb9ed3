package connector

import (
	"strconv"
	"strings"
)

// Arguments says what a native type takes in its parentheses.
type Arguments uint8

// The forms of arguments. The optional ones may be left out altogether.
const (
	NoArguments     Arguments = iota
	Number                    // one number that must be there
	OptionalNumber            // one number, or nothing
	OptionalNumbers           // precision and scale, or nothing
	OptionalSize              // one number or the word Max, or nothing
)

// Range is what an argument may be, both ends included.
type Range struct{ Min, Max uint32 }

// Indexing says whether a field of a native type may be part of an id, a unique
// constraint or an index.
type Indexing uint8

// The kinds of Indexing.
const (
	Indexable        Indexing = iota
	IndexWithLength           // only with a length argument (MySQL)
	NotIndexable              // not at all
	NotIndexableMax           // not with the argument Max (SQL Server)
	NotIndexableOnly          // not in indexes and uniques, but in ids (PostgreSQL's Xml)
)

// NativeType is a type of the database, written "@db.Name(…)" behind a field.
type NativeType struct {
	Name       string
	Arguments  Arguments
	First      *Range    // of the number, the size or the precision; nil if any will do
	Second     *Range    // of the scale
	Scalars    ScalarSet // the types of field it may stand behind
	DefaultFor ScalarSet // the types of field it is meant for where none is named
	Indexing   Indexing
	// OneForBoolean means that the argument must be 1 behind a Boolean.
	OneForBoolean bool
}

// Counts returns how many arguments the type needs and how many more it takes.
func (t *NativeType) Counts() (required, optional int) {
	switch t.Arguments {
	case Number:
		return 1, 0
	case OptionalNumber, OptionalSize:
		return 0, 1
	case OptionalNumbers:
		return 0, 2
	}
	return 0, 0
}

// Problem says what is wrong with the arguments of a native type.
type Problem uint8

// The problems, in the order in which they are looked for.
const (
	NoProblem     Problem = iota
	BadForm               // not of the form in Arguments
	ScaleTooLarge         // the scale is larger than the precision
	FirstOutOfRange
	SecondOutOfRange
	NotOneForBoolean
)

// Check looks at the arguments of t behind a field of type s. The arguments are
// the text of the expressions; their number is checked by Counts, not here.
func (t *NativeType) Check(args []string, s Scalar) Problem {
	var room [2]uint32
	numbers, ok := t.parse(args, room[:0])
	switch {
	case !ok:
		return BadForm
	case len(numbers) == 0:
		return NoProblem
	}
	return t.checkNumbers(numbers, s)
}

// Parses reports whether args are of the form in Arguments, whatever their
// values. A type without arguments does not look at them.
func (t *NativeType) Parses(args []string) bool {
	required, optional := t.Counts()
	if required+optional == 0 {
		return true
	}
	if len(args) < required || len(args) > required+optional {
		return false
	}
	var room [2]uint32
	_, ok := t.parse(args, room[:0])
	return ok
}

// IsMax reports whether an argument is the word Max, in whichever case.
func IsMax(arg string) bool { return strings.EqualFold(arg, "max") }

// parse appends the numbers in args to numbers; the word Max is none.
func (t *NativeType) parse(args []string, numbers []uint32) ([]uint32, bool) {
	if t.Arguments == OptionalSize && len(args) == 1 && IsMax(args[0]) {
		return nil, true
	}
	if t.Arguments == OptionalNumbers && len(args) == 1 {
		return nil, false
	}
	for _, arg := range args {
		n, err := strconv.ParseUint(arg, 10, t.bits())
		if err != nil {
			return nil, false
		}
		numbers = append(numbers, uint32(n))
	}
	return numbers, true
}

func (t *NativeType) bits() int {
	if t.Arguments == OptionalSize {
		return 16
	}
	return 32
}

func (t *NativeType) checkNumbers(n []uint32, s Scalar) Problem {
	switch {
	case len(n) == 2 && n[1] > n[0]:
		return ScaleTooLarge
	case !t.First.holds(n[0]):
		return FirstOutOfRange
	case len(n) == 2 && !t.Second.holds(n[1]):
		return SecondOutOfRange
	case t.OneForBoolean && s == Boolean && n[0] > 1:
		return NotOneForBoolean
	}
	return NoProblem
}

func (r *Range) holds(n uint32) bool { return r == nil || r.Min <= n && n <= r.Max }

// MayBeIndexed reports whether a field of type t with these arguments may be
// part of an index or a unique constraint without a length.
func (t *NativeType) MayBeIndexed(args []string) bool {
	switch t.Indexing {
	case Indexable:
		return true
	case NotIndexableMax:
		return len(args) == 0 || !strings.EqualFold(args[0], "max")
	}
	return false
}

// MayBeID is MayBeIndexed for the fields of an id.
func (t *NativeType) MayBeID(args []string) bool {
	return t.Indexing == NotIndexableOnly || t.MayBeIndexed(args)
}
