package shell

import (
	"maps"
	"regexp"
	"slices"
	"strings"
)

// Rename puts how the program was called in the place of its own name, wherever a
// text names a command; nil where it was called by that.
func Rename(called string) func(string) string {
	if called == "" || called == "facilitate" {
		return nil
	}
	// What a path or an address ends in is no command.
	command := regexp.MustCompile(`(^|[^\w./-])facilitate( (?:` + strings.Join(slices.Sorted(maps.Keys(entries)), "|") + `)\b| --?[a-z]| COMMAND| \[|  )`)
	with := "${1}" + strings.ReplaceAll(called, "$", "$$") + "$2"
	return func(text string) string { return command.ReplaceAllString(text, with) }
}
