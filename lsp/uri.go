package lsp

import (
	"net/url"
	"path/filepath"
	"runtime"
	"strings"
)

// pathOf is the file that a URI names; ok is false for what is no file, such as
// a text that has never been saved.
func pathOf(uri string) (path string, ok bool) {
	u, err := url.Parse(uri)
	if err != nil || u.Scheme != "file" || u.Path == "" {
		return "", false
	}
	path = u.Path
	if runtime.GOOS == "windows" {
		path = windowsPath(u.Host, path)
	}
	return filepath.Clean(filepath.FromSlash(path)), true
}

// windowsPath takes the slash from /c:/x, and gives //host/share its host back.
// Drive letters are upper case: editors write them both ways.
func windowsPath(host, path string) string {
	if host != "" {
		return "//" + host + path
	}
	if len(path) > 2 && path[2] == ':' {
		return strings.ToUpper(path[1:2]) + path[2:]
	}
	return path
}

// uriOf is the URI of a file, as editors write it.
func uriOf(path string) string {
	path = filepath.ToSlash(path)
	host := ""
	switch {
	case strings.HasPrefix(path, "//"):
		host, path, _ = strings.Cut(path[2:], "/")
		path = "/" + path
	case !strings.HasPrefix(path, "/"):
		path = "/" + path
	}
	var escaped strings.Builder
	for i := range len(path) {
		if c := path[i]; isPlain(c) {
			escaped.WriteByte(c)
		} else {
			escaped.WriteString("%" + string("0123456789ABCDEF"[c>>4]) + string("0123456789ABCDEF"[c&15]))
		}
	}
	return "file://" + host + escaped.String()
}

// isPlain reports whether a byte of a path stands for itself in a URI. What may
// and what must be escaped differs between editors; this is the least common.
func isPlain(c byte) bool {
	return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' || strings.IndexByte("/-_.~", c) >= 0
}
