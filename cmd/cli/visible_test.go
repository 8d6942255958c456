package cli

import (
	"encoding/json"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"
)

// graphic is a character that can be seen, or the sign that one cannot.
func graphic(r rune) rune {
	if r == '\n' || unicode.IsGraphic(r) {
		return r
	}
	return utf8.RuneError
}

// TestAnswerJSON sees that a program reads what was said, and that a terminal
// finds nothing to obey in it.
func TestAnswerJSON(t *testing.T) {
	t.Parallel()
	const said = "<é> \x1b]52;c;aGk=\a\r\n\t\u009b2J\u202e\u2028\x7f\U000e0001\U0001f600"
	var out strings.Builder
	env := (&Env{Out: &out}).Visible(func(text string) string { return strings.Map(graphic, text) })
	if err := env.AnswerJSON([]string{said}); err != nil {
		t.Fatal(err)
	}
	var read []string
	if err := json.Unmarshal([]byte(out.String()), &read); err != nil || len(read) != 1 || read[0] != said {
		t.Errorf("%q is read as %q, %v", said, read, err)
	}
	const want = "[\n  \"<é> \\u001b]52;c;aGk=\\u0007\\r\\n\\t\\u009b2J\\u202e\\u2028\\u007f\\udb40\\udc01\U0001f600\"\n]\n"
	if out.String() != want {
		t.Errorf("it is written as\n%q, not\n%q", out.String(), want)
	}
}
