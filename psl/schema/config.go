package schema

import "create-app/psl/syntax"

// Config is a datasource or generator block and the file it is in. Its methods
// tell what it says, and work on broken schemas as well: what is not there, or is
// no plain value, is "". So is everything of the zero Config.
type Config struct {
	File  *syntax.File
	Block *syntax.Block
}

// Datasources are the datasource blocks of files, in the order of the text.
// Prisma takes one.
func Datasources(files ...*syntax.File) []Config { return configs(files, syntax.Datasource) }

// Generators are the generator blocks of files, in the order of the text.
func Generators(files ...*syntax.File) []Config { return configs(files, syntax.Generator) }

// WrittenFor is the version of Prisma whose form the datasources of files have: 6
// wants a URL in them, and 7 refuses it. It is 0 where there is no datasource.
func WrittenFor(files ...*syntax.File) syntax.Version {
	var version syntax.Version
	for _, ds := range Datasources(files...) {
		if ds.Property("url") != nil || ds.Property("directUrl") != nil {
			return syntax.Prisma6
		}
		version = syntax.Prisma7
	}
	return version
}

func configs(files []*syntax.File, kind syntax.BlockKind) []Config {
	var all []Config
	for _, f := range files {
		for b := range f.Blocks(kind) {
			all = append(all, Config{f, b})
		}
	}
	return all
}

// Name is the name of the block.
func (c Config) Name() string {
	if c.Block == nil {
		return ""
	}
	return c.Block.Name.Text(c.File.File)
}

// Documentation is the text of the comments that document the block.
func (c Config) Documentation() string { return c.File.Documentation(c.Block) }

// Property returns the first property of that name, or nil. Several are always an
// error; in a block that is not closed the ones that follow may be another's.
func (c Config) Property(name string) *syntax.Property {
	if c.Block == nil {
		return nil
	}
	for p := range c.Block.Properties() {
		if p.Name.Is(c.File.File, name) {
			return p
		}
	}
	return nil
}

// Text is the value of a property that is a plain string, such as provider.
func (c Config) Text(name string) string {
	text, _ := c.text(name)
	return text
}

func (c Config) text(name string) (string, bool) {
	if p := c.Property(name); p != nil {
		if s, ok := p.Value.(*syntax.String); ok {
			return s.Value, true
		}
	}
	return "", false
}

// IsComputed reports whether a property is there and is no plain string, such as
// output = env("DIR").
func (c Config) IsComputed(name string) bool {
	_, plain := c.text(name)
	return !plain && c.Property(name) != nil
}

// Texts are the strings in the list that a property holds, such as schemas.
func (c Config) Texts(name string) []string {
	p := c.Property(name)
	if p == nil {
		return nil
	}
	list, ok := p.Value.(*syntax.Array)
	if !ok {
		return nil
	}
	var texts []string
	for _, e := range list.Elements {
		if s, ok := e.(*syntax.String); ok {
			texts = append(texts, s.Value)
		}
	}
	return texts
}

// Variable is the variable of the environment that a property is read from: X of
// env("X").
func (c Config) Variable(name string) string {
	if p := c.Property(name); p != nil {
		if call, ok := p.Value.(*syntax.Call); ok && call.Name.Is(c.File.File, "env") && len(call.Args.List) == 1 {
			if s, ok := call.Args.List[0].Value.(*syntax.String); ok {
				return s.Value
			}
		}
	}
	return ""
}

// Line is the line that the block begins on, from 1.
func (c Config) Line() int { return c.File.Line(c.Block.Span.Start) }
