package cli

import (
	"fmt"
	"io"
	"strings"
	"unicode/utf16"
)

// Visible is an environment in which people and terminals get text but as clean
// makes it: what a terminal would obey, in the name of a file perhaps, has become
// visible. Each text for standard error has to be written in one go.
func (env *Env) Visible(clean func(string) string) *Env {
	v := *env
	shown := func(text string) string { return v.Named(clean(text)) }
	v.clean, v.Err = shown, visible{env.Err, shown}
	return &v
}

type visible struct {
	to    io.Writer
	clean func(string) string
}

func (v visible) Write(p []byte) (int, error) {
	if _, err := io.WriteString(v.to, v.clean(string(p))); err != nil {
		return 0, err
	}
	return len(p), nil
}

func (env *Env) visible(text string) string {
	if env.clean == nil {
		return text
	}
	text = env.clean(text)
	if env.isColourful() {
		text = bold.Replace(text)
	}
	return text
}

// bold is what Bold writes, in red and magenta too, from how it looks made visible.
var bold = strings.NewReplacer("␛[1m", "\x1b[1m", "␛[1;31m", "\x1b[1;31m", "␛[1;35m", "\x1b[1;35m", "␛[0m", "\x1b[0m")

// visibleJSON is JSON in which what a terminal would obey is written by its
// number: nothing is lost, for whoever reads it reads the same.
func (env *Env) visibleJSON(text string) string {
	if env.clean == nil || env.clean(text) == text {
		return text
	}
	var b strings.Builder
	for _, r := range text {
		if s := string(r); env.clean(s) == s {
			b.WriteString(s)
			continue
		}
		for _, half := range utf16.Encode([]rune{r}) {
			fmt.Fprintf(&b, `\u%04x`, half)
		}
	}
	return b.String()
}
