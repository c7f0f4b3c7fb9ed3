package plain

import "strings"

// Program is how the user of this run starts the program, as in "create-app" or "npx @acme/create-app": the beginning
// of each of its commands that is printed, so that the command works when it is typed. The zero value is "create-app".
type Program string

// Command is a command line of the program, its words quoted for the shells of this system.
func (p Program) Command(words ...string) string {
	line := []string{string(p)}
	if p == "" {
		line[0] = "create-app"
	}
	for _, word := range words {
		line = append(line, Word(word))
	}
	return strings.Join(line, " ")
}
