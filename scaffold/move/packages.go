package move

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"create-app/project"
	"create-app/project/manifest"
	"create-app/scaffold"
)

// packages changes the packages in package.json that the databases differ in.
func (r *request) packages() (d scaffold.Decision, err error) {
	was, err := dependencies(r.before)
	if err != nil {
		return d, err
	}
	now, err := dependencies(r.after)
	if err != nil {
		return d, err
	}
	file := r.pkg
	if file == nil {
		for _, name := range slices.Sorted(maps.Keys(now)) {
			if _, had := was[name]; !had {
				d.Tell(fmt.Sprintf("add the package %s %s: there is no package.json here to add it to", name, now[name]))
			}
		}
		return d, nil
	}
	if r.forms() == 7 {
		if file, err = swapPackages(file, was, now); err != nil {
			return d, err
		}
	}
	if r.record.Ours() {
		if file, err = r.swapScripts(file); err != nil {
			return d, err
		}
		if file, err = file.Set(r.to.ID, project.RecordKey, "db"); err != nil {
			return d, err
		}
	}
	d.Edit("package.json", file.Bytes())
	return d, nil
}

// swapPackages takes out what only the old database needed, and adds what only
// the new one needs. A package of the old one lends its version if it is pinned
// to another than ours.
func swapPackages(file *manifest.File, was, now map[string]string) (*manifest.File, error) {
	version := ""
	var err error
	for _, name := range slices.Sorted(maps.Keys(was)) {
		if _, still := now[name]; still {
			continue
		}
		if had := file.String("dependencies", name); had != "" && had != was[name] {
			version = had
		}
		if file, err = file.Remove("dependencies", name); err != nil {
			return nil, err
		}
	}
	for _, name := range slices.Sorted(maps.Keys(now)) {
		if _, had := was[name]; had || file.Has("dependencies", name) {
			continue
		}
		want := now[name]
		if version != "" && strings.HasPrefix(name, "@prisma/") {
			want = version
		}
		if file, err = file.Set(want, "dependencies", name); err != nil {
			return nil, err
		}
	}
	return file, nil
}

// swapScripts gives the scripts that the databases differ in those of the new one, where they are still as create-app wrote them.
func (r *request) swapScripts(file *manifest.File) (*manifest.File, error) {
	was, err := manifest.Parse(r.before["package.json"].Content)
	if err != nil {
		return nil, err
	}
	now, err := manifest.Parse(r.after["package.json"].Content)
	if err != nil {
		return nil, err
	}
	for _, name := range was.Names("scripts") {
		old, command := was.String("scripts", name), now.String("scripts", name)
		switch {
		case command == old, file.String("scripts", name) != old:
			continue
		case command != "":
			file, err = file.Set(command, "scripts", name)
		default:
			file, err = file.Remove("scripts", name)
		}
		if err != nil {
			return nil, err
		}
	}
	names := now.Names("scripts")
	for i, name := range names {
		if was.Has("scripts", name) || file.Has("scripts", name) {
			continue
		}
		if file, err = file.SetBehind(names[:i], now.String("scripts", name), "scripts", name); err != nil {
			return nil, err
		}
	}
	return file, nil
}

// dependencies are those of a new project.
func dependencies(files rendered) (map[string]string, error) { return written(files, "dependencies") }

// written is an object of a new project's package.json.
func written(files rendered, name string) (map[string]string, error) {
	p, err := manifest.Parse(files["package.json"].Content)
	if err != nil {
		return nil, err
	}
	var list map[string]string
	p.Get(&list, name)
	return list, nil
}
