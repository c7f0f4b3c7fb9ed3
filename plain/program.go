package plain

import (
	"runtime"
	"strings"
)

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

// Into is a command whose output goes to a file. PowerShell 5 would write it in UTF-16.
func Into(command, file string) string {
	return into(command, file, runtime.GOOS == "windows")
}

// Append is a command that puts a line behind a file, whose last line may be without an end. Of PowerShell's ways to do
// that the one that cmd.exe knows, too, would write it in UTF-16: on Windows it is said in words.
func Append(line, file string, open bool) string {
	return appendTo(line, file, open, runtime.GOOS == "windows")
}

func appendTo(line, file string, open, windows bool) string {
	command := "echo " + Word(line) + " >> " + Path(file)
	switch {
	case windows:
		return "add to " + file + ": " + line
	case open:
		return "echo >> " + Path(file) + " && " + command
	}
	return command
}

// Then is two commands of which the second is for when the first has worked. PowerShell 5 has no && for that.
func Then(first, second string) string {
	if runtime.GOOS == "windows" {
		return first + ", then " + second
	}
	return first + " && " + second
}

func into(command, file string, windows bool) string {
	line := command + " > " + Path(file)
	if windows {
		return `cmd /c "` + line + `"`
	}
	return line
}
