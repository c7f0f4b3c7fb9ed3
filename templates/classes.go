package templates

import "fmt"

// classes is the one table of how things look: the templates name a row, and an element gets either the class of that name,
// which globals.css describes, or Tailwind's utilities.
func classes() map[string]string {
	const control = "cursor-pointer rounded-lg border px-4 py-2 font-semibold"
	const notice = "rounded-md border-l-4 bg-back px-4 py-2.5"
	return map[string]string{
		"page":           "mx-auto grid w-[min(44rem,100%-2rem)] grid-cols-1 gap-5 pt-[clamp(2rem,10vh,6rem)] pb-12",
		"title":          "flex items-center gap-4",
		"card":           "grid grid-cols-1 gap-4 rounded-2xl border border-line bg-card p-6",
		"waiting":        "min-h-32",
		"strong":         "font-semibold",
		"faint":          "text-faint",
		"grow":           "min-w-0 flex-1",
		"row":            "flex flex-wrap gap-2.5 empty:hidden",
		"button":         control + " border-transparent bg-accent text-on-accent hover:brightness-110",
		"button-quiet":   control + " border-edge hover:bg-back",
		"field":          "min-w-0 flex-[1_1_14rem] rounded-lg border border-edge bg-back px-4 py-2",
		"person":         "flex flex-wrap items-center gap-4",
		"avatar":         "grid size-11 place-items-center rounded-full bg-accent font-bold text-on-accent",
		"notice":         notice + " border-good",
		"notice-bad":     notice + " border-bad",
		"list":           "grid grid-cols-1 gap-4",
		"step":           "grid grid-cols-[1.5rem_minmax(0,1fr)] gap-x-3.5",
		"step-sign":      "grid size-6 place-items-center rounded-full border border-edge text-sm font-semibold",
		"step-sign-done": "grid size-6 place-items-center rounded-full bg-good/15 text-sm font-semibold text-good",
		"step-text":      "col-start-2 text-faint",
		"tick":           "font-normal text-good",
		"note":           "flex gap-4 border-t border-line pt-3.5",
	}
}

// Class is the attribute that gives an element the look of a row of the table.
func (v view) Class(name string) (string, error) {
	list, err := v.ClassList(name)
	return "className=" + list, err
}

// ClassList is the same as a string of TypeScript.
func (v view) ClassList(name string) (string, error) {
	utilities, known := classes()[name]
	if !known {
		return "", fmt.Errorf("no class %q in the table", name)
	}
	if v.Tailwind {
		return quote(utilities)
	}
	return quote(name)
}
