package convert

import "fmt"

// What MySQL can hold: a row has 65535 bytes and a key 3072, of which a
// character takes up to four.
const (
	mysqlChar      = 255
	mysqlVarChar   = 16383
	mysqlKeyText   = 768
	mysqlKeyBytes  = 3072
	mysqlVarBinary = 65532
)

func spellMySQL(name string, m meaning, keyed, long bool) spelling {
	switch m.kind {
	case charKind, varcharKind, bitKind, varbitKind, textKind, citextKind, xmlKind:
		return mysqlText(name, m, keyed, long)
	case bytesKind, binaryKind, varbinaryKind:
		return mysqlBytes(m, keyed)
	case decimalKind:
		return decimal(m, 65, 30)
	case moneyKind:
		return spelling{text: "Decimal(19, 2)"}
	case timestampKind, timestamptzKind:
		return seconds("DateTime", m.size, 6)
	case timeKind:
		return seconds("Time", m.size, 6)
	case timetzKind:
		s := seconds("Time", m.size, 6)
		s.lost = zoneLost
		return s
	case inetKind:
		return spelling{text: "VarChar(43)", lost: anyText}
	case uuidKind:
		return spelling{text: "Char(36)", lost: anyText}
	}
	return sized(m, map[kind]string{
		int8Kind: "TinyInt", uint8Kind: "UnsignedTinyInt", int16Kind: "SmallInt", uint16Kind: "UnsignedSmallInt",
		int24Kind: "MediumInt", uint24Kind: "UnsignedMediumInt", int32Kind: "Int", uint32Kind: "UnsignedInt", oidKind: "UnsignedInt",
		int64Kind: "BigInt", uint64Kind: "UnsignedBigInt", yearKind: "Year", bitIntKind: "TinyInt",
		float32Kind: "Float", float64Kind: "Double", moneyFloatKind: "Double", boolKind: "TinyInt", bitsKind: "Bit(%d)",
		dateKind: "Date", jsonKind: "Json", jsonTextKind: "Json",
	})
}

// mysqlText finds a type that holds m: Text where it is called so now, else the
// smallest one. In a key only the short ones will do.
func mysqlText(name string, m meaning, keyed, long bool) spelling {
	s := spelling{}
	if m.kind == xmlKind {
		s.lost = anyText
	}
	switch {
	case keyed && (m.size == 0 || m.size > mysqlKeyText):
		return spelling{text: fmt.Sprintf("VarChar(%d)", keyLength(m.size)), lost: fmt.Sprintf("a key of MySQL holds %d characters", keyLength(m.size))}
	case m.size == 0 && long:
		s.text = "Text"
	case m.size == 0 && name == "Text":
		s = spelling{text: "Text", lost: "it holds 65535 bytes", help: "where that is too little, use @db.LongText"}
	case m.size == 0, m.size > medium:
		s.text = "LongText"
	case (m.kind == charKind || m.kind == bitKind) && m.size <= mysqlChar:
		s.text = fmt.Sprintf("Char(%d)", m.size)
	case m.size <= mysqlVarChar:
		s.text = fmt.Sprintf("VarChar(%d)", m.size)
	default:
		s.text = "MediumText"
	}
	return s
}

// keyLength is how much of a text a key is to hold: what Prisma gives a plain
// String where the text has no limit of its own.
func keyLength(size int) int {
	if size == 0 {
		return 191
	}
	return mysqlKeyText
}

func mysqlBytes(m meaning, keyed bool) spelling {
	switch {
	case keyed && (m.size == 0 || m.size > mysqlKeyBytes):
		return spelling{text: "VarBinary(255)", lost: "a key of MySQL holds 255 bytes"}
	case m.size == 0:
		return spelling{text: "LongBlob"}
	case m.kind == binaryKind && m.size <= mysqlChar:
		return spelling{text: fmt.Sprintf("Binary(%d)", m.size)}
	case m.size <= mysqlVarBinary:
		return spelling{text: fmt.Sprintf("VarBinary(%d)", m.size)}
	}
	return spelling{text: "LongBlob"}
}

// decimal cuts precision and scale to what a database has, the scale first.
func decimal(m meaning, precision, scale int) spelling {
	p, s := min(m.size, precision), min(m.scale, scale)
	out := spelling{text: fmt.Sprintf("Decimal(%d, %d)", p, s)}
	if p < m.size || s < m.scale {
		out.lost = fmt.Sprintf("numbers have %d digits, %d of them decimals, instead of %d and %d", p, s, m.size, m.scale)
	}
	return out
}
