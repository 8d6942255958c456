package session

import (
	"bytes"
	"fmt"
	"unicode/utf8"
)

// checkSource looks at the bytes of a plan before anything reads them as YAML
// and returns them without a byte order mark. What it refuses would otherwise
// end in a message without a place, or would throw off the places of all
// others.
func checkSource(c *collector, src []byte) ([]byte, bool) {
	if isUTF16(src) {
		c.problem("not-utf-8", beginning, "the file is written in UTF-16",
			"save it as UTF-8 in your editor")
		return nil, false
	}
	src = bytes.TrimPrefix(src, []byte("\ufeff"))
	if !checkCharacters(c, src) {
		return nil, false
	}
	return checkDocuments(c, checkLookalikes(c, src))
}

func isUTF16(src []byte) bool {
	if bytes.HasPrefix(src, []byte{0xff, 0xfe}) || bytes.HasPrefix(src, []byte{0xfe, 0xff}) {
		return true
	}
	return len(src) > 1 && (src[0] == 0) != (src[1] == 0)
}

func checkCharacters(c *collector, src []byte) bool {
	ok, at := true, beginning
	for i := 0; i < len(src); {
		r, size := rune(src[i]), 1
		if r >= utf8.RuneSelf {
			r, size = utf8.DecodeRune(src[i:])
		}
		if what, todo := badCharacter(r, size, src[i]); what != "" {
			ok = false
			c.problem("bad-character", at, what, todo)
		}
		i += size
		switch {
		case r == '\n', r == '\r' && (i == len(src) || src[i] != '\n'):
			at = Position{Line: at.Line + 1, Column: 1}
		default:
			at.Column++
		}
	}
	return ok
}

// badCharacter says what is wrong with a character as it stands in the file, or
// "". Characters that are only invisible pass and are cleaned out of the texts.
func badCharacter(r rune, size int, first byte) (what, todo string) {
	switch {
	case r >= ' ' && r < 0x7f, r == '\n', r == '\r', r == '\t':
		return "", ""
	case r == utf8.RuneError && size == 1:
		return fmt.Sprintf("the byte %#02x is not UTF-8", first),
			"save the file as UTF-8 in your editor, or delete the character here"
	case r < ' ', r >= 0x7f && r < 0xa0:
		return fmt.Sprintf("a control character (U+%04X)", r), "delete it"
	case turnsWriting(r):
		return fmt.Sprintf("a character that cannot be seen and turns the direction of writing (U+%04X)", r), "delete it"
	case r == '\u2028', r == '\u2029':
		return fmt.Sprintf("a line break of a special kind (U+%04X)", r),
			"delete it and press Enter in its place"
	case r&0xfffe == 0xfffe:
		return fmt.Sprintf("a character that no text may hold (U+%04X)", r), "delete it"
	}
	return "", ""
}

// turnsWriting is whether a character overrides or embeds a direction of
// writing: text could then read otherwise than it stands. Scripts that run
// from right to left need none of them.
func turnsWriting(r rune) bool {
	return r >= 0x202a && r <= 0x202e || r >= 0x2066 && r <= 0x2069 ||
		r == 0x200e || r == 0x200f || r == 0x61c
}

// checkDocuments holds the file to one plan and cuts off what follows it. The
// marks of YAML for this stand in the first column, where nothing else of a
// plan can be mistaken for them.
func checkDocuments(c *collector, src []byte) ([]byte, bool) {
	started, ended := false, false
	for i, start := range lineStarts(src) {
		line := lineAt(src, start)
		at := Position{Line: i + 1, Column: 1}
		blank := len(bytes.TrimLeft(line, " \t")) == 0 || bytes.TrimLeft(line, " \t")[0] == '#'
		switch {
		case blank:
		case line[0] == '%':
			c.problem("directive", at, `a line cannot start with "%"`, `delete the line, or if it is text indent it under its key`)
			return nil, false
		case ended, started && isMark(line, "---"):
			c.problem("second-plan", at, "a second plan starts here", "keep one plan in a file")
			return src[:start], true
		case isMark(line, "..."):
			ended = true
		default:
			started = true
		}
	}
	return src, true
}

func isMark(line []byte, mark string) bool {
	rest, ok := bytes.CutPrefix(line, []byte(mark))
	return ok && (len(rest) == 0 || rest[0] == ' ' || rest[0] == '\t')
}

// lineStarts are the offsets at which the lines begin.
func lineStarts(src []byte) []int {
	starts := []int{0}
	for i, b := range src {
		if b == '\n' || (b == '\r' && (i+1 == len(src) || src[i+1] != '\n')) {
			starts = append(starts, i+1)
		}
	}
	return starts
}

// lineAt is the line that begins at the offset, without its end.
func lineAt(src []byte, start int) []byte {
	line := src[start:]
	if end := bytes.IndexAny(line, "\r\n"); end >= 0 {
		line = line[:end]
	}
	return line
}
