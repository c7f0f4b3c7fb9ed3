package project

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// Version is the version of a package, as well as it is known.
type Version struct {
	Major int    // 0 when unknown
	Text  string // an exact version, a range, or empty when only the major is known
	Exact bool   // Text is what the lockfile installs
	From  string // what says so, for people: a file, a flag, the form of the schema
}

// Version finds the version of the first of the packages that the project
// asks for: from the lockfile if it knows, else from the range in package.json.
func (p *Project) Version(names ...string) Version {
	if p.Package == nil {
		return Version{}
	}
	for _, name := range names {
		asked := p.Package.Range(name)
		if asked == "" {
			continue
		}
		if lock, version := p.locks.version(name, asked); version != "" {
			return Version{MajorOf(version), version, true, p.Rel(lock)}
		}
		if listed := p.inCatalog(name, asked); listed != "" {
			return Version{MajorOf(listed), listed, false, "package.json"}
		}
		return Version{MajorOf(asked), asked, false, "package.json"}
	}
	return Version{}
}

// OldNextAuth is the version of a NextAuth before 4, whose adapters are others than those of today; empty where it is none.
func (p *Project) OldNextAuth() string {
	if v := p.Version("next-auth"); v.Major > 0 && v.Major < 4 {
		return v.Text
	}
	return ""
}

var exactVersion = regexp.MustCompile(`^\d+\.\d+\.\d+`)

// Before reports whether what is installed is older than an exact version: a range counts as the newest of its major.
func (v Version) Before(other string) bool {
	if v.Exact || exactVersion.FindString(v.Text) == v.Text && v.Text != "" {
		return OlderThan(v.Text, other)
	}
	return v.Major != 0 && v.Major < MajorOf(other)
}

// OlderThan compares two exact versions, a beta with others of its kind and with what comes of them.
func OlderThan(version, other string) bool {
	a, b := numbersOf(version), numbersOf(other)
	return slices.Compare(a[:], b[:]) < 0
}

// caret is a range that allows what does not change the first number, or with ~ the second.
var caret = regexp.MustCompile(`^([\^~])(\d+\.\d+\.\d+)$`)

// between reports whether each version that this may be is one from the first on, and before the other; none of them says
// that none is.
func (v Version) between(first, before string) (all, none bool) {
	if exactVersion.MatchString(v.Text) {
		in := !OlderThan(v.Text, first) && OlderThan(v.Text, before)
		return in, !in
	}
	m := caret.FindStringSubmatch(v.Text)
	if m == nil {
		return false, false
	}
	end := numbersOf(m[2]) // which is not allowed any more
	if m[1] == "^" {
		end = [4]int{end[0] + 1, 0, 0, 0}
	} else {
		end = [4]int{end[0], end[1] + 1, 0, 0}
	}
	from, to := numbersOf(first), numbersOf(before)
	to[3] = 0
	starts, ends := !OlderThan(m[2], first), slices.Compare(end[:], to[:]) <= 0
	return starts && ends, !OlderThan(m[2], before) || slices.Compare(end[:], from[:]) <= 0
}

// numbersOf are the three numbers of an exact version and that of its beta, which comes before what is none.
func numbersOf(version string) (n [4]int) {
	core, beta, isBeta := strings.Cut(version, "-beta.")
	for i, part := range strings.SplitN(exactVersion.FindString(core), ".", 3) {
		n[i], _ = strconv.Atoi(part)
	}
	if n[3] = 1 << 30; isBeta {
		n[3], _ = strconv.Atoi(beta)
	}
	return n
}

// MajorOf is the major that a version is of, or that a package manager would
// install for a range as package.json has it: the highest that is allowed. It is
// 0 where only a registry or another file can tell: for a tag such as latest,
// "*", a catalog, a URL, a folder. An open range such as >=4 counts as where it
// begins: what comes later may not be meant.
func MajorOf(text string) int {
	text = strings.TrimPrefix(text, "workspace:")
	if alias, ok := strings.CutPrefix(text, "npm:"); ok {
		text = alias[strings.LastIndex(alias, "@")+1:]
	}
	highest := 0
	for alternative := range strings.SplitSeq(text, "||") {
		highest = max(highest, majorOfAll(alternative))
	}
	return highest
}

// comparator is an operator with a version. Of a partial version, or one with x
// in it, only the numbers before count.
var comparator = regexp.MustCompile(`^(>=|<=|>|<|=|\^|~>|~|)\s*v?(\d+|[xX*])(?:\.(\d+|[xX*]))?(?:\.(\d+|[xX*]))?([-+][0-9A-Za-z.+-]*)?(?:\s+|$)`)

// majorOfAll is the highest major that satisfies comparators that must all be
// satisfied; 0 where one of them is not understood, or none names a major.
func majorOfAll(text string) int {
	lowest, highest := 0, 0
	for text = strings.TrimSpace(text); text != ""; {
		if after, hyphen := strings.CutPrefix(text, "- "); hyphen { // 4 - 5
			text = "<=" + strings.TrimSpace(after)
		}
		m := comparator.FindStringSubmatch(text)
		if m == nil {
			return 0
		}
		text = text[len(m[0]):]
		major, err := strconv.Atoi(m[2])
		if err != nil {
			continue // x
		}
		if m[1] == "<" && strings.Trim(m[3]+m[4], "0xX*") == "" {
			major-- // <5.0.0
		}
		below := m[1] == "<" || m[1] == "<="
		if !below {
			lowest = max(lowest, major)
		}
		if hyphen := strings.HasPrefix(text, "- "); m[1] != ">" && m[1] != ">=" && !hyphen && (highest == 0 || major < highest) {
			highest = major
		}
	}
	if lowest == 0 { // <5, which says no more than that
		return 0
	}
	return max(lowest, highest)
}

// AsksForOldMail reports whether the NextAuth that is there wants nodemailer 6: npm installs no other beside it.
func (p *Project) AsksForOldMail() bool {
	newer := map[int]string{4: "4.24.12", 5: "5.0.0-beta.30"}
	v := p.Version("next-auth")
	if exact := v.Text != "" && '0' <= v.Text[0] && v.Text[0] <= '9'; exact && newer[v.Major] != "" {
		return OlderThan(v.Text, newer[v.Major])
	}
	return false
}
