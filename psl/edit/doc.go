// Package edit changes a schema without disturbing what it does not change.
//
// The first call is New, with the files of one schema; the verbs of the Draft
// it returns say what is wanted, and Apply gives new files, or the reasons why
// not. Nothing is done until Apply, and then either all of it or nothing: the
// files that went in are never changed.
//
//	d := edit.New(file)
//	d.AddField(user, "emailVerified DateTime?", edit.After("email"))
//	d.AddAttribute(user, "email", "@unique")
//	files, err := d.Apply()
//
// # What happens to the text
//
// Existing lines keep their text, new lines arrive as package format would
// write them, with the indentation and the line end of the block they join. A
// block that was laid out as package format would lay it out, whatever its
// indentation and line ends, is so again afterwards: its columns are aligned
// anew. Any other block keeps its own alignment, and a new line takes the
// columns of the line beside it where it fits. Blocks no verb names keep every
// byte, and so does all text between blocks.
//
// A comment on the same line, or on the lines directly above, belongs to its
// node: it is moved and removed with it. A comment set off by an empty line
// belongs to the place and stays.
//
// The package knows the grammar and nothing of its meaning: it refuses a field
// whose name is taken, because no schema can be meant so, but not one whose
// type does not exist. See package validate for that.
package edit
