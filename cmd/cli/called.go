package cli

import (
	"os"
	"path/filepath"
	"strings"
)

// Called is how the program was called, as it is to be typed once more: by a bare
// name that the shell finds, by a path, or from its source.
func Called(name string) string {
	base := strings.TrimSuffix(filepath.Base(name), ".exe")
	folder := filepath.Dir(name)
	switch here, _ := os.Getwd(); {
	case strings.Contains(name, "go-build"): // where go run puts what it has built
		return "go run ."
	case !strings.ContainsRune(name, filepath.Separator):
		return base
	case folder == here: // as a window of its own calls it
		return "." + string(filepath.Separator) + ShellWord(base)
	}
	return ShellWord(strings.TrimSuffix(name, ".exe"))
}

// Named is a text for people whose commands name the program as it was called.
func (env *Env) Named(text string) string {
	if env.Rename == nil {
		return text
	}
	return env.Rename(text)
}
