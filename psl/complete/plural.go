package complete

import (
	"slices"
	"strings"
)

// plural is the English plural of a word, or what Prisma takes for it.
func plural(word string) string {
	if _, found := slices.BinarySearch(uncountable[:], word); found {
		return word
	}
	if irregular := irregularPlural(word); irregular != "" {
		return irregular
	}
	for _, rule := range &pluralRules {
		if stem, ok := rule.stem(word); ok {
			return stem + rule.plural
		}
	}
	return word + "s"
}

func irregularPlural(word string) string {
	switch word {
	case "ox":
		return "oxen"
	case "man":
		return "men"
	case "woman":
		return "women"
	case "die":
		return "dice"
	case "yes":
		return "yeses"
	case "foot":
		return "feet"
	case "eave":
		return "eaves"
	case "goose":
		return "geese"
	case "tooth":
		return "teeth"
	case "quiz":
		return "quizzes"
	}
	return ""
}

// pluralRule replaces one of the singular endings by the plural one in words
// whose stem fits.
type pluralRule struct {
	stems    string // a stem ends with one of these; see endsWith
	singular string // empty stands for no ending at all, in a list "-" does
	plural   string
}

// pluralRules are tried in order. The words of a list are set apart by blanks.
var pluralRules = [...]pluralRule{
	{"eaux", "", ""},
	{"child", "ren -", "ren"},
	{"pe", "rson ople", "ople"},
	{"m l", "ice ouse", "ice"},
	{"matr cod mur sil vert ind append", "ix ex", "ices"},
	{"x ch ss sh zz", "", "es"},
	{"xes ches sses shes zzes", "", ""},
	{"[^ch][ieo][ln]", "ey", "ies"},
	{"[^aeiouy] qu", "y", "ies"},
	{"ar l ea eo oa hoo", "f", "ves"},
	{"kni wi li", "fe", "ves"},
	{"", "sis", "ses"},
	{"apheli hyperbat periheli asyndet noumen phenomen criteri organ prolegomen hedr automat", "a on", "a"},
	{"agend addend millenni dat extrem bacteri desiderat strat candelabr errat ov symposi curricul automat quor", "a um", "a"},
	{"her at gr", "o", "oes"},
	{"seraph cherub", "im -", "im"},
	{"alumn alg vertebr", "a ae", "ae"},
	{"alumn syllab octop vir radi nucle fung cact stimul termin bacill foc uter loc strat", "us i", "i"},
	{"[^l]ias [aeiou]las [emjzr]as [iu]am", "", ""},
	{"e[mn]u", "s -", "s"},
	{"alias [^aou]us tlas gas ris", "", "es"},
	{"ax test", "is", "es"},
	{"[^aeiou]ese", "", ""},
	{"", "s", "s"},
}

// stem returns word without its singular ending, if the rule applies to it.
func (r *pluralRule) stem(word string) (string, bool) {
	if r.singular == "" {
		return word, endsWithAny(word, r.stems)
	}
	for ending := range strings.FieldsSeq(r.singular) {
		if ending == "-" {
			ending = ""
		}
		if stem, ok := strings.CutSuffix(word, ending); ok && endsWithAny(stem, r.stems) {
			return stem, true
		}
	}
	return "", false
}

func endsWithAny(word, patterns string) bool {
	if patterns == "" {
		return true
	}
	for pattern := range strings.FieldsSeq(patterns) {
		if endsWith(word, pattern) {
			return true
		}
	}
	return false
}

// endsWith reports whether word ends with pattern, in which [abc] stands for
// one of the characters and [^abc] for any other.
func endsWith(word, pattern string) bool {
	for pattern != "" {
		if word == "" {
			return false
		}
		c, rest := word[len(word)-1], len(pattern)-1
		if pattern[rest] != ']' {
			if c != pattern[rest] {
				return false
			}
			word, pattern = word[:len(word)-1], pattern[:rest]
			continue
		}
		open := strings.LastIndexByte(pattern, '[')
		set, not := strings.CutPrefix(pattern[open+1:rest], "^")
		if (strings.IndexByte(set, c) >= 0) == not {
			return false
		}
		word, pattern = word[:len(word)-1], pattern[:open]
	}
	return true
}

// uncountable are the words that are their own plural, sorted.
var uncountable = [...]string{
	"accommodation", "adulthood", "advertising", "advice", "aggression", "aid", "air", "aircraft", "alcohol",
	"anger", "applause", "arithmetic", "assistance", "athletics", "bacon", "baggage", "beef", "biology", "blood",
	"botany", "bread", "butter", "carbon", "cardboard", "cash", "chalk", "chaos", "chess", "countryside",
	"crossroads", "dancing", "deer", "dignity", "dirt", "dust", "economics", "education", "electricity",
	"engineering", "enjoyment", "envy", "equipment", "ethics", "evidence", "evolution", "fame", "fiction",
	"flour", "flu", "food", "fuel", "fun", "furniture", "gallows", "garbage", "garlic", "genetics", "gold",
	"golf", "gossip", "grammar", "gratitude", "grief", "guilt", "gymnastics", "happiness", "hardware", "harm",
	"hate", "hatred", "health", "heat", "help", "homework", "honesty", "honey", "hospitality", "housework",
	"humour", "hunger", "hydrogen", "ice", "importance", "inflation", "information", "innocence", "iron",
	"irony", "jam", "jewelry", "judo", "karate", "knowledge", "lack", "laughter", "lava", "leather", "leisure",
	"lightning", "linguine", "linguini", "linguistics", "literature", "litter", "livestock", "logic",
	"loneliness", "luck", "luggage", "macaroni", "machinery", "magic", "management", "mankind", "marble",
	"mathematics", "mayonnaise", "measles", "methane", "milk", "money", "mud", "mumps", "music", "nature",
	"news", "nitrogen", "nonsense", "nurture", "nutrition", "obedience", "obesity", "oxygen", "pasta",
	"patience", "physics", "poetry", "pollution", "poverty", "pride", "psychology", "publicity", "punctuation",
	"quartz", "racism", "relaxation", "reliability", "research", "respect", "revenge", "rice", "rubbish", "rum",
	"safety", "scenery", "seafood", "seaside", "series", "shame", "sheep", "shopping", "sleep", "smoke",
	"smoking", "snow", "soap", "software", "soil", "spaghetti", "species", "steam", "stuff", "stupidity",
	"sunshine", "symmetry", "tennis", "thirst", "thunder", "timber", "traffic", "transportation", "trust",
	"underwear", "unemployment", "unity", "validity", "veal", "vegetarianism", "vegetation", "vengeance",
	"violence", "vitality", "warmth", "wealth", "weather", "welfare", "wheat", "wildlife", "wisdom", "yoga",
	"zinc", "zoology",
}
