package main

import (
	"encoding/json"
	"errors"
	"io/fs"
	"path/filepath"
	"runtime"

	"github.com/spf13/afero"
)

// answersFile is where the last project's answers are kept, in the user's own
// configuration directory; empty where there is none.
func answersFile(env *Env) string {
	dir := env.Getenv("XDG_CONFIG_HOME")
	switch home := env.Getenv("HOME"); {
	case runtime.GOOS == "windows":
		dir = env.Getenv("AppData")
	case filepath.IsAbs(dir):
	case home == "":
		return ""
	case runtime.GOOS == "darwin":
		dir = filepath.Join(home, "Library", "Application Support")
	default:
		dir = filepath.Join(home, ".config")
	}
	if !filepath.IsAbs(dir) {
		return ""
	}
	return filepath.Join(dir, "create-app", "answers.json")
}

func readAnswers(env *Env) map[string]string {
	var file struct {
		Answers map[string]string `json:"answers"`
	}
	path := answersFile(env)
	if path == "" {
		return nil
	}
	info, err := env.FS.Stat(path)
	if err != nil || !info.Mode().IsRegular() || info.Size() > 64<<10 {
		return nil
	}
	text, err := afero.ReadFile(env.FS, path)
	if err != nil || json.Unmarshal(text, &file) != nil {
		return nil
	}
	return file.Answers
}

// remember keeps the answers for the next project. They are a convenience: a
// disk that will not take them is no reason to complain.
func (o *newOptions) remember(env *Env) {
	path := answersFile(env)
	if path == "" || o.forget || !env.Interactive(o.Yes) {
		return
	}
	text, err := json.MarshalIndent(map[string]any{"answers": o.Answers()}, "", "  ")
	if err != nil || env.FS.MkdirAll(filepath.Dir(path), 0o700) != nil {
		return
	}
	temporary, err := writeTemporary(env.FS, path, 0o600, append(text, '\n'))
	if err == nil {
		err = env.FS.Rename(temporary, path)
	}
	if err != nil && temporary != "" {
		_ = env.FS.Remove(temporary)
	}
}

// writeTemporary writes a new file beside path. Its name is returned also if
// it could not be written.
func writeTemporary(fsys afero.Fs, path string, mode fs.FileMode, content []byte) (name string, err error) {
	file, err := afero.TempFile(fsys, filepath.Dir(path), "."+filepath.Base(path)+".*.tmp")
	if err != nil {
		return "", err
	}
	_, err = file.Write(content)
	if err == nil {
		err = file.Sync()
	}
	err = errors.Join(err, file.Close())
	if err == nil {
		err = fsys.Chmod(file.Name(), mode)
	}
	return file.Name(), err
}
