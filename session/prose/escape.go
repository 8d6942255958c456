package prose

import "strings"

// Escape keeps a text from being Markdown.
func Escape(text string) string {
	var b strings.Builder
	begins := true // nothing but blanks since the line began
	digits := 0    // since then, if nothing else
	for i, r := range text {
		switch {
		case strings.ContainsRune("\\`*_[]<>|~", r),
			strings.ContainsRune("-+=#", r) && begins,
			strings.ContainsRune(".)", r) && digits > 0,
			r == '&' && entity(text[i+1:]):
			b.WriteByte('\\')
		}
		b.WriteRune(r)
		switch {
		case r == '\n':
			begins, digits = true, 0
		case r >= '0' && r <= '9' && (begins || digits > 0):
			begins, digits = false, digits+1
		case r != ' ' || digits > 0:
			begins, digits = false, 0
		}
	}
	return b.String()
}

// EscapeLine is a text on one line in which nothing is Markdown nor HTML, for
// cells of tables and for behind words of the program's own: what is Markdown
// only where a line begins stays as it is.
func EscapeLine(text string) string {
	var b strings.Builder
	text = strings.Join(strings.Fields(text), " ")
	for i, r := range text {
		switch {
		case r == '<':
			b.WriteString("&lt;")
			continue
		case r == '>':
			b.WriteString("&gt;")
			continue
		case r == '&' && entity(text[i+1:]):
			b.WriteString("&amp;")
			continue
		case strings.ContainsRune("\\`*_[]|~#", r):
			b.WriteByte('\\')
		}
		b.WriteRune(r)
	}
	return b.String()
}

// entity is whether a text after a "&" may be the name or the number of a
// character.
func entity(rest string) bool {
	return rest != "" && (rest[0] == '#' || rest[0] >= 'A' && rest[0] <= 'Z' || rest[0] >= 'a' && rest[0] <= 'z')
}
