package paint

import "strings"

const (
	escape = "\x1b["
	plain  = "\x1b[0m"
)

// changed is what to send where a row was shown that is as wide, and in which column
// to begin, from 0: in a countdown most of a row stays. Left as they are, at the
// beginning, are letters of ASCII, as wide on every terminal, and at the end blanks,
// both where their styles stay too.
func changed(was, row string) (column int, change string) {
	at, style := 0, ""
	for at < min(len(row), len(was)) && row[at] == was[at] {
		if s := styleOf(row[at:]); s != "" {
			if s != styleOf(was[at:]) {
				break
			}
			at, style = at+len(s), after(style, s)
			continue
		}
		if row[at] < ' ' || row[at] > '~' || at+1 < len(row) && row[at+1] > '~' { // what follows may be a part of it
			break
		}
		column, at = column+1, at+1
	}
	was, row = strings.TrimSuffix(was[at:], plain), strings.TrimSuffix(row[at:], plain)
	if lastStyle(style, was) == lastStyle(style, row) {
		for strings.HasSuffix(was, " ") && strings.HasSuffix(row, " ") {
			was, row = was[:len(was)-1], row[:len(row)-1]
		}
	}
	return column, style + row + plain
}

// styleOf is the sequence that a text begins with; empty: it begins with a letter.
func styleOf(text string) string {
	if !strings.HasPrefix(text, escape) {
		return ""
	}
	return text[:strings.IndexByte(text, 'm')+1]
}

// after is the style once a sequence has been added to one.
func after(style, sequence string) string {
	if sequence == plain {
		return ""
	}
	return style + sequence
}

// lastStyle is that of a text's last letter, if it begins in style.
func lastStyle(style, text string) string {
	for i := range text {
		style = after(style, styleOf(text[i:]))
	}
	return style
}
