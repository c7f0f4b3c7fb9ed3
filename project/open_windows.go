package project

import (
	"io"
	"os"

	"github.com/spf13/afero"
)

const readFlags = os.O_RDONLY

func openSource(fsys afero.Fs, path string) (io.ReadCloser, error) { return fsys.Open(path) }
