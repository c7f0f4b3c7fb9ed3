package project

import "path/filepath"

// DefaultOutput is where Prisma writes a client whose generator names no place:
// beside the installed @prisma/client, wherever the package manager really
// keeps that.
func (p *Project) DefaultOutput() string { return p.output }

func (p *Project) defaultOutput() string {
	for at := p.Root; ; at = filepath.Dir(at) {
		installed := filepath.Join(at, "node_modules", "@prisma", "client")
		if p.disk.isDir(installed) {
			if real, err := filepath.EvalSymlinks(installed); err == nil {
				installed = real
			}
			return filepath.Join(installed, "..", "..", ".prisma", "client")
		}
		if at == p.WorkspaceRoot || p.WorkspaceRoot == "" || filepath.Dir(at) == at {
			return filepath.Join(p.Root, "node_modules", ".prisma", "client")
		}
	}
}
