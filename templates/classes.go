package templates

import "fmt"

// classes is the one table of how things look: the templates name a row, and an element gets either the class of that name,
// which globals.css describes, or Tailwind's utilities.
func classes() map[string]string {
	const control = "inline-flex cursor-pointer items-center justify-center rounded-lg border px-4 py-2 font-semibold no-underline"
	const notice = "rounded-md border-l-4 bg-back px-4 py-2.5"
	const card = "grid grid-cols-1 gap-5 rounded-2xl border border-line bg-card p-[clamp(1rem,5vw,1.5rem)]"
	const sign = "grid size-7 flex-none place-items-center rounded-full text-sm font-semibold"
	const ways = "grid gap-2.5"
	return map[string]string{
		// The page: what the visitor came for, and beside it, where there is room, what to do next.
		"page":        "mx-auto flex w-[min(66rem,100%-2rem)] flex-wrap items-start justify-center gap-x-12 gap-y-6 pt-[clamp(2rem,8vw,7rem)] pb-12",
		"column":      "grid min-w-0 max-w-md flex-[1_1_22rem] grid-cols-1 gap-6",
		"column-wide": "grid min-w-0 max-w-2xl flex-[1_1_22rem] grid-cols-1 gap-6",
		"title":       "flex items-center gap-4",
		"card":        card,
		"card-steps":  card + " min-w-0 flex-[999_1_26rem] content-start",
		"waiting":     "min-h-48",

		"strong": "font-semibold",
		"faint":  "text-faint",
		"grow":   "min-w-0 flex-1",
		"unseen": "sr-only",
		"row":    "flex flex-wrap gap-2.5",

		"button":       control + " border-transparent bg-accent text-on-accent hover:brightness-110",
		"button-quiet": control + " border-edge hover:bg-back",
		"button-bad":   control + " border-bad text-bad hover:bg-back",
		"field":        "w-full min-w-0 flex-[1_1_14rem] rounded-lg border border-edge bg-back px-4 py-2",
		"mail":         "grid grid-cols-1 gap-2.5",
		"check":        "flex items-center gap-2.5",
		"ways":         ways + " grid-cols-1",
		"ways-many":    ways + " grid-cols-[repeat(auto-fill,minmax(min(9rem,100%),1fr))]",
		"way":          "flex w-full cursor-pointer items-center gap-2.5 rounded-lg border border-edge px-3 py-2 text-left font-semibold hover:bg-back",
		"or":           "flex items-center gap-3 text-faint before:h-px before:flex-1 before:bg-line after:h-px after:flex-1 after:bg-line",

		"person":     "flex flex-wrap items-center gap-4",
		"about":      "min-w-0 flex-[1_1_10rem]", // beside the picture, and wider than a word
		"avatar":     "grid size-12 place-items-center rounded-full bg-accent text-lg font-bold text-on-accent",
		"notice":     notice + " border-good",
		"notice-bad": notice + " border-bad",
		"list":       "grid grid-cols-1 gap-4",
		"entry":      "flex flex-wrap items-center gap-x-3 border-t border-line pt-3.5",

		"steps": "divide-y divide-line border-t border-line",
		"step":  "group",
		"step-title": "flex cursor-pointer list-none items-center gap-3.5 py-3 font-semibold after:ml-auto after:text-xl/none after:font-normal after:text-faint " +
			"after:content-['+'] group-open:after:content-['–'] [&::-webkit-details-marker]:hidden",
		"step-sign":      sign + " border border-edge",
		"step-sign-done": sign + " bg-good/15 text-good",
		"step-text":      "pb-4 pl-10.5 text-faint",
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
