package move

import (
	"cmp"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"create-app/project"
	"create-app/project/prismaconfig"
	"create-app/scaffold"
	"create-app/templates"
)

// driven is a module that makes PrismaClients, with driver adapters or without.
type driven struct {
	file     string   // from the root, with slashes
	classes  []string // of the drivers, in the order of the source
	variable string   // that the first is given the URL from; empty where that does not show
	without  bool     // it makes a client without a driver
}

// findDriven picks them among what makes a PrismaClient.
func findDriven(root string, found *project.Project) (all []driven, err error) {
	for _, c := range found.Clients {
		d := driven{}
		for _, connection := range c.Connections {
			if connection.Way == prismaconfig.Nothing {
				d.without = true
			}
			if connection.Way != prismaconfig.Driver || connection.Driver == "" {
				continue
			}
			if len(d.classes) == 0 {
				d.variable = connection.URL.Var
			}
			if !slices.Contains(d.classes, connection.Driver) {
				d.classes = append(d.classes, connection.Driver)
			}
		}
		if len(d.classes) == 0 && !d.without {
			continue
		}
		below, err := filepath.Rel(root, c.Path)
		if err != nil {
			return nil, err
		}
		d.file = filepath.ToSlash(below)
		all = append(all, d)
	}
	return all, nil
}

// drivers says where a project that somebody else made has to make another driver; false where no source shows one.
func (r *request) drivers() (d scaffold.Decision, shown bool) {
	to := r.to.Driver
	for _, c := range r.clients {
		if len(c.classes) == 0 {
			if r.prisma >= 7 && to.Class != "" { // from then on each has one
				shown = true
				d.Show(fmt.Sprintf("give the PrismaClient of %s the driver of %s", c.file, r.to.Name), c.file,
					fmt.Sprintf("import { %s } from %q;\n\nnew PrismaClient({ adapter: new %s(%s) })\n", to.Class, to.Package, to.Class, given(to, c, r.variable)))
			}
			continue
		}
		shown = true
		old := slices.DeleteFunc(slices.Clone(c.classes), func(class string) bool { return class == to.Class })
		if len(old) == 0 || to.Class == "" {
			continue
		}
		d.Show(fmt.Sprintf("make the driver of %s in %s, in place of %s", r.to.Name, c.file, strings.Join(old, " and ")), c.file,
			fmt.Sprintf("import { %s } from %q;\n\nnew %s(%s)\n", to.Class, to.Package, to.Class, given(to, c, r.variable)))
	}
	return d, shown
}

// driverVariable is the one that the drivers are given the URL from, where it is one alone and another than that of Prisma's commands;
// empty otherwise: of several, some may be of other databases.
func (r *request) driverVariable() (name string) {
	for _, c := range r.clients {
		if c.variable == r.variable || name != "" && c.variable != "" && c.variable != name {
			return ""
		}
		name = cmp.Or(name, c.variable)
	}
	return name
}

// given is what the driver is made with in a module: the URL from the variable that the one before had it from.
func given(driver templates.Driver, c driven, variable string) string {
	if c.variable != "" {
		variable = c.variable
	}
	certain := ""
	if strings.HasSuffix(filepath.Ext(c.file), "ts") || strings.HasSuffix(filepath.Ext(c.file), "tsx") {
		certain = "!" // TypeScript cannot know that it is set
	}
	url := "process.env." + variable + certain
	if len(driver.Options) == 0 {
		return url
	}
	options := []string{driver.Options[0].Key + ": " + url}
	for _, o := range driver.Options[1:] {
		options = append(options, o.Key+": process.env."+o.Variable)
	}
	return "{ " + strings.Join(options, ", ") + " }"
}
