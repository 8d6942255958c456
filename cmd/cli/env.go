package cli

import (
	"cmp"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"time"
)

// Env is what commands may touch of the world outside: tests give their own.
type Env struct {
	In       io.Reader
	Out, Err io.Writer
	Getenv   func(string) string
	Now      func() time.Time // the wall clock
	Program  string           // the release that this is; a run remembers it
	NoPager  bool             // see AnswerLong
	Quiet    bool             // see Hush

	// Called is how the program was called; empty: by its own name. Rename puts that
	// in the place of its own name in texts; nil leaves them. Folder is where runs are
	// kept, if that was said with the command. See Named.
	Called string
	Rename func(string) string
	Folder string

	// Settings are what the file of settings says, by key; nil: nothing.
	Settings map[string]string

	theme  string              // that was asked for; see ThemeFlag
	colour colourWhen          // see ColourFlag
	clean  func(string) string // see Visible; nil where text stays as it is
	hushed *hushed             // see Hush; nil where nothing is

	inputTaken bool // see Input
}

// Setting is the value of a setting: of its variable, which is FACILITATE_ and the
// key in capitals, else of the file; empty where nobody gave one.
func (env *Env) Setting(key string) string {
	return cmp.Or(env.Getenv(SettingVariable(key)), env.Settings[key])
}

// SettingVariable is the variable of a setting.
func SettingVariable(key string) string {
	return "FACILITATE_" + strings.ToUpper(strings.ReplaceAll(key, ".", "_"))
}

// SystemEnv is the world itself.
func SystemEnv() *Env {
	return &Env{In: os.Stdin, Out: os.Stdout, Err: os.Stderr, Getenv: os.Getenv, Now: time.Now, Called: Called(os.Args[0])}
}

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

// StateDir is the flag with which another command looks for runs where this one does,
// behind a blank; empty where it was not given.
func (env *Env) StateDir() string {
	if env.Folder == "" {
		return ""
	}
	return " --state-dir " + ShellWord(env.Folder)
}

// Named is a text for people whose commands name the program as it was called, and
// look for runs where this one does.
func (env *Env) Named(text string) string {
	if env.Folder != "" {
		text = ofRuns.ReplaceAllStringFunc(text, func(command string) string {
			if strings.Contains(command, " --state-dir ") {
				return command
			}
			parts := ofRuns.FindStringSubmatch(command)
			return parts[1] + env.StateDir() + parts[2]
		})
	}
	if env.Rename == nil {
		return text
	}
	return env.Rename(text)
}
