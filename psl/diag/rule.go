package diag

// Rule describes a code, a kind of finding that diagnostics are instances of,
// to readers of a SARIF log.
type Rule struct {
	Code    Code
	Summary string // what is wrong, in a sentence without final stop
	Cure    string // what to do about it
}
