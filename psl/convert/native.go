package convert

import (
	"strconv"

	"create-app/psl/connector"
)

// kind is what a native type holds, whatever a database calls it.
type kind uint8

const (
	int8Kind kind = iota + 1
	uint8Kind
	int16Kind
	uint16Kind
	int24Kind
	uint24Kind
	int32Kind
	uint32Kind
	int64Kind
	uint64Kind
	oidKind
	yearKind
	bitIntKind // an Int that is 0 or 1
	float32Kind
	float64Kind
	moneyFloatKind // money that Prisma reads as a Float
	decimalKind
	moneyKind
	boolKind
	charKind
	varcharKind
	textKind
	citextKind
	uuidKind
	inetKind
	xmlKind
	bitKind    // a String of n bits
	varbitKind // a String of up to n bits
	bytesKind
	binaryKind
	varbinaryKind
	bitsKind // Bytes of n bits
	timestampKind
	timestamptzKind
	dateKind
	timeKind
	timetzKind
	jsonKind
	jsonTextKind // JSON kept as it was typed
)

// meaning is a native type with its arguments: size is the length, the
// precision of a number or of the seconds, or, for text and bytes without
// arguments, how much the type holds. 0 is no limit that matters.
type meaning struct {
	kind        kind
	size, scale int
}

const (
	tiny   = 1<<8 - 1
	medium = 1<<24 - 1
	short  = 1<<16 - 1
)

// meanings is what each database's native types hold. Where a type takes
// arguments, the size here is what it means without any.
func meanings(provider string) map[string]meaning {
	switch provider {
	case "postgresql":
		return map[string]meaning{
			"SmallInt": {kind: int16Kind}, "Integer": {kind: int32Kind}, "BigInt": {kind: int64Kind}, "Oid": {kind: oidKind},
			"Real": {kind: float32Kind}, "DoublePrecision": {kind: float64Kind},
			"Decimal": {decimalKind, 65, 30}, "Money": {kind: moneyKind}, "Boolean": {kind: boolKind},
			"Char": {kind: charKind, size: 1}, "VarChar": {kind: varcharKind}, "Text": {kind: textKind}, "Citext": {kind: citextKind},
			"Uuid": {kind: uuidKind}, "Inet": {kind: inetKind}, "Xml": {kind: xmlKind},
			"Bit": {kind: bitKind, size: 1}, "VarBit": {kind: varbitKind}, "ByteA": {kind: bytesKind},
			"Timestamp": {kind: timestampKind, size: 6}, "Timestamptz": {kind: timestamptzKind, size: 6}, "Date": {kind: dateKind},
			"Time": {kind: timeKind, size: 6}, "Timetz": {kind: timetzKind, size: 6},
			"Json": {kind: jsonTextKind}, "JsonB": {kind: jsonKind},
		}
	case "mysql":
		return map[string]meaning{
			"TinyInt": {kind: int8Kind}, "UnsignedTinyInt": {kind: uint8Kind}, "SmallInt": {kind: int16Kind}, "UnsignedSmallInt": {kind: uint16Kind},
			"MediumInt": {kind: int24Kind}, "UnsignedMediumInt": {kind: uint24Kind}, "Int": {kind: int32Kind}, "UnsignedInt": {kind: uint32Kind},
			"BigInt": {kind: int64Kind}, "UnsignedBigInt": {kind: uint64Kind}, "Year": {kind: yearKind},
			"Float": {kind: float32Kind}, "Double": {kind: float64Kind}, "Decimal": {decimalKind, 65, 30},
			"Bit": {kind: bitsKind}, "Char": {kind: charKind}, "VarChar": {kind: varcharKind},
			"TinyText": {textKind, tiny, 0}, "Text": {textKind, short, 0}, "MediumText": {textKind, medium, 0}, "LongText": {kind: textKind},
			"Binary": {kind: binaryKind}, "VarBinary": {kind: varbinaryKind},
			"TinyBlob": {bytesKind, tiny, 0}, "Blob": {bytesKind, short, 0}, "MediumBlob": {bytesKind, medium, 0}, "LongBlob": {kind: bytesKind},
			"Date": {kind: dateKind}, "Time": {kind: timeKind}, "DateTime": {kind: timestampKind}, "Timestamp": {kind: timestamptzKind},
			"Json": {kind: jsonKind},
		}
	case "cockroachdb":
		return map[string]meaning{
			"Int2": {kind: int16Kind}, "Int4": {kind: int32Kind}, "Int8": {kind: int64Kind}, "Oid": {kind: oidKind},
			"Float4": {kind: float32Kind}, "Float8": {kind: float64Kind}, "Decimal": {decimalKind, 65, 30}, "Bool": {kind: boolKind},
			"Char": {kind: charKind, size: 1}, "CatalogSingleChar": {kind: charKind, size: 1}, "String": {kind: textKind},
			"Uuid": {kind: uuidKind}, "Inet": {kind: inetKind}, "Bit": {kind: bitKind, size: 1}, "VarBit": {kind: varbitKind}, "Bytes": {kind: bytesKind},
			"Timestamp": {kind: timestampKind, size: 6}, "Timestamptz": {kind: timestamptzKind, size: 6}, "Date": {kind: dateKind},
			"Time": {kind: timeKind, size: 6}, "Timetz": {kind: timetzKind, size: 6}, "JsonB": {kind: jsonKind},
		}
	case "sqlserver":
		return map[string]meaning{
			"TinyInt": {kind: uint8Kind}, "SmallInt": {kind: int16Kind}, "Int": {kind: int32Kind}, "BigInt": {kind: int64Kind}, "Bit": {kind: boolKind},
			"Real": {kind: float32Kind}, "Float": {kind: float64Kind}, "Decimal": {decimalKind, 32, 16},
			"Money": {kind: moneyFloatKind}, "SmallMoney": {kind: moneyFloatKind},
			"Char": {kind: charKind, size: 1}, "NChar": {kind: charKind, size: 1}, "VarChar": {kind: varcharKind, size: 1000}, "NVarChar": {kind: varcharKind, size: 1000},
			"Text": {kind: textKind}, "NText": {kind: textKind}, "Xml": {kind: xmlKind}, "UniqueIdentifier": {kind: uuidKind},
			"Binary": {kind: binaryKind, size: 1}, "VarBinary": {kind: bytesKind}, "Image": {kind: bytesKind},
			"Date": {kind: dateKind}, "Time": {kind: timeKind, size: 7}, "DateTime": {kind: timestampKind, size: 3}, "DateTime2": {kind: timestampKind, size: 7},
			"DateTimeOffset": {kind: timestamptzKind, size: 7}, "SmallDateTime": {kind: timestampKind},
		}
	}
	return nil
}

// meaningOf reads a native type of provider behind a field of type s. It is
// false for a type the provider does not have.
func meaningOf(provider, name string, args []string, s connector.Scalar) (meaning, bool) {
	m, found := meanings(provider)[name]
	if !found {
		return m, false
	}
	if len(args) > 0 {
		size, err := strconv.Atoi(args[0])
		if err != nil { // Max
			m.kind, size = withoutLimit(m.kind), 0
		}
		m.size = size
	}
	if len(args) > 1 {
		m.scale, _ = strconv.Atoi(args[1])
	}
	return m.asRead(s, len(args) > 0), true
}

// withoutLimit is what Max makes of a type of SQL Server.
func withoutLimit(k kind) kind {
	if k == varcharKind {
		return textKind
	}
	return bytesKind
}

// asRead looks at the types whose meaning depends on the field or on having arguments.
func (m meaning) asRead(s connector.Scalar, sized bool) meaning {
	switch {
	case s == connector.Boolean: // MySQL's TinyInt and Bit(1)
		return meaning{kind: boolKind}
	case m.kind == boolKind && s == connector.Int: // SQL Server's Bit
		return meaning{kind: bitIntKind}
	case m.kind == textKind && sized && m.size > 0: // CockroachDB's String(n)
		m.kind = varcharKind
	case m.kind == bytesKind && sized && m.size > 0: // SQL Server's VarBinary(n)
		m.kind = varbinaryKind
	case m.kind == varcharKind && m.size == 0: // PostgreSQL's VarChar without a length
		m.kind = textKind
	case m.kind == float64Kind && sized && m.size <= 24: // SQL Server's Float(24)
		return meaning{kind: float32Kind}
	case m.kind == float64Kind:
		m.size = 0
	}
	return m
}
