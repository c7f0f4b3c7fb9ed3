package connector

// Scalar is one of Prisma's built-in types; the zero Scalar is none of them.
type Scalar uint8

// The built-in types.
const (
	Int Scalar = iota + 1
	BigInt
	Float
	Boolean
	String
	DateTime
	Json
	Bytes
	Decimal
)

var scalarNames = [...]string{
	Int: "Int", BigInt: "BigInt", Float: "Float", Boolean: "Boolean", String: "String",
	DateTime: "DateTime", Json: "Json", Bytes: "Bytes", Decimal: "Decimal",
}

// ScalarByName returns the built-in type called name, exactly as it is written.
func ScalarByName(name string) (Scalar, bool) {
	switch name {
	case "Int":
		return Int, true
	case "BigInt":
		return BigInt, true
	case "Float":
		return Float, true
	case "Boolean":
		return Boolean, true
	case "String":
		return String, true
	case "DateTime":
		return DateTime, true
	case "Json":
		return Json, true
	case "Bytes":
		return Bytes, true
	case "Decimal":
		return Decimal, true
	}
	return 0, false
}

// String is the name as it is written in a schema, or "" for the zero Scalar.
func (s Scalar) String() string {
	if int(s) < len(scalarNames) {
		return scalarNames[s]
	}
	return ""
}

// ScalarSet is a set of built-in types.
type ScalarSet uint16

func scalars(list ...Scalar) ScalarSet {
	var set ScalarSet
	for _, s := range list {
		set |= 1 << s
	}
	return set
}

// Has reports whether x is in s.
func (s ScalarSet) Has(x Scalar) bool { return s&(1<<x) != 0 }

// List gives the types of s in the order they are declared in this package.
func (s ScalarSet) List() []Scalar {
	var list []Scalar
	for x := Int; x <= Decimal; x++ {
		if s.Has(x) {
			list = append(list, x)
		}
	}
	return list
}
