package session

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// tabWidth is the spaces a tab becomes in prose, as Markdown counts them.
const tabWidth = 4

// Clean makes a text that comes from outside, of several lines perhaps, safe
// to show on a terminal and in a page. Letters, marks, numbers, signs and
// spaces stay, and so do new lines ("\r\n" becomes one) and the joiners that
// emoji and some scripts need. Tabs become spaces, control characters their
// pictures (ESC becomes ␛), and whatever else cannot be seen, turns the
// direction of writing, or is no UTF-8 becomes U+FFFD. The result cleaned
// again is itself. A text in which nothing is replaced is returned as it is,
// without an allocation.
func Clean(s string) string {
	i := firstUnclean(s)
	if i == len(s) {
		return s
	}
	var b strings.Builder
	b.Grow(len(s) + 16)
	b.WriteString(s[:i])
	for i < len(s) {
		r, size := utf8.DecodeRuneInString(s[i:])
		switch {
		case r == '\t':
			b.WriteString("    "[:tabWidth])
		case r == '\r' && strings.HasPrefix(s[i+1:], "\n"):
			// the new line follows
		case r < ' ' && r != '\n':
			b.WriteRune('␀' + r)
		case r == 0x7f:
			b.WriteRune('␡')
		case visible(r):
			b.WriteRune(r) // not the bytes: of a broken character they are no UTF-8
		default:
			b.WriteRune(utf8.RuneError)
		}
		i += size
		next := i + firstUnclean(s[i:])
		b.WriteString(s[i:next])
		i = next
	}
	return b.String()
}

// CleanLine is Clean for what must stay on one line, a title or a name: new
// lines and tabs become a space each.
func CleanLine(s string) string {
	if strings.ContainsAny(s, "\n\t") {
		s = lineBreaks.Replace(s)
	}
	return Clean(s)
}

var lineBreaks = strings.NewReplacer("\r\n", " ", "\n", " ", "\t", " ")

// firstUnclean is where the first character stands that Clean replaces, or the
// length of the text.
func firstUnclean(s string) int {
	for i := 0; i < len(s); {
		if c := s[i]; c < utf8.RuneSelf {
			if (c < ' ' && c != '\n') || c == 0x7f {
				return i
			}
			i++
			continue
		}
		r, size := utf8.DecodeRuneInString(s[i:])
		if (r == utf8.RuneError && size == 1) || !visible(r) {
			return i
		}
		i += size
	}
	return len(s)
}

// visible is the allow-list: what has a shape of its own or shapes its
// neighbours.
func visible(r rune) bool {
	const nonJoiner, joiner = '\u200c', '\u200d'
	switch {
	case r == '\n' || r == nonJoiner || r == joiner:
		return true
	case r >= 0x1f000 && r < 0x1fb00:
		// The blocks kept for pictographs: an emoji newer than Go's tables is
		// an emoji all the same.
		return true
	}
	return unicode.IsGraphic(r)
}

// hiddenCharacter is a character that a text was cleaned of.
type hiddenCharacter struct {
	at Position // of the text in the file
	r  rune
}

// hidden is the first character that Clean replaces by a sign: people who
// write plans never mean one, so they should hear of it.
func hidden(s string) (rune, bool) {
	for at := firstUnclean(s); at < len(s); at += 1 + firstUnclean(s[at+1:]) {
		if r, _ := utf8.DecodeRuneInString(s[at:]); r != '\t' && r != '\r' {
			return r, true
		}
	}
	return 0, false
}
