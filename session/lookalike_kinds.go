package session

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// Word processors, chats and web pages put characters into a plan that look
// like those it goes by: a blank, a hyphen, a colon, a quotation mark. This file
// finds them where they stand for these. Within a text they are meant.

// lookalikes are the characters that people take for another one.
var lookalikes = map[rune]struct{ name, plain string }{
	'\u00a0': {"a no-break space", " "}, '\u202f': {"a narrow no-break space", " "}, '\u2007': {"a figure space", " "},
	'\u2002': {"an en space", " "}, '\u2003': {"an em space", " "}, '\u2009': {"a thin space", " "}, '\u200a': {"a hair space", " "},
	'\u2000': {"an en quad", " "}, '\u2001': {"an em quad", " "}, '\u2004': {"a narrow space", " "}, '\u2005': {"a narrow space", " "},
	'\u2006': {"a narrow space", " "}, '\u2008': {"a punctuation space", " "}, '\u205f': {"a narrow space", " "}, '\u3000': {"a wide space", "  "},
	'\u200b': {"a space without width", ""}, '\u2060': {"a space without width", ""}, '\ufeff': {"a byte order mark", ""},

	'–': {"an en dash", "-"}, '—': {"an em dash", "-"}, '‒': {"a figure dash", "-"}, '―': {"a long dash", "-"}, '−': {"a minus sign", "-"},
	'\u2010': {"a typographic hyphen", "-"}, '\u2011': {"a no-break hyphen", "-"}, '\u00ad': {"a soft hyphen", "-"},
	'•': {"a bullet", "-"}, '·': {"a middle dot", "-"}, '●': {"a bullet", "-"}, '▪': {"a bullet", "-"}, '◦': {"a bullet", "-"}, '‣': {"a bullet", "-"},
	'\uf0b7': {"a bullet", "-"},

	'：': {"a wide colon", ":"}, '﹕': {"a small colon", ":"}, '∶': {"a ratio sign", ":"}, '꞉': {"a colon letter", ":"},

	'“': {"a curly quotation mark", `"`}, '”': {"a curly quotation mark", `"`}, '„': {"a low quotation mark", `"`}, '‟': {"a curly quotation mark", `"`},
	'‘': {"a curly quotation mark", `"`}, '’': {"a curly quotation mark", `"`}, '«': {"an angled quotation mark", `"`}, '»': {"an angled quotation mark", `"`},
}

var standsFor = map[string]string{" ": "a blank", "  ": "a blank", "": "nothing", "-": "a hyphen", ":": "a colon", `"`: "a plain quotation mark"}

func looksLike(r rune, plain string) bool {
	if r < utf8.RuneSelf {
		return false
	}
	is, ok := lookalikes[r]
	if plain == " " {
		return ok && strings.Trim(is.plain, " ") == ""
	}
	return ok && is.plain == plain
}

// checkLookalikes names the characters that only look like others, and is the
// file without them, so that what else is wrong is found too.
func checkLookalikes(c *collector, src []byte) []byte {
	after, found := straighten(src)
	for _, l := range found {
		is := lookalikes[l.r]
		what := fmt.Sprintf("%s (U+%04X) where %s belongs", is.name, l.r, standsFor[is.plain])
		todo := "type " + standsFor[is.plain] + " in its place"
		if is.plain == "" {
			todo = "delete it"
		}
		c.problem("lookalike", l.at, what, todo+", or let check --fix do it")
	}
	return after
}
