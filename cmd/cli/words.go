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

// shellWord quotes for the shells of a system. On Windows double quotation marks
// hold for cmd.exe and PowerShell, which yet puts the value of what follows a $
// in its place: a name with one stands in PowerShell's single ones, as that is
// the shell that Windows opens. In cmd.exe these are told as a file that is not
// there, where the others would silently name another in PowerShell.
func shellWord(text, system string) string {
	switch {
	case system == "windows" && strings.ContainsAny(text, "$`“”„"):
		return "'" + doubledQuotes.Replace(text) + "'"
	case system == "windows" && (text == "" || strings.ContainsAny(text, " \t'‘’‚‛&|;<>(){}@#%^,=!")):
		return `"` + text + `"`
	case system != "windows" && (text == "" || strings.ContainsAny(text, " \t\"'`$&|;<>()*?#!~")):
		return "'" + strings.ReplaceAll(text, "'", `'\''`) + "'"
	}
	return text
}

// doubledQuotes are what PowerShell takes for single quotation marks, as they
// stand within such.
var doubledQuotes = strings.NewReplacer("'", "''", "‘", "‘‘", "’", "’’", "‚", "‚‚", "‛", "‛‛")
