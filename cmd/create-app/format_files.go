package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"iter"
	"runtime"
	"unicode/utf8"

	"create-app/project"
	"create-app/psl/complete"
	"create-app/psl/format"
	"create-app/psl/syntax"
	"create-app/scaffold/change"
	"create-app/untrusted"
)

// formatResult is what became of one file.
type formatResult struct {
	Name    string
	After   string // the formatted text
	Changed bool
	Written bool
	Notes   []string
	Err     error

	path   string // the file itself, behind links
	root   string // the folder it is changed in
	before []byte
}

// formatAll formats the sources, several at once, and yields the results in
// the order of the command line. A file that is named twice is done once.
func formatAll(ctx context.Context, env *Env, o *formatOptions, sources []schemaSource) iter.Seq[formatResult] {
	jobs := formatJobs(env, o, sources)
	return func(yield func(formatResult) bool) {
		ctx, cancel := context.WithCancel(ctx)
		defer cancel()
		done := make([]chan []formatResult, len(jobs))
		for i := range done {
			done[i] = make(chan []formatResult, 1)
		}
		slots := make(chan struct{}, runtime.GOMAXPROCS(0))
		go func() {
			for i, job := range jobs {
				slots <- struct{}{}
				go func() {
					done[i] <- formatJob(ctx, env, o, job)
					<-slots
				}()
			}
		}()
		for i := range done {
			for _, result := range <-done[i] {
				if !yield(result) {
					return
				}
			}
			done[i] = nil // the texts may go
		}
	}
}

// formatJobs makes a job of every file that is not in an earlier one. Where
// relations are completed, all files of a folder are one, as they are one schema.
func formatJobs(env *Env, o *formatOptions, sources []schemaSource) [][]formatResult {
	seen := make(map[string]bool)
	var jobs [][]formatResult
	for _, source := range sources {
		if source.Err != nil {
			jobs = append(jobs, []formatResult{{Name: source.Name, Err: source.Err}})
			continue
		}
		var job []formatResult
		for _, file := range source.Files {
			path, err := followLinks(env.FS, file.Path)
			if err == nil {
				path, err = change.Resolve(env.FS, path, file.Name)
			}
			if seen[path] {
				continue
			}
			seen[path] = err == nil
			job = append(job, formatResult{Name: file.Name, path: path, root: rootOf(env, source, file.Path), Err: err})
			if !o.CompleteRelations {
				jobs, job = append(jobs, job), nil
			}
		}
		if len(job) > 0 {
			jobs = append(jobs, job)
		}
	}
	return jobs
}

func formatJob(ctx context.Context, env *Env, o *formatOptions, files []formatResult) []formatResult {
	if ctx.Err() != nil {
		return nil
	}
	for i := range files {
		if f := &files[i]; f.Err == nil {
			f.before, f.Err = readFile(ctx, env.FS, f.path)
		}
	}
	if ctx.Err() != nil {
		return nil
	}
	return formatTexts(o, files)
}

// formatTexts formats the texts of one schema.
func formatTexts(o *formatOptions, files []formatResult) []formatResult {
	for i := range files {
		f := &files[i]
		if f.Err == nil {
			f.Err = errHugeSchema(new(untrusted.Total), f.before)
		}
		switch text := string(f.before); {
		case f.Err != nil:
		case !utf8.ValidString(text):
			f.Err = errNotUTF8(f.before)
		case project.OtherLanguage(text) != "":
			f.Err = errors.New(project.OtherLanguage(text))
		default:
			f.After = text
		}
	}
	if o.CompleteRelations && completeRelations(o.version(), files) {
		return files
	}
	for i := range files {
		if f := &files[i]; f.Err == nil {
			f.settle(format.SourceAs(o.version(), f.After))
		}
	}
	return files
}

func (f *formatResult) settle(after string) {
	f.After = after
	f.Changed = after != string(f.before)
}

// completeRelations adds what the relations of a schema lack, and lays it out.
// A schema that cannot be read whole stays as it is.
func completeRelations(version syntax.Version, files []formatResult) bool {
	trees := make([]*syntax.File, len(files))
	for i := range files {
		if files[i].Err != nil {
			return false
		}
		trees[i] = syntax.ParseAs(version, files[i].Name, files[i].After)
	}
	texts, renamed := complete.Format(trees)
	for i := range files {
		files[i].settle(texts[i])
		for _, r := range renamed {
			if r.File == files[i].Name {
				files[i].Notes = append(files[i].Notes, r.String())
			}
		}
	}
	return true
}

// errNotUTF8 says where text stops being UTF-8.
func errNotUTF8(text []byte) error {
	if bytes.HasPrefix(text, []byte("\xff\xfe")) || bytes.HasPrefix(text, []byte("\xfe\xff")) {
		return errors.New("it is UTF-16; save it as UTF-8")
	}
	at := 0
	for at < len(text) {
		r, size := utf8.DecodeRune(text[at:])
		if r == utf8.RuneError && size == 1 {
			break
		}
		at += size
	}
	return fmt.Errorf("line %d is not UTF-8; save it as UTF-8", 1+bytes.Count(text[:at], []byte("\n")))
}
