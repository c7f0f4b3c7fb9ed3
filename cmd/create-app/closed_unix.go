//go:build unix

package main

import (
	"io/fs"
	"syscall"
)

// ofOwnGroup reports whether a file belongs to the group of its owner alone, as far as the numbers tell: systems that give each
// user a group of the same number.
func ofOwnGroup(info fs.FileInfo) bool {
	stat, ok := info.Sys().(*syscall.Stat_t)
	return ok && stat.Uid == stat.Gid
}
