package validate

import (
	"create-app/psl/connector"
	"create-app/psl/schema"
	"create-app/psl/syntax"
)

// datasource reads a datasource as Prisma's datasource loader does, in the same
// order and giving up at the same places. It is nil for one that is not right.
func (r *configReader) datasource(block schema.Config) *Datasource {
	p, ok := r.properties(block.Block)
	if !ok {
		return nil
	}
	database := r.provider(p)
	if database == nil {
		return nil
	}
	d := &Datasource{Config: block, Connector: database}
	d.Mode = r.relationMode(p, database)
	if database.Extensions {
		r.extensions(p, d)
	}
	if !r.urls(p, database) {
		return nil
	}
	if property := p.find("previewFeatures"); property != nil {
		r.report(previewsInDatasource(property))
	}
	r.schemas(p, d)
	for property := range p.unknown {
		r.report(unknownProperty(r.file, block.Block, property))
	}
	return d
}

func (r *configReader) provider(p *properties) *connector.Connector {
	property := p.find("provider")
	if property == nil {
		r.report(missingProperty(r.file, p.block, "provider"))
		return nil
	}
	if call, ok := property.Value.(*syntax.Call); ok && call.Name.Text(r.file) == "env" {
		r.report(envProvider(p.block, call))
		return nil
	}
	name, ok := property.Value.(*syntax.String)
	if !ok {
		r.report(wrongPropertyValue(r.file, property.Value, "the name of a database in quotes"))
		return nil
	}
	database, ok := connector.ByProvider(name.Value)
	if !ok {
		r.report(unknownProvider(name))
		return nil
	}
	return database
}

// relationMode also takes the name the property had before.
func (r *configReader) relationMode(p *properties, database *connector.Connector) connector.RelationMode {
	property, old := p.find("relationMode"), p.find("referentialIntegrity")
	if old != nil {
		r.report(referentialIntegrity(old))
	}
	switch {
	case property != nil && old != nil:
		r.report(bothRelationModes(old))
		return database.DefaultMode()
	case property == nil:
		property = old
	}
	if property == nil {
		return database.DefaultMode()
	}
	value, ok := r.string(property.Value)
	if !ok {
		return database.DefaultMode()
	}
	mode, ok := connector.RelationModeByName(value.Value)
	if !ok {
		// Prisma points at the datasource here.
		r.report(unknownRelationMode(r.file, p.block, value))
		return database.DefaultMode()
	}
	for _, allowed := range database.RelationModes {
		if allowed == mode {
			return mode
		}
	}
	r.report(wrongRelationMode(value, database))
	return mode
}

// urls reads the properties with connection strings: Prisma 6 wants url, and
// Prisma 7 refuses all three.
func (r *configReader) urls(p *properties, database *connector.Connector) bool {
	url, shadow, direct := p.find("url"), p.find("shadowDatabaseUrl"), p.find("directUrl")
	if r.version != syntax.Prisma6 {
		for _, property := range []*syntax.Property{url, shadow, direct} {
			if property != nil {
				r.report(urlInSchema(r.file, property))
			}
		}
		return true
	}
	var main setting
	switch {
	case url != nil:
		var ok bool
		if main, ok = r.setting(url.Value); !ok {
			return false
		}
	case !r.urlOptional(database):
		r.report(missingProperty(r.file, p.block, "url"))
		return false
	}
	r.otherURLs(main, url, shadow, direct)
	return true
}

// urlOptional follows the one way in which Prisma 6 does without a URL: SQLite
// with the preview feature schemaEngineDriverAdapters.
func (r *configReader) urlOptional(database *connector.Connector) bool {
	return database.Provider == "sqlite" && r.adapters
}

// otherURLs refuses a shadow database that is one of the others: Prisma empties it.
func (r *configReader) otherURLs(main setting, url, shadow, direct *syntax.Property) {
	shadowURL, hasShadow := setting{}, false
	if shadow != nil {
		shadowURL, hasShadow = r.setting(shadow.Value)
		hasShadow = hasShadow && (shadowURL.env || shadowURL.text != "")
	}
	if direct != nil {
		if directURL, ok := r.setting(direct.Value); ok && hasShadow && directURL == shadowURL {
			r.report(shadowIsOther(r.file, direct))
		}
	}
	if url != nil && hasShadow && shadowURL == main {
		r.report(shadowIsOther(r.file, url))
	}
}

func (r *configReader) schemas(p *properties, d *Datasource) {
	property := p.find("schemas")
	if property == nil {
		return
	}
	names, ok := r.strings(property.Value)
	if !ok {
		return
	}
	d.Schemas, d.HasSchemas = names, true
	switch {
	case !d.Connector.Has(connector.MultiSchema):
		r.report(schemasNotSupported(property, d.Connector))
	case len(names) == 0:
		r.report(noSchemas(property))
	}
	if !d.Connector.Has(connector.MultiSchema) {
		return
	}
	first := map[string]*syntax.String{}
	for _, name := range names {
		if seen := first[name.Value]; seen != nil {
			r.report(duplicateSchema(r.file, name, seen))
			continue
		}
		first[name.Value] = name
	}
}
