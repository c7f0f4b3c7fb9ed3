package convert

import "fmt"

// What SQL Server's sized types hold.
const (
	sqlServerChars = 4000
	sqlServerBytes = 8000
	sqlServerKey   = 1700 // bytes of a key
)

// spellSQLServer prefers the types that hold every character (NVarChar) to
// those that hold one code page (VarChar).
func spellSQLServer(m meaning, keyed bool) spelling {
	switch m.kind {
	case uint32Kind, oidKind:
		return spelling{text: "Int", lost: above32}
	case uint64Kind:
		return spelling{text: "BigInt", lost: above64}
	case decimalKind:
		return decimal(m, 38, 38)
	case moneyKind:
		return spelling{text: "Decimal(19, 2)"}
	case charKind, varcharKind, textKind, citextKind, bitKind, varbitKind:
		return sqlServerText(m, keyed)
	case inetKind:
		return spelling{text: "NVarChar(43)", lost: anyText}
	case xmlKind:
		if keyed {
			return spelling{text: "NVarChar(850)", lost: anyText}
		}
		return spelling{text: "Xml"}
	case bytesKind, binaryKind, varbinaryKind, bitsKind:
		return sqlServerBinary(m, keyed)
	case timetzKind:
		return spelling{text: "Time", lost: zoneLost}
	}
	return sized(m, map[kind]string{
		int8Kind: "SmallInt", uint8Kind: "TinyInt", int16Kind: "SmallInt", yearKind: "SmallInt", bitIntKind: "Bit",
		uint16Kind: "Int", int24Kind: "Int", uint24Kind: "Int", int32Kind: "Int", int64Kind: "BigInt",
		float32Kind: "Real", float64Kind: "Float", moneyFloatKind: "Money", boolKind: "Bit", uuidKind: "UniqueIdentifier",
		timestampKind: "DateTime2", timestamptzKind: "DateTimeOffset", dateKind: "Date", timeKind: "Time",
	})
}

func sqlServerText(m meaning, keyed bool) spelling {
	switch {
	case m.size > 0 && m.size <= sqlServerChars && (m.kind == charKind || m.kind == bitKind):
		return spelling{text: fmt.Sprintf("NChar(%d)", m.size)}
	case m.size > 0 && m.size <= sqlServerChars:
		return spelling{text: fmt.Sprintf("NVarChar(%d)", m.size)}
	case keyed:
		return spelling{text: "NVarChar(850)", lost: "a key of SQL Server holds 850 characters"}
	}
	return spelling{text: "NVarChar(Max)"}
}

func sqlServerBinary(m meaning, keyed bool) spelling {
	switch {
	case m.kind == bitsKind:
		return spelling{text: fmt.Sprintf("VarBinary(%d)", (max(m.size, 1)+7)/8)}
	case keyed && (m.size == 0 || m.size > sqlServerKey):
		return spelling{text: fmt.Sprintf("VarBinary(%d)", sqlServerKey), lost: fmt.Sprintf("a key of SQL Server holds %d bytes", sqlServerKey)}
	case m.size == 0, m.size > sqlServerBytes:
		return spelling{text: "VarBinary(Max)"}
	case m.kind == binaryKind:
		return spelling{text: fmt.Sprintf("Binary(%d)", m.size)}
	case m.kind == bytesKind: // a limit of MySQL's own
		return spelling{text: "VarBinary(Max)"}
	}
	return spelling{text: fmt.Sprintf("VarBinary(%d)", m.size)}
}
