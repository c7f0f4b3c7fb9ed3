package validate

import (
	"create-app/psl/connector"
	"create-app/psl/schema"
	"create-app/psl/syntax"
)

// Config is what the datasource and the generators say.
type Config struct {
	Datasource *Datasource // nil where there is none, or none that could be read
	Features   []string    // the preview features of all generators
}

// Datasource is the datasource of a schema.
type Datasource struct {
	schema.Config
	Provider string
	// Schemas are the elements of the property schemas; HasSchemas says that it is there.
	Schemas    []*syntax.String
	HasSchemas bool
}

// Name is the datasource's name, with which its native types begin.
func (d *Datasource) Name() string { return d.Block.Name.Text }

// HasSchema reports whether name is one of the property schemas.
func (d *Datasource) HasSchema(name string) bool {
	for _, s := range d.Schemas {
		if s.Value == name {
			return true
		}
	}
	return false
}

// loadConfig reads the configuration blocks, which Prisma does even after errors.
func (c *checker) loadConfig() {
	c.config = &Config{}
	c.features = map[string]bool{}
	for _, g := range c.Generators {
		if p := property(g.Block, "previewFeatures"); p != nil {
			if list, ok := p.Value.(*syntax.Array); ok {
				for _, e := range list.Elements {
					if s, ok := e.(*syntax.String); ok {
						c.features[s.Value] = true
						c.config.Features = append(c.config.Features, s.Value)
					}
				}
			}
		}
	}
	for _, block := range c.Datasources {
		c.loadDatasource(block)
	}
}

func (c *checker) loadDatasource(block schema.Config) {
	ds := &Datasource{Config: block}
	c.config.Datasource = ds
	if s, ok := value(block.Block, "provider").(*syntax.String); ok {
		ds.Provider = s.Value
		if conn, ok := connector.ByProvider(s.Value); ok {
			c.conn = conn
			c.mode = conn.DefaultMode()
		}
	}
	if s, ok := value(block.Block, "relationMode").(*syntax.String); ok {
		if mode, ok := connector.RelationModeByName(s.Value); ok {
			c.mode = mode
		}
	}
	if list, ok := value(block.Block, "schemas").(*syntax.Array); ok {
		ds.HasSchemas = true
		for _, e := range list.Elements {
			if s, ok := e.(*syntax.String); ok {
				ds.Schemas = append(ds.Schemas, s)
			}
		}
	}
}

func property(b *syntax.Block, name string) *syntax.Property {
	for p := range b.Properties() {
		if p.Name.Text == name {
			return p
		}
	}
	return nil
}

func value(b *syntax.Block, name string) syntax.Expr {
	if p := property(b, name); p != nil {
		return p.Value
	}
	return nil
}

// checkDatasource runs the rules about the datasource that come with the others.
func (c *checker) checkDatasource() {}
