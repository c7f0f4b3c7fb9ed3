package validate

import (
	"encoding/base64"
	"encoding/json"
	"strconv"
	"strings"
	"time"

	"create-app/psl/connector"
)

// What a string must hold to be the default of a field differs in small ways
// from what Go's own packages read: Prisma uses Rust's chrono, bigdecimal,
// base64 and serde_json. The functions of this file follow those.

// literalProblem says what a string should hold for a field of type s, or "" if it does.
func literalProblem(text string, s connector.Scalar) string {
	switch s {
	case connector.Json:
		if !isJSON(text) {
			return "JSON"
		}
	case connector.Bytes:
		if !isBase64(text) {
			return "base64"
		}
	case connector.DateTime:
		if !isTime(text) {
			return `a time of RFC 3339, as in "2026-01-31T12:00:00Z"`
		}
	case connector.Decimal:
		if !isDecimal(text) {
			return "a decimal number"
		}
	}
	return ""
}

// isBase64 wants the padding, and no bits that would be lost.
func isBase64(text string) bool {
	if strings.ContainsAny(text, "\r\n") { // which Go reads over
		return false
	}
	_, err := base64.StdEncoding.Strict().DecodeString(text)
	return err == nil
}

// isDecimal reads digits, with "_" among them but not first, one point anywhere
// and an exponent of 64 bits.
func isDecimal(text string) bool {
	if i := strings.IndexAny(text, "eE"); i >= 0 {
		exponent := strings.TrimPrefix(text[i+1:], "+")
		if _, err := strconv.ParseInt(exponent, 10, 64); err != nil {
			return false
		}
		text = text[:i]
	}
	lead, trail, _ := strings.Cut(text, ".")
	digits := lead + trail
	if digits != "" && (digits[0] == '-' || digits[0] == '+') {
		digits = digits[1:]
	}
	if digits == "" || digits[0] == '_' {
		return false
	}
	for i := range len(digits) {
		if c := digits[i]; c != '_' && !isDigit(c) {
			return false
		}
	}
	return true
}

func isDigit(c byte) bool { return '0' <= c && c <= '9' }

// isTime reads RFC 3339, where "t", "z" and a blank for the "T" will do, and any
// minute may have a leap second.
func isTime(text string) bool {
	const layout = "0000-00-00T00:00:00"
	if len(text) < len(layout) {
		return false
	}
	for i := range len(layout) {
		c := text[i]
		switch layout[i] {
		case '0':
			if !isDigit(c) {
				return false
			}
		case 'T':
			if c != 'T' && c != 't' && c != ' ' {
				return false
			}
		default:
			if c != layout[i] {
				return false
			}
		}
	}
	number := func(from, to int) int { n, _ := strconv.Atoi(text[from:to]); return n }
	if number(11, 13) > 23 || number(14, 16) > 59 || number(17, 19) > 60 {
		return false
	}
	if _, err := time.Parse(time.DateOnly, text[:len(time.DateOnly)]); err != nil {
		return false
	}
	rest := text[len(layout):]
	if fraction, ok := strings.CutPrefix(rest, "."); ok {
		rest = strings.TrimLeft(fraction, "0123456789")
		if len(rest) == len(fraction) {
			return false
		}
	}
	return isZone(rest)
}

// isZone reads "Z" or an offset of less than a day.
func isZone(text string) bool {
	if text == "Z" || text == "z" {
		return true
	}
	for _, sign := range [...]string{"+", "-", "−"} {
		if offset, ok := strings.CutPrefix(text, sign); ok {
			return len(offset) == 5 && isDigit(offset[0]) && isDigit(offset[1]) && offset[2] == ':' &&
				isDigit(offset[3]) && isDigit(offset[4]) && offset[:2] <= "23" && offset[3:] <= "59"
		}
	}
	return false
}

// maxJSONDepth is how deep arrays and objects may nest.
const maxJSONDepth = 127

// isJSON wants numbers that a float of 64 bits can hold and whole surrogate
// pairs, besides what JSON wants.
func isJSON(text string) bool {
	if !json.Valid([]byte(text)) {
		return false
	}
	depth := 0
	for i := 0; i < len(text); {
		switch c := text[i]; {
		case c == '[' || c == '{':
			if depth++; depth > maxJSONDepth {
				return false
			}
			i++
		case c == ']' || c == '}':
			depth--
			i++
		case c == '"':
			n, ok := jsonString(text[i:])
			if !ok {
				return false
			}
			i += n
		case c == '-' || isDigit(c):
			n := len(text[i:]) - len(strings.TrimLeft(text[i:], "+-.0123456789eE"))
			if _, err := strconv.ParseFloat(text[i:i+n], 64); err != nil {
				return false
			}
			i += n
		default:
			i++
		}
	}
	return true
}

// jsonString is the length of the string that text begins with, which is known
// to be valid JSON. It is false if half of a surrogate pair is missing.
func jsonString(text string) (int, bool) {
	for i := 1; ; i++ {
		switch text[i] {
		case '"':
			return i + 1, true
		case '\\':
			i++
			if text[i] != 'u' {
				continue
			}
			unit := hex4(text[i+1:])
			i += 4
			switch {
			case 0xDC00 <= unit && unit < 0xE000:
				return 0, false
			case 0xD800 <= unit && unit < 0xDC00:
				if !strings.HasPrefix(text[i+1:], `\u`) {
					return 0, false
				}
				if low := hex4(text[i+3:]); low < 0xDC00 || low >= 0xE000 {
					return 0, false
				}
				i += 6
			}
		}
	}
}

func hex4(text string) uint64 {
	n, _ := strconv.ParseUint(text[:4], 16, 32)
	return n
}
