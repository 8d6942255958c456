package script_test

import (
	"os"
	"strings"
	"testing"
)

// promiseCases are deliveries worked out by hand: promises, waiting, what is
// taken, begun and fixed, and recovery. In the file each begins with == and its
// name, and has # why its figures are right, a plan, $ its flags, > the lines of
// its script and = what is wanted.
func promiseCases(t *testing.T) []simCase {
	t.Helper()
	text, err := os.ReadFile("testdata/promises.txt")
	if err != nil {
		t.Fatal(err)
	}
	var cases []simCase
	for written := range strings.SplitSeq(string(text), "\n== ") {
		name, rest, _ := strings.Cut(strings.TrimPrefix(written, "== "), "\n")
		c := simCase{name: name}
		for line := range strings.Lines(rest) {
			switch mark, after, _ := strings.Cut(line, " "); mark {
			case "#":
			case "$":
				c.flags = strings.TrimSpace(after)
			case ">":
				c.script += after
			case "=":
				c.want += after
			default:
				c.plan += line
			}
		}
		c.script, c.want = strings.TrimSpace(c.script), strings.TrimSpace(c.want)
		cases = append(cases, c)
	}
	return cases
}
