package cli

import (
	"runtime"
	"strconv"
	"strings"
)

// Count is a number of things in words: "no errors", "1 error", "2 errors".
func Count(n int, one, several string) string {
	switch n {
	case 0:
		return "no " + several
	case 1:
		return "1 " + one
	}
	return strconv.Itoa(n) + " " + several
}

// ShellWord is an argument as it is typed in a command: in quotation marks
// where a shell would make something else of it.
func ShellWord(text string) string { return shellWord(text, runtime.GOOS) }

// shellWord quotes for the shells of a system: those of Windows know double
// quotation marks alone, and no name of a file there holds one.
func shellWord(text, system string) string {
	if system == "windows" {
		if text == "" || strings.ContainsAny(text, " \t'`$&|;<>(){}@#%^,=!") {
			return `"` + text + `"`
		}
		return text
	}
	if text == "" || strings.ContainsAny(text, " \t\"'`$&|;<>()*?#!~") {
		return "'" + strings.ReplaceAll(text, "'", `'\''`) + "'"
	}
	return text
}
