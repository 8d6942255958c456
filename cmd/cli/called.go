package cli

import (
	"os"
	"path/filepath"
	"regexp"
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

// ofRuns is a command that looks for runs, with the run's name if it has one, and
// what stands behind it on its line.
var ofRuns = regexp.MustCompile(`(\bfacilitate (?:delete|evaluate|export|history|import|report|resume|tune)\b(?: \d{4}-\d\d-\d\d[-\w]*)?)(.*)`)

// Named is a text for people whose commands name the program as it was called, and
// look for runs where this one does.
func (env *Env) Named(text string) string {
	if env.Folder != "" {
		text = ofRuns.ReplaceAllStringFunc(text, func(command string) string {
			if strings.Contains(command, " --state-dir ") {
				return command
			}
			parts := ofRuns.FindStringSubmatch(command)
			return parts[1] + " --state-dir " + ShellWord(env.Folder) + parts[2]
		})
	}
	if env.Rename == nil {
		return text
	}
	return env.Rename(text)
}
