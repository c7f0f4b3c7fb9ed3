// Package syntax reads the Prisma Schema Language into a lossless tree.
//
// The first call is Parse. It always returns a file: a line that does not fit
// the grammar becomes a BrokenLine, and reading goes on behind it. The package
// does not resolve names and does not know which attributes exist; see the
// packages schema and validate for that, and format and edit for writing.
//
// # Grammar
//
// The language is made of lines. Blanks (tabs and Unicode space separators)
// may stand between any two symbols below, line ends may not, except where
// they are named. At every place the first alternative that fits is taken, as
// in Prisma's own reader.
//
//	file       = { block | typeAlias | brokenBlock | comments | blankLines | line } .
//	block      = keyword name "{" anyText newline { member } "}" .
//	keyword    = "model" | "view" | "type" | "enum" | "datasource" | "generator" .
//	member     = field | blockAttr | comments | blankLines | line       (model, view, type)
//	           | value | blockAttr | comments | blankLines | line       (enum)
//	           | property | comments | blankLines | line .              (datasource, generator)
//	field      = name [ ":" ] [ fieldType ] { attribute } [ comment ] newline .
//	value      = name { attribute } [ comment ] newline .
//	property   = name "=" [ expr ] [ comment ] newline .
//	fieldType  = base "[]" "?" | base "[]" | base "?" | base "!" | "[" base "]" | base .
//	base       = "Unsupported(" string ")" | name .
//	attribute  = "@" path [ arguments ] .
//	blockAttr  = "@@" path [ arguments ] [ comment ] newline .
//	arguments  = "(" [ argument { "," argument } ] [ "," ] ")" .
//	argument   = name ":" expr | name ":" | expr .
//	expr       = path arguments | array | object | number | string | path .
//	array      = "[" [ expr { "," expr } ] "]" .
//	object     = "{" [ name ":" expr { "," name ":" expr } ] "}" .       (Prisma 7)
//	typeAlias  = "type" name "=" base { attribute } .
//	brokenBlock = name "{" anyText newline anyLines "}" .
//	comments   = comment [ newline ] { comment [ newline ] } .
//	comment    = "//" anyText | "///" anyText | "/*" anyLines "*/" .
//	line       = anyText [ newline ] .
//	name       = (letter | digit) { letter | digit | "_" | "-" } .       (ASCII digits)
//	path       = name { "." [ name ] } .
//	number     = [ "-" ] digit { digit } [ "." digit { digit } ] .
//	string     = `"` { character | "\" anyCharacter } `"` .              (no control characters)
//
// A line of a block that starts with "}" ends the block. A keyword needs no
// blank behind it: "modelA {" declares a model A.
package syntax
