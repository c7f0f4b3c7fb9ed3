package validate

import (
	"create-app/psl/connector"
	"create-app/psl/schema"
	"create-app/psl/syntax"
)

// generator reads a generator as Prisma's generator loader does. It is false for one
// that Prisma does not go on with: its preview features are off.
func (r *configReader) generator(block schema.Config, database *connector.Connector) (Generator, bool) {
	g := Generator{Config: block}
	p, ok := r.properties(block.Block)
	if !ok {
		return g, false
	}
	if property := p.find("engineType"); property != nil {
		r.string(property.Value)
	}
	provider := p.find("provider")
	if provider == nil {
		r.report(missingProperty(r.file, block.Block, "provider"))
		return g, false
	}
	if _, ok := r.setting(provider.Value); !ok {
		return g, false
	}
	if output := p.find("output"); output != nil {
		r.setting(output.Value)
	}
	if targets := p.find("binaryTargets"); targets != nil {
		for _, target := range elements(targets.Value) {
			r.setting(target)
		}
	}
	if previews := p.find("previewFeatures"); previews != nil {
		g.Previews = r.previews(previews, database)
	}
	delete(p.used, "engineType") // which is handed on with the generator's own
	for property := range p.unknown {
		if !r.own(property.Value) {
			return g, false
		}
	}
	return g, true
}

// namesAdapters reports whether a generator names schemaEngineDriverAdapters.
// Prisma looks at this before anything else, be the rest of the generator right
// or not.
func namesAdapters(block schema.Config) bool {
	for property := range block.Block.Properties() {
		if property.Name.Text(block.File.File) != "previewFeatures" || property.Value == nil {
			continue
		}
		named := false
		for _, element := range elements(property.Value) {
			name, ok := element.(*syntax.String)
			if !ok {
				return false
			}
			named = named || name.Value == "schemaEngineDriverAdapters"
		}
		return named
	}
	return false
}

func (r *configReader) previews(property *syntax.Property, database *connector.Connector) connector.Preview {
	names, ok := r.strings(property.Value)
	if !ok {
		return 0
	}
	var on connector.Preview
	for _, name := range names {
		bit, standing := connector.PreviewByName(name.Value, int(r.version), database)
		on |= bit
		switch standing {
		case connector.UnknownFeature:
			r.report(unknownPreview(name, int(r.version), database))
		case connector.SettledFeature:
			r.report(settledPreview(name))
		case connector.LeavingFeature:
			r.report(leavingPreview(name))
		case connector.RenamedFeature:
			r.report(renamedPreview(name))
		}
	}
	return on
}
