package validate

import (
	"slices"

	"create-app/psl/connector"
	"create-app/psl/diag"
	"create-app/psl/schema"
	"create-app/psl/syntax"
	"create-app/psl/token"
)

// Config is what the datasources and generators of a schema say. It holds what
// could be read; the rest is in the diagnostics.
type Config struct {
	// Datasource is the first that is right, or nil.
	Datasource *Datasource
	Generators []Generator
	// Previews are the preview features that any generator turns on.
	Previews connector.Preview
}

// Datasource is a datasource block that could be read.
type Datasource struct {
	schema.Config
	Connector *connector.Connector
	// Mode is that of relationMode, or the database's own.
	Mode connector.RelationMode
	// Schemas are the names in schemas, in the order of the text. HasSchemas
	// says that the property is there.
	Schemas    []*syntax.String
	HasSchemas bool

	extensions     []extension
	extensionsSpan token.Span // the property extensions, or zero
}

// Generator is a generator block that could be read.
type Generator struct {
	schema.Config
	Previews connector.Preview
}

// Name is the datasource's name, with which its native types begin.
func (d *Datasource) Name() string { return d.Block.Name.Text(d.File.File) }

// HasSchema reports whether name is one of the property schemas.
func (d *Datasource) HasSchema(name string) bool {
	for _, s := range d.Schemas {
		if s.Value == name {
			return true
		}
	}
	return false
}

// Connector is the database of the schema; Empty where there is none.
func (c *Config) Connector() *connector.Connector {
	if c.Datasource == nil {
		return connector.Empty()
	}
	return c.Datasource.Connector
}

// Mode is the relation mode of the schema.
func (c *Config) Mode() connector.RelationMode {
	if c.Datasource == nil {
		return connector.ForeignKeys
	}
	return c.Datasource.Mode
}

// loadConfig reads the configuration blocks, which Prisma does even after errors.
func (c *checker) loadConfig() {
	config, found := readConfig(c.Schema)
	c.found.Report(found...)
	c.config, c.conn, c.mode = config, config.Connector(), config.Mode()
}

// checkDatasource runs the rules about the datasource that come with the others.
func (c *checker) checkDatasource() { c.checkExtensions() }

// configReader reads the blocks of one file. As in Prisma, files do not see each
// other here: a generator knows the datasource of its own file only, and two
// datasources are one too many only in one file.
type configReader struct {
	version  syntax.Version
	file     *token.File
	adapters bool // some generator names schemaEngineDriverAdapters
	found    schema.Findings
}

// readConfig reads every datasource and generator of s.
func readConfig(s *schema.Schema) (*Config, diag.List) {
	config := &Config{}
	var found schema.Findings
	for _, file := range s.Files {
		r := configReader{version: s.Version, file: file.File}
		r.readFile(config, blocksOf(file, s.Datasources), blocksOf(file, s.Generators))
		found.Report(r.found.List...)
	}
	return config, found.List
}

func blocksOf(file *syntax.File, all []schema.Config) []schema.Config {
	var own []schema.Config
	for _, c := range all {
		if c.File == file {
			own = append(own, c)
		}
	}
	return own
}

func (r *configReader) readFile(config *Config, datasources, generators []schema.Config) {
	database, right := connector.Empty(), 0
	r.adapters = slices.ContainsFunc(generators, namesAdapters)
	for _, block := range datasources {
		d := r.datasource(block)
		if d == nil {
			continue
		}
		if right++; right == 1 {
			database = d.Connector
		}
		if config.Datasource == nil {
			config.Datasource = d
		}
	}
	if right > 1 {
		for _, block := range datasources {
			r.report(severalDatasources(block.Block))
		}
	}
	for _, block := range generators {
		if g, ok := r.generator(block, database); ok {
			config.Generators = append(config.Generators, g)
			config.Previews |= g.Previews
		}
	}
}

func (r *configReader) report(d diag.Diagnostic) {
	d.File = r.file
	r.found.Report(d)
}

// properties are those of one block. Of several with one name the last counts;
// that there are several is a matter of names.
type properties struct {
	file  *token.File
	block *syntax.Block
	list  []*syntax.Property
	used  map[string]bool
}

// properties is false, with the first mistake reported, where a property has no
// value: Prisma then looks at the block no further.
func (r *configReader) properties(block *syntax.Block) (*properties, bool) {
	p := &properties{file: r.file, block: block, used: map[string]bool{}}
	for property := range block.Properties() {
		if property.Value == nil {
			r.report(missingPropertyValue(r.file, block, property))
			return nil, false
		}
		p.list = append(p.list, property)
	}
	return p, true
}

// find returns the property of that name, or nil, and marks it as known.
func (p *properties) find(name string) *syntax.Property {
	p.used[name] = true
	for i := len(p.list) - 1; i >= 0; i-- {
		if p.list[i].Name.Text(p.file) == name {
			return p.list[i]
		}
	}
	return nil
}

// unknown yields the properties that were not asked for, the last of each name.
func (p *properties) unknown(yield func(*syntax.Property) bool) {
	for i := len(p.list) - 1; i >= 0; i-- {
		name := p.list[i].Name.Text(p.file)
		if p.used[name] {
			continue
		}
		p.used[name] = true
		if !yield(p.list[i]) {
			return
		}
	}
}
