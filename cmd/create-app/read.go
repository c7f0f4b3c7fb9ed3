package main

import (
	"bytes"
	"context"
	"io"

	"github.com/spf13/afero"

	"create-app/untrusted"
)

// readFile reads a schema from a file or a pipe, as readInput does.
func readFile(ctx context.Context, fsys afero.Fs, path string) ([]byte, error) {
	return interruptible(ctx, func() ([]byte, error) {
		file, err := fsys.Open(path)
		if err != nil {
			return nil, err
		}
		defer file.Close()
		size := int64(0)
		if info, err := file.Stat(); err == nil {
			size = info.Size()
		}
		return readSource(file, size)
	})
}

// readInput reads a schema from standard input. Of one that is too large it returns
// only so much that it shows.
func readInput(ctx context.Context, env *Env) ([]byte, error) {
	return interruptible(ctx, func() ([]byte, error) { return readSource(env.In, 0) })
}

// maxSchema is the size of the largest schema that is read.
func maxSchema() int { return int(untrusted.Limit("schema.prisma")) }

// errHugeSchema is the error for a text that is larger, or with those before it denser, than schemas are; nil for others.
func errHugeSchema(total *untrusted.Total, text []byte) error {
	if len(text) > maxSchema() {
		return untrusted.TooLarge("schema.prisma")
	}
	return total.Add("schema.prisma", text)
}

func readSource(r io.Reader, size int64) ([]byte, error) {
	var b bytes.Buffer
	b.Grow(min(int(size), maxSchema()) + bytes.MinRead)
	_, err := b.ReadFrom(io.LimitReader(r, int64(maxSchema())+1))
	return b.Bytes(), err
}

// interruptible returns what read returns, or the error of ctx if that ends first: a
// terminal or a pipe may never end, and a signal does not end the reading of it.
func interruptible(ctx context.Context, read func() ([]byte, error)) ([]byte, error) {
	type result struct {
		text []byte
		err  error
	}
	done := make(chan result, 1)
	go func() {
		text, err := read()
		done <- result{text, err}
	}()
	select {
	case r := <-done:
		return r.text, r.err
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}
