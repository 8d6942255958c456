package cli

import (
	"fmt"
	"io"
	"strings"
	"unicode/utf16"

	"facilitate/session"
)

// Visible is a writer of words for people: what a terminal would obey instead
// of showing it, in the name of a file perhaps, is made visible on the way. Each
// text has to be written in one go.
func Visible(w io.Writer) io.Writer { return visible{w} }

type visible struct{ to io.Writer }

func (v visible) Write(p []byte) (int, error) {
	if _, err := io.WriteString(v.to, session.Clean(string(p))); err != nil {
		return 0, err
	}
	return len(p), nil
}

// visibleJSON is JSON in which what a terminal would obey is written by its
// number: nothing is lost, for whoever reads it reads the same.
func visibleJSON(text string) string {
	if session.Clean(text) == text {
		return text
	}
	var b strings.Builder
	for _, r := range text {
		if s := string(r); session.Clean(s) == s {
			b.WriteString(s)
			continue
		}
		for _, half := range utf16.Encode([]rune{r}) {
			fmt.Fprintf(&b, `\u%04x`, half)
		}
	}
	return b.String()
}
