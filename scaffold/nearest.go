package scaffold

// Nearest is the candidate that word most probably means: at most two slips
// away, at most one for words of up to four letters, and none for a single
// letter, which is not a misspelling of anything. Of equals the first wins.
func Nearest(word string, candidates []string) (string, bool) {
	if len(word) < 2 {
		return "", false
	}
	limit := 2
	if len(word) <= 4 {
		limit = 1
	}
	best, found := "", false
	for _, candidate := range candidates {
		if d := distance(word, candidate); d <= limit {
			best, found, limit = candidate, true, d-1
		}
	}
	return best, found
}

// distance counts the insertions, deletions, replacements and swaps of
// neighbours that make a into b.
func distance(a, b string) int {
	before := make([]int, len(b)+1)
	previous := make([]int, len(b)+1)
	for j := range previous {
		previous[j] = j
	}
	for i := 1; i <= len(a); i++ {
		current := make([]int, len(b)+1)
		current[0] = i
		for j := 1; j <= len(b); j++ {
			change := previous[j-1]
			if a[i-1] != b[j-1] {
				change++
			}
			current[j] = min(change, previous[j]+1, current[j-1]+1)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				current[j] = min(current[j], before[j-2]+1)
			}
		}
		before, previous = previous, current
	}
	return previous[len(b)]
}
