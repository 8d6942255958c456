package cli

import (
	"fmt"
	"strconv"
	"strings"
	"time"
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
func ShellWord(text string) string {
	if text == "" || strings.ContainsAny(text, " \t\"'`$&|;<>()*?#!~") {
		return "'" + strings.ReplaceAll(text, "'", `'\''`) + "'"
	}
	return text
}

// MinSec writes a span as M:SS, or H:MM:SS from an hour on, rounded to the
// second.
func MinSec(d time.Duration) string {
	s := int(d.Round(time.Second) / time.Second)
	if s >= 3600 {
		return fmt.Sprintf("%d:%02d:%02d", s/3600, s/60%60, s%60)
	}
	return fmt.Sprintf("%d:%02d", s/60, s%60)
}
