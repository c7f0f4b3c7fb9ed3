package convert

import "fmt"

// spelling is a meaning as one database writes it.
type spelling struct {
	text string // as behind "@db."; empty where the field needs no native type
	lost string // what the type does not hold, or empty
	help string
}

// spell writes m, which the other database calls name, for provider. keyed says
// that the field is part of a key, long that it has to hold long text.
func spell(provider, name string, m meaning, keyed, long bool) spelling {
	switch provider {
	case "postgresql":
		return spellPostgres(m)
	case "mysql":
		return spellMySQL(name, m, keyed, long)
	case "cockroachdb":
		return spellCockroach(m)
	case "sqlserver":
		return spellSQLServer(m, keyed)
	}
	return spellSQLite(m)
}

// spellSQLite leaves every native type out: a column of SQLite holds what it is given.
func spellSQLite(m meaning) spelling {
	switch m.kind {
	case charKind, varcharKind, bitKind, varbitKind, binaryKind, varbinaryKind:
		return spelling{lost: "the length is no longer checked"}
	case int8Kind, uint8Kind, int16Kind, uint16Kind, int24Kind, uint24Kind, uint32Kind, yearKind, bitIntKind:
		return spelling{lost: "the range is no longer checked"}
	case uuidKind, inetKind, xmlKind:
		return spelling{lost: "any text is accepted"}
	case citextKind:
		return spelling{lost: "upper and lower case are told apart"}
	case decimalKind, moneyKind:
		return spelling{lost: "numbers are stored in 8 bytes: about 15 digits are exact"}
	case dateKind, timeKind, timetzKind:
		return spelling{lost: "date and time are stored both"}
	}
	return spelling{}
}

func spellPostgres(m meaning) spelling {
	switch m.kind {
	case int8Kind, uint8Kind, int16Kind, yearKind, bitIntKind:
		return spelling{text: "SmallInt"}
	case uint16Kind, int24Kind, uint24Kind, int32Kind:
		return spelling{text: "Integer"}
	case uint32Kind:
		return spelling{text: "Integer", lost: above32}
	case uint64Kind:
		return spelling{text: "BigInt", lost: above64}
	case float64Kind, moneyFloatKind:
		return spelling{text: "DoublePrecision"}
	case decimalKind:
		return spelling{text: fmt.Sprintf("Decimal(%d, %d)", m.size, m.scale)}
	case bytesKind, binaryKind, varbinaryKind, bitsKind:
		return spelling{text: "ByteA"}
	case timestampKind, timestamptzKind, timeKind, timetzKind:
		return seconds(postgresTimes(m.kind), m.size, 6)
	}
	return sized(m, map[kind]string{
		int64Kind: "BigInt", oidKind: "Oid", float32Kind: "Real", moneyKind: "Money", boolKind: "Boolean",
		charKind: "Char(%d)", varcharKind: "VarChar(%d)", textKind: "Text", citextKind: "Citext", uuidKind: "Uuid", inetKind: "Inet", xmlKind: "Xml",
		bitKind: "Bit(%d)", varbitKind: "VarBit(%d)", dateKind: "Date", jsonKind: "JsonB", jsonTextKind: "Json",
	})
}

const (
	above32  = "values above 2147483647 do not fit"
	above64  = "values above 9223372036854775807 do not fit"
	zoneLost = "the time zone is not kept"
	caseTold = "upper and lower case are told apart"
	anyText  = "any text is accepted"
)

// postgresTimes are the names that PostgreSQL and CockroachDB share.
func postgresTimes(k kind) string {
	return map[kind]string{timestampKind: "Timestamp", timestamptzKind: "Timestamptz", timeKind: "Time", timetzKind: "Timetz"}[k]
}

// seconds writes a type that takes the digits of a second.
func seconds(name string, digits, limit int) spelling {
	if digits > limit {
		return spelling{text: fmt.Sprintf("%s(%d)", name, limit), lost: fmt.Sprintf("seconds have %d digits instead of %d", limit, digits)}
	}
	return spelling{text: fmt.Sprintf("%s(%d)", name, digits)}
}

// sized looks m up in names; a "%d" there takes the size and goes with its
// parentheses where there is none.
func sized(m meaning, names map[kind]string) spelling {
	name := names[m.kind]
	if n := len(name) - len("(%d)"); n > 0 && name[n:] == "(%d)" {
		if m.size == 0 {
			return spelling{text: name[:n]}
		}
		return spelling{text: fmt.Sprintf(name, m.size)}
	}
	return spelling{text: name}
}

func spellCockroach(m meaning) spelling {
	switch m.kind {
	case int8Kind, uint8Kind, int16Kind, yearKind, bitIntKind:
		return spelling{text: "Int2"}
	case uint16Kind, int24Kind, uint24Kind, int32Kind:
		return spelling{text: "Int4"}
	case uint32Kind:
		return spelling{text: "Int4", lost: above32}
	case uint64Kind:
		return spelling{text: "Int8", lost: above64}
	case float64Kind, moneyFloatKind:
		return spelling{text: "Float8"}
	case decimalKind:
		return spelling{text: fmt.Sprintf("Decimal(%d, %d)", m.size, m.scale)}
	case moneyKind:
		return spelling{text: "Decimal(19, 2)"}
	case bytesKind, binaryKind, varbinaryKind, bitsKind:
		return spelling{text: "Bytes"}
	case citextKind:
		return spelling{text: "String", lost: caseTold}
	case xmlKind:
		return spelling{text: "String", lost: anyText}
	case jsonTextKind:
		return spelling{text: "JsonB", lost: "the order of keys is not kept"}
	case timestampKind, timestamptzKind, timeKind, timetzKind:
		return seconds(postgresTimes(m.kind), m.size, 6)
	}
	return sized(m, map[kind]string{
		int64Kind: "Int8", oidKind: "Oid", float32Kind: "Float4", boolKind: "Bool",
		charKind: "Char(%d)", varcharKind: "String(%d)", textKind: "String", uuidKind: "Uuid", inetKind: "Inet",
		bitKind: "Bit(%d)", varbitKind: "VarBit(%d)", dateKind: "Date", jsonKind: "JsonB",
	})
}
