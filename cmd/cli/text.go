package cli

import (
	"runtime"
	"strconv"
	"strings"

	"github.com/charmbracelet/x/ansi"
)

// Wrap breaks a text into lines no wider than width, between words. A wider word is
// broken too, but not an address of the web, which would then lead nowhere.
func Wrap(text string, width int) []string {
	return Hang("", "", text, width)
}

// Hang is Wrap with a lead before the first line, and another before the rest.
func Hang(first, rest, text string, width int) []string {
	var lines []string
	line, used, empty := first, ansi.StringWidth(first), true
	for word := range strings.FieldsSeq(text) {
		w := ansi.StringWidth(word)
		if !empty && used+1+w > width {
			lines = append(lines, line)
			line, used, empty = rest, ansi.StringWidth(rest), true
		}
		if !empty {
			line += " "
			used++
		}
		if used+w > width && !strings.Contains(word, "://") {
			parts := strings.Split(ansi.Hardwrap(word, max(width-used, 1), false), "\n")
			for _, part := range parts[:len(parts)-1] {
				lines = append(lines, line+part)
				line, used = rest, ansi.StringWidth(rest)
			}
			word = parts[len(parts)-1]
			w = ansi.StringWidth(word)
		}
		line += word
		used += w
		empty = false
	}
	if empty {
		line = strings.TrimRight(line, " ")
	}
	return append(lines, line)
}

// Pad fills a text up with blanks to a width.
func Pad(text string, width int) string {
	return text + strings.Repeat(" ", max(0, width-ansi.StringWidth(text)))
}

// Upper is a text in capitals. A sharp s becomes SS, as Unicode's own rule for
// whole texts has it; a character alone has no capital of the kind.
func Upper(text string) string { return strings.ReplaceAll(strings.ToUpper(text), "ß", "SS") }

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

// doubledQuotes are PowerShell's single quotation marks as they stand within such.
var doubledQuotes = strings.NewReplacer("'", "''", "‘", "‘‘", "’", "’’", "‚", "‚‚", "‛", "‛‛")
