package main

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"compress/gzip"
	"maps"
	"slices"
	"strings"
	"time"
)

// archiveEntries are the files of an archive for people who install by hand, in a folder
// of its own name.
func archiveEntries(folder string, t target, name string, program, notices []byte, x *texts) []entry {
	entries := []entry{
		{t.executable(name), 0o755, program},
		{"README.md", 0o644, x.Readme},
		{"LICENSE", 0o644, x.Licence},
		{"CHANGELOG.md", 0o644, x.Changelog},
		{"THIRD-PARTY-NOTICES.txt", 0o644, notices},
	}
	for _, file := range slices.Sorted(maps.Keys(x.Completions)) {
		entries = append(entries, entry{"completions/" + file, 0o644, x.Completions[file]})
	}
	for _, page := range x.Man {
		entries = append(entries, entry{"man/man1/" + page.Path, 0o644, page.Data})
	}
	for i := range entries {
		entries[i].Path = folder + "/" + entries[i].Path
	}
	return entries
}

// tarGz packs entries so that the bytes depend on nothing but them and the time.
func tarGz(entries []entry, at time.Time) ([]byte, error) {
	var out bytes.Buffer
	zipped, err := gzip.NewWriterLevel(&out, gzip.BestCompression)
	if err != nil {
		return nil, err
	}
	w := tar.NewWriter(zipped)
	for _, e := range entries {
		header := &tar.Header{
			Typeflag: tar.TypeReg, Name: e.Path, Mode: int64(e.Mode.Perm()), Size: int64(len(e.Data)),
			ModTime: at, Format: tar.FormatUSTAR,
		}
		if err := w.WriteHeader(header); err != nil {
			return nil, err
		}
		if _, err := w.Write(e.Data); err != nil {
			return nil, err
		}
	}
	if err := w.Close(); err != nil {
		return nil, err
	}
	if err := zipped.Close(); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}

// zipped is tarGz for Windows, whose text files get the line ends of Windows.
func zipped(entries []entry, at time.Time) ([]byte, error) {
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for _, e := range entries {
		header := &zip.FileHeader{Name: e.Path, Method: zip.Deflate, Modified: at}
		header.SetMode(e.Mode)
		file, err := w.CreateHeader(header)
		if err != nil {
			return nil, err
		}
		if strings.HasSuffix(e.Path, ".md") || strings.HasSuffix(e.Path, ".txt") || strings.HasSuffix(e.Path, "/LICENSE") {
			e.Data = bytes.ReplaceAll(e.Data, []byte("\n"), []byte("\r\n"))
		}
		if _, err := file.Write(e.Data); err != nil {
			return nil, err
		}
	}
	if err := w.Close(); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}
