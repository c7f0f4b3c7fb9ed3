package env

import (
	"errors"
	"slices"
	"strings"
)

// errUnquotable says that no spelling of a value is read back alike by all
// readers. It never holds the value.
var errUnquotable = errors.New(`no spelling of the value is read alike by every tool; ` +
	`in a URL write %24 for "$", %22 for a double quote and %27 for a single one`)

// quoteLike spells a value for a .env file, so that each reader reads back
// exactly that value whatever else is in the environment; with the quotation
// mark that a value had before, where there was one (it is not 0) and it serves.
// Not every value has such a spelling: dotenv knows no escape for its quotes,
// and only some readers know \$.
func quoteLike(value string, before byte) (string, error) {
	var all []string
	for _, spelling := range spellings(value) {
		if before != 0 && spelling[0] == before && !strings.ContainsRune(value, rune(before)) {
			all = append(all, spelling)
		}
	}
	for _, spelling := range append(all, spellings(value)...) {
		misread := func(r Reader) bool { return !readsBack(r, spelling, value) }
		if !slices.ContainsFunc(allReaders(), misread) {
			return spelling, nil
		}
	}
	return "", errUnquotable
}

// spellings lists what to try, the plainest first: bare, then double quotes,
// which people and other tools expect. A quotation mark that the value holds
// itself comes last: dotenv may still read it, other tools do not.
func spellings(value string) []string {
	var all, doubtful []string
	if value != "" && !strings.ContainsFunc(value, needsQuotes) {
		all = append(all, value)
	}
	lines := strings.NewReplacer("\n", `\n`, "\r", `\r`)
	for _, v := range []string{value, strings.ReplaceAll(value, "$", `\$`)} {
		for _, body := range []string{v, lines.Replace(v)} {
			for _, quote := range []string{`"`, "'", "`"} {
				if strings.Contains(v, quote) {
					doubtful = append(doubtful, quote+body+quote)
				} else {
					all = append(all, quote+body+quote)
				}
			}
		}
	}
	return append(all, doubtful...)
}

// needsQuotes is stricter than dotenv: what is left bare is safe in a shell too.
func needsQuotes(r rune) bool {
	return r > '~' || !IsWordByte(byte(r)) && !strings.ContainsRune("./:@%+,=-", r)
}

// readsBack checks a spelling among neighbours that would catch an open quote
// and under which every short reference would resolve to something.
func readsBack(r Reader, spelling, value string) bool {
	f := Parse([]byte("BEFORE=1\nVALUE=" + spelling + "\nAFTER='2'\n"))
	if len(f.Entries) != 3 {
		return false
	}
	var environ Vars
	vars, err := r.Load(f, &environ)
	if err != nil {
		return false
	}
	got, _ := vars.Lookup("VALUE")
	before, _ := vars.Lookup("BEFORE")
	after, _ := vars.Lookup("AFTER")
	return got == value && before == "1" && after == "2" && stable(r, spelling, value)
}

// stable reads the value under an environment in which the names that it
// seems to refer to are set, so that "$X" is not taken for safe because X
// happens to be missing.
func stable(r Reader, spelling, value string) bool {
	if !strings.Contains(value, "$") {
		return true
	}
	var environ Vars
	for i := range value {
		if value[i] != '$' {
			continue
		}
		rest := strings.TrimLeft(value[i+1:], "{")
		for n := 1; n <= len(rest) && IsWordByte(rest[n-1]); n++ {
			if rest[:n] != "VALUE" {
				environ.Set(rest[:n], "something else")
			}
		}
	}
	vars, err := r.Load(Parse([]byte("VALUE="+spelling+"\n")), &environ)
	got, _ := vars.Lookup("VALUE")
	return err == nil && got == value
}
