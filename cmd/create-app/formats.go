package main

// formats are the numbers of what the program writes for programs to read; docs/formats.md says what a number promises.
// "version --json" has them, so that a script can ask before it reads.
func formats() map[string]int {
	return map[string]int{
		"record": 1, "new": 1, "auth": 1, "db": 1, "doctor": 1, "validate": 1, "format": 1, "inspect": 1, "help": 1, "error": 1,
	}
}
