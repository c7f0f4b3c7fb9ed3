package schema

// tooFar is the distance from which on a name is not worth suggesting.
const tooFar = 3

// Near is the one of some words that a misspelled one probably means, or "".
func Near(word string, words []string) string { return NearTo(word, words, tooFar-1) }

// NearTo is [Near] where at most so many letters are wrong.
func NearTo(word string, words []string, wrong int) string {
	best, distance := "", min(wrong+1, tooFar)
	for _, w := range words {
		if d := editDistance(word, w, distance); d < distance {
			best, distance = w, d
		}
	}
	return best
}

// editDistance is the number of letters to insert, remove or replace to make b
// of a, or limit if it is not smaller.
func editDistance(a, b string, limit int) int {
	if len(a)-len(b) >= limit || len(b)-len(a) >= limit || len(a) > 64 || len(b) > 64 {
		return limit
	}
	var row [65]int
	for j := range len(b) + 1 {
		row[j] = j
	}
	for i := range len(a) {
		diagonal, least := row[0], i+1
		row[0] = i + 1
		for j := range len(b) {
			cost := diagonal
			if a[i] != b[j] {
				cost++
			}
			diagonal = row[j+1]
			row[j+1] = min(cost, row[j]+1, row[j+1]+1)
			least = min(least, row[j+1])
		}
		if least >= limit {
			return limit
		}
	}
	return min(row[len(b)], limit)
}
