package connector

import "slices"

// OperatorClass is a set of operators an index of PostgreSQL can serve, as ops: names it.
type OperatorClass struct {
	Name       string
	Algorithms AlgorithmSet // the kinds of index it goes with
	Scalar     Scalar       // the type of field it takes where the field names no native type, or zero
	natives    []string
}

// OperatorClassByName returns the class that is written name.
func OperatorClassByName(name string) (*OperatorClass, bool) {
	for i := range operatorClasses {
		if operatorClasses[i].Name == name {
			return &operatorClasses[i], true
		}
	}
	return nil, false
}

// OperatorClassNames lists the names of all classes.
func OperatorClassNames() []string {
	var names []string
	for i := range operatorClasses {
		names = append(names, operatorClasses[i].Name)
	}
	return names
}

// TakesNative reports whether o takes a field of the native type called name.
func (o *OperatorClass) TakesNative(name string) bool { return slices.Contains(o.natives, name) }

var operatorClasses = [...]OperatorClass{
	{Name: "InetOps", Algorithms: algorithms(Gist, SpGist), natives: []string{"Inet"}},
	{Name: "JsonbOps", Algorithms: algorithms(Gin), Scalar: Json, natives: []string{"JsonB"}},
	{Name: "JsonbPathOps", Algorithms: algorithms(Gin), Scalar: Json, natives: []string{"JsonB"}},
	{Name: "ArrayOps", Algorithms: algorithms(Gin)},
	{Name: "TextOps", Algorithms: algorithms(SpGist), Scalar: String, natives: []string{"Text", "VarChar", "Char"}},
	{Name: "BitMinMaxOps", Algorithms: algorithms(Brin), natives: []string{"Bit"}},
	{Name: "VarBitMinMaxOps", Algorithms: algorithms(Brin), natives: []string{"VarBit"}},
	{Name: "BpcharBloomOps", Algorithms: algorithms(Brin), natives: []string{"Char"}},
	{Name: "BpcharMinMaxOps", Algorithms: algorithms(Brin), natives: []string{"Char"}},
	{Name: "ByteaBloomOps", Algorithms: algorithms(Brin), Scalar: Bytes, natives: []string{"ByteA"}},
	{Name: "ByteaMinMaxOps", Algorithms: algorithms(Brin), Scalar: Bytes, natives: []string{"ByteA"}},
	{Name: "DateBloomOps", Algorithms: algorithms(Brin), natives: []string{"Date"}},
	{Name: "DateMinMaxOps", Algorithms: algorithms(Brin), natives: []string{"Date"}},
	{Name: "DateMinMaxMultiOps", Algorithms: algorithms(Brin), natives: []string{"Date"}},
	{Name: "Float4BloomOps", Algorithms: algorithms(Brin), natives: []string{"Real"}},
	{Name: "Float4MinMaxOps", Algorithms: algorithms(Brin), natives: []string{"Real"}},
	{Name: "Float4MinMaxMultiOps", Algorithms: algorithms(Brin), natives: []string{"Real"}},
	{Name: "Float8BloomOps", Algorithms: algorithms(Brin), Scalar: Float, natives: []string{"DoublePrecision"}},
	{Name: "Float8MinMaxOps", Algorithms: algorithms(Brin), Scalar: Float, natives: []string{"DoublePrecision"}},
	{Name: "Float8MinMaxMultiOps", Algorithms: algorithms(Brin), Scalar: Float, natives: []string{"DoublePrecision"}},
	{Name: "InetInclusionOps", Algorithms: algorithms(Brin), natives: []string{"Inet"}},
	{Name: "InetBloomOps", Algorithms: algorithms(Brin), natives: []string{"Inet"}},
	{Name: "InetMinMaxOps", Algorithms: algorithms(Brin), natives: []string{"Inet"}},
	{Name: "InetMinMaxMultiOps", Algorithms: algorithms(Brin), natives: []string{"Inet"}},
	{Name: "Int2BloomOps", Algorithms: algorithms(Brin), natives: []string{"SmallInt"}},
	{Name: "Int2MinMaxOps", Algorithms: algorithms(Brin), natives: []string{"SmallInt"}},
	{Name: "Int2MinMaxMultiOps", Algorithms: algorithms(Brin), natives: []string{"SmallInt"}},
	{Name: "Int4BloomOps", Algorithms: algorithms(Brin), Scalar: Int, natives: []string{"Integer"}},
	{Name: "Int4MinMaxOps", Algorithms: algorithms(Brin), Scalar: Int, natives: []string{"Integer"}},
	{Name: "Int4MinMaxMultiOps", Algorithms: algorithms(Brin), Scalar: Int, natives: []string{"Integer"}},
	{Name: "Int8BloomOps", Algorithms: algorithms(Brin), Scalar: BigInt, natives: []string{"BigInt"}},
	{Name: "Int8MinMaxOps", Algorithms: algorithms(Brin), Scalar: BigInt, natives: []string{"BigInt"}},
	{Name: "Int8MinMaxMultiOps", Algorithms: algorithms(Brin), Scalar: BigInt, natives: []string{"BigInt"}},
	{Name: "NumericBloomOps", Algorithms: algorithms(Brin), Scalar: Decimal, natives: []string{"Decimal"}},
	{Name: "NumericMinMaxOps", Algorithms: algorithms(Brin), Scalar: Decimal, natives: []string{"Decimal"}},
	{Name: "NumericMinMaxMultiOps", Algorithms: algorithms(Brin), Scalar: Decimal, natives: []string{"Decimal"}},
	{Name: "OidBloomOps", Algorithms: algorithms(Brin), natives: []string{"Oid"}},
	{Name: "OidMinMaxOps", Algorithms: algorithms(Brin), natives: []string{"Oid"}},
	{Name: "OidMinMaxMultiOps", Algorithms: algorithms(Brin), natives: []string{"Oid"}},
	{Name: "TextBloomOps", Algorithms: algorithms(Brin), Scalar: String, natives: []string{"Text", "VarChar"}},
	{Name: "TextMinMaxOps", Algorithms: algorithms(Brin), Scalar: String, natives: []string{"Text", "VarChar"}},
	{Name: "TimestampBloomOps", Algorithms: algorithms(Brin), Scalar: DateTime, natives: []string{"Timestamp"}},
	{Name: "TimestampMinMaxOps", Algorithms: algorithms(Brin), Scalar: DateTime, natives: []string{"Timestamp"}},
	{Name: "TimestampMinMaxMultiOps", Algorithms: algorithms(Brin), Scalar: DateTime, natives: []string{"Timestamp"}},
	{Name: "TimestampTzBloomOps", Algorithms: algorithms(Brin), natives: []string{"Timestamptz"}},
	{Name: "TimestampTzMinMaxOps", Algorithms: algorithms(Brin), natives: []string{"Timestamptz"}},
	{Name: "TimestampTzMinMaxMultiOps", Algorithms: algorithms(Brin), natives: []string{"Timestamptz"}},
	{Name: "TimeBloomOps", Algorithms: algorithms(Brin), natives: []string{"Time"}},
	{Name: "TimeMinMaxOps", Algorithms: algorithms(Brin), natives: []string{"Time"}},
	{Name: "TimeMinMaxMultiOps", Algorithms: algorithms(Brin), natives: []string{"Time"}},
	{Name: "TimeTzBloomOps", Algorithms: algorithms(Brin), natives: []string{"Timetz"}},
	{Name: "TimeTzMinMaxOps", Algorithms: algorithms(Brin), natives: []string{"Timetz"}},
	{Name: "TimeTzMinMaxMultiOps", Algorithms: algorithms(Brin), natives: []string{"Timetz"}},
	{Name: "UuidBloomOps", Algorithms: algorithms(Brin), natives: []string{"Uuid"}},
	{Name: "UuidMinMaxOps", Algorithms: algorithms(Brin), natives: []string{"Uuid"}},
	{Name: "UuidMinMaxMultiOps", Algorithms: algorithms(Brin), natives: []string{"Uuid"}},
}
