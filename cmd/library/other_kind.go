package library

import (
	"fmt"
	"io"
	"os"
	"strings"

	"facilitate/cmd/cli"
	"facilitate/session"
	"facilitate/session/convert"
	"facilitate/session/journal"
)

// What a file should have been, as errors name it.
const (
	aPlan = "a plan"
	aRun  = "the name of a run"
	// ExportedRun is what facilitate import takes.
	ExportedRun = "a run that was exported"
	// FormsAsCSV is what evaluate --csv takes.
	FormsAsCSV = "a CSV of forms"
	// AScript is what simulate takes.
	AScript = "a script"
)

// OtherKind says what a file is that is plainly not what is wanted, and which
// command takes it; nil where it may be that.
func OtherKind(name string, src []byte, wanted string) error {
	shown, word := session.CleanLine(name), session.CleanLine(cli.ShellWord(name))
	if name == "-" {
		shown = "the standard input"
	}
	what, todo := "", ""
	switch is := convert.WhatIs(name, src); {
	case journal.IsTransfer(src):
		what, todo = ExportedRun, fmt.Sprintf("facilitate import %s takes it in", word)
	case isPlanFile(name, src):
		what, todo = aPlan, fmt.Sprintf("facilitate deliver %s runs it", word)
	case is.What == "" || wanted != aPlan && wanted != aRun && wanted != ExportedRun && is.IsText():
		return nil
	case wanted == FormsAsCSV && is.IsSpreadsheet():
		what, todo = is.What, "save it as CSV in the program that made it"
	case is.Readable():
		what, todo = is.What, fmt.Sprintf("facilitate new my.yaml --from %s makes a draft of %s from it", word, map[bool]string{true: "one", false: aPlan}[wanted == aPlan])
	default:
		what, todo = is.What, is.Todo
	}
	if what == wanted {
		return nil
	}
	return fmt.Errorf("%s is %s, not %s; %s", shown, what, wanted, todo)
}

func isPlanFile(name string, src []byte) bool {
	return isYAML(strings.ToLower(name)) && isPlan.Match(src)
}

// FileInstead is OtherKind for a file of this name, where there is one: its
// beginning is enough.
func FileInstead(name, wanted string) error {
	info, err := os.Stat(name)
	switch {
	case err != nil:
		return nil
	case info.IsDir():
		todo := "name a file in it"
		if wanted == aRun {
			todo = "facilitate history shows the runs there are"
		}
		return fmt.Errorf("%s is a folder, not %s; %s", session.CleanLine(name), wanted, todo)
	case !info.Mode().IsRegular():
		return nil
	}
	f, err := os.Open(name)
	if err == nil {
		defer f.Close()
		if src, err := io.ReadAll(io.LimitReader(f, session.MaxSize)); err == nil {
			return OtherKind(name, src, wanted)
		}
	}
	return nil
}
