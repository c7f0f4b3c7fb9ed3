package prompts

import (
	"reflect"
	"runtime"
	"strings"

	tea "github.com/charmbracelet/bubbletea"
)

// commands are the commands inside a batch or a sequence. The type of a
// sequence is bubbletea's own, so it is recognised by its shape.
func commands(msg tea.Msg) ([]tea.Cmd, bool) {
	value := reflect.ValueOf(msg)
	if !value.IsValid() || value.Kind() != reflect.Slice || value.Type().Elem() != reflect.TypeFor[tea.Cmd]() {
		return nil, false
	}
	list := make([]tea.Cmd, value.Len())
	for i := range list {
		list[i] = value.Index(i).Interface().(tea.Cmd)
	}
	return list, true
}

// blinks recognises the command that waits until the cursor blinks.
func blinks(cmd tea.Cmd) bool {
	return strings.Contains(runtime.FuncForPC(reflect.ValueOf(cmd).Pointer()).Name(), "bubbles/cursor")
}
