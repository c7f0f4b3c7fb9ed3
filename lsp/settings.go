package lsp

import (
	"encoding/json"

	"create-app/psl/syntax"
)

// settingsSection is where editors keep the settings.
const settingsSection = "create-app"

// settings are what a person may choose, in the form in which editors send them.
type settings struct {
	// Prisma is the major version to judge by, 6 or 7; 0 lets each project say.
	Prisma      int `json:"prisma"`
	Diagnostics struct {
		Enable bool `json:"enable"`
	} `json:"diagnostics"`
	Format struct {
		// CompleteRelations adds what relations lack, as "prisma format" does.
		CompleteRelations bool `json:"completeRelations"`
	} `json:"format"`
	Rename struct {
		// KeepDatabaseNames adds @map and @@map, so that tables and columns keep theirs.
		KeepDatabaseNames bool `json:"keepDatabaseNames"`
	} `json:"rename"`
	InlayHints struct {
		Constraints bool `json:"constraints"` // names of keys and indexes
		Actions     bool `json:"actions"`     // of relations that give none
		Relations   bool `json:"relations"`   // what kind each is
	} `json:"inlayHints"`
	CodeLens struct {
		Enable bool `json:"enable"`
	} `json:"codeLens"`
	// ShowReferences says that the editor has the command create-app.showReferences.
	ShowReferences bool `json:"showReferences"`
}

func defaultSettings() settings {
	var s settings
	s.Diagnostics.Enable = true
	s.Format.CompleteRelations = true
	s.Rename.KeepDatabaseNames = true
	s.InlayHints.Constraints, s.InlayHints.Actions, s.InlayHints.Relations = true, true, true
	s.CodeLens.Enable = true
	return s
}

// with is s with what an editor sent; what it does not mention stays. It may
// send the settings as such, or below their section.
func (s settings) with(sent json.RawMessage) settings {
	var section map[string]json.RawMessage
	if json.Unmarshal(sent, &section) == nil && section[settingsSection] != nil {
		sent = section[settingsSection]
	}
	next := s
	if len(sent) == 0 || json.Unmarshal(sent, &next) != nil {
		return s
	}
	return next
}

func (s settings) version() syntax.Version {
	switch s.Prisma {
	case 6:
		return syntax.Prisma6
	case 7:
		return syntax.Prisma7
	}
	return 0
}
