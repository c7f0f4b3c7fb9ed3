package connector

import "slices"

// Algorithm is the kind of an index, as type: names it.
type Algorithm uint8

// The kinds of index. BTree is meant where none is named.
const (
	BTree Algorithm = iota + 1
	Hash
	Gist
	Gin
	SpGist
	Brin
)

var algorithmNames = [...]string{BTree: "BTree", Hash: "Hash", Gist: "Gist", Gin: "Gin", SpGist: "SpGist", Brin: "Brin"}

// AlgorithmByName returns the algorithm that is written name.
func AlgorithmByName(name string) (Algorithm, bool) {
	for a := BTree; a <= Brin; a++ {
		if algorithmNames[a] == name {
			return a, true
		}
	}
	return 0, false
}

// String is the algorithm as it is written in a schema, or "" for the zero Algorithm.
func (a Algorithm) String() string {
	if int(a) < len(algorithmNames) {
		return algorithmNames[a]
	}
	return ""
}

// AlgorithmSet is a set of kinds of index.
type AlgorithmSet uint8

func algorithms(list ...Algorithm) AlgorithmSet {
	var set AlgorithmSet
	for _, a := range list {
		set |= 1 << a
	}
	return set
}

// Has reports whether a is in s.
func (s AlgorithmSet) Has(a Algorithm) bool { return s&(1<<a) != 0 }

// List gives the algorithms of s in the order they are declared in this package.
func (s AlgorithmSet) List() []Algorithm {
	var list []Algorithm
	for a := BTree; a <= Brin; a++ {
		if s.Has(a) {
			list = append(list, a)
		}
	}
	return list
}

// TakesScalar reports whether PostgreSQL can index a field of type s, without a
// native type and without an operator class, by a. The zero Scalar stands for
// an enum or a composite type.
func (a Algorithm) TakesScalar(s Scalar, list bool) bool {
	switch a {
	case Gist, SpGist:
		return s == String
	case Gin:
		return s == Json || list
	case Brin:
		return s != 0 && s != Json && s != Boolean
	}
	return true
}

// TakesNative reports whether a has a default operator class for the native
// type of PostgreSQL called name.
func (a Algorithm) TakesNative(name string) bool {
	switch a {
	case BTree, Hash:
		return true
	case Gin:
		return name == "JsonB"
	case SpGist:
		return slices.Contains([]string{"Inet", "Text", "VarChar", "Char"}, name)
	case Brin:
		return slices.ContainsFunc(operatorClasses[:], func(o OperatorClass) bool {
			return o.Algorithms.Has(Brin) && slices.Contains(o.natives, name)
		})
	}
	return false
}
