package edit

import (
	"fmt"

	"create-app/psl/internal/splice"
	"create-app/psl/syntax"
)

// SetProperty gives a property of a datasource or generator a value, as in
// `"postgresql"` (with its quotes) or `["public"]`, and adds the property if it
// is not there.
func (d *Draft) SetProperty(b *syntax.Block, key, value string) {
	d.in(b, "set property", func(draft *blockDraft) error {
		for p := range draft.block.Properties() {
			if p.Name.Text(draft.file.File) == key && p.Value != nil {
				return draft.change(splice.Splice{Span: p.Value.Pos(), Text: value})
			}
		}
		return draft.addMember(key+" = "+value, Last(), isProperty)
	})
}

// RemoveProperty removes a property with its comments.
func (d *Draft) RemoveProperty(b *syntax.Block, key string) {
	d.in(b, "remove property", func(draft *blockDraft) error {
		for p := range draft.block.Properties() {
			if p.Name.Text(draft.file.File) == key {
				return draft.removeMember(key)
			}
		}
		return fmt.Errorf("no property %q", key)
	})
}

func isProperty(m syntax.Member) bool { _, ok := m.(*syntax.Property); return ok }
