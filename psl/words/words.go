package words

import "slices"

// Word is a word of the language.
type Word struct {
	Name    string
	Summary string
	// Parameters are what it takes in its parentheses, in the order in which
	// they may stand without their names.
	Parameters []Parameter
}

// Parameter is what an attribute or a function takes.
type Parameter struct {
	Name    string // "" for one that is never named
	Shape   string // how a value looks, such as `[field, …]`
	Summary string
}

// Parameter is the parameter of that name, or nil.
func (w *Word) Parameter(name string) *Parameter {
	for i := range w.Parameters {
		if w.Parameters[i].Name == name {
			return &w.Parameters[i]
		}
	}
	return nil
}

func find(list []Word, name string) (*Word, bool) {
	i := slices.IndexFunc(list, func(w Word) bool { return w.Name == name })
	if i < 0 {
		return nil, false
	}
	return &list[i], true
}

// Attribute looks up an attribute of a field or an enum's value, without "@".
func Attribute(name string) (*Word, bool) { return find(attributes, name) }

// BlockAttribute looks up an attribute of a block, without "@@".
func BlockAttribute(name string) (*Word, bool) { return find(blockAttributes, name) }

// Function looks up a function that gives a default value, or env.
func Function(name string) (*Word, bool) { return find(functions, name) }

// Scalar looks up a built-in type.
func Scalar(name string) (*Word, bool) { return find(scalars, name) }

// Block looks up the keyword of a block.
func Block(keyword string) (*Word, bool) { return find(blocks, keyword) }

// DatasourceProperty and GeneratorProperty look up a property of these blocks.
func DatasourceProperty(name string) (*Word, bool) { return find(datasourceProperties, name) }

// GeneratorProperty looks up a property of a generator.
func GeneratorProperty(name string) (*Word, bool) { return find(generatorProperties, name) }

// Action looks up a referential action.
func Action(name string) (*Word, bool) { return find(actions, name) }

// Algorithm looks up a kind of index.
func Algorithm(name string) (*Word, bool) { return find(algorithms, name) }

// Attributes, BlockAttributes, Functions, DatasourceProperties and
// GeneratorProperties list all words of their kind.
func Attributes() []Word { return attributes }

// BlockAttributes lists the attributes of blocks.
func BlockAttributes() []Word { return blockAttributes }

// Functions lists the functions.
func Functions() []Word { return functions }

// DatasourceProperties lists the properties of a datasource.
func DatasourceProperties() []Word { return datasourceProperties }

// GeneratorProperties lists the properties of a generator.
func GeneratorProperties() []Word { return generatorProperties }
