package scaffold

import (
	"fmt"
	"slices"
	"strings"

	"create-app/scaffold/change"
	"create-app/templates"
)

// noProviders is how a command line says that the list is empty on purpose.
const noProviders = "none"

// ParseProviders reads a comma list as --providers takes it: blanks do not
// count, and "none" is the empty list. Whether the providers exist is for
// [Options.Validate] to say.
func ParseProviders(list string) []string {
	var ids []string
	for id := range strings.SplitSeq(list, ",") {
		if id = strings.TrimSpace(id); id != "" {
			ids = append(ids, id)
		}
	}
	if slices.Equal(ids, []string{noProviders}) {
		return nil
	}
	return ids
}

// pickProviders gives every provider its one spelling, each once.
func pickProviders(typed []string) ([]string, error) {
	var ids []string
	for _, id := range typed {
		provider, found := templates.FindProvider(id)
		if !found {
			return nil, unknownProvider(id)
		}
		if !slices.Contains(ids, provider.ID) {
			ids = append(ids, provider.ID)
		}
	}
	return ids, nil
}

func unknownProvider(typed string) error {
	var known, spellings []string
	for _, provider := range templates.Providers() {
		known = append(known, provider.ID)
		spellings = append(append(spellings, provider.ID), provider.Aliases...)
	}
	advice := "known: " + strings.Join(known, ", ")
	if near, found := Nearest(strings.ToLower(typed), spellings); found {
		advice = fmt.Sprintf("did you mean %q?", near)
	}
	return &OptionError{Option: "providers", Message: "unknown provider " + change.Quote(typed), Advice: advice}
}
