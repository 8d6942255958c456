package session

import (
	"bytes"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Straighten puts plain characters where others look like them, and is what
// else it was: the text of a plan as a word processor left it.
func Straighten(src []byte) []byte {
	after, _ := straighten(src)
	return after
}

// straighten is what a file is with plain characters, and the places of those
// that only look like them.
func straighten(src []byte) (after []byte, found []lookalike) {
	if !slices.ContainsFunc(src, func(b byte) bool { return b >= utf8.RuneSelf }) {
		return src, nil // as most plans are: nothing in it looks like anything else
	}
	s := straightener{inBlock: -1}
	s.out.Grow(len(src))
	starts := append(lineStarts(src), len(src))
	for i, start := range starts[:len(starts)-1] {
		line := lineAt(src, start)
		if i == 0 {
			mark := []byte("\ufeff")
			if bytes.HasPrefix(line, mark) { // which is one at the beginning
				s.out.Write(mark)
				line, start = line[len(mark):], start+len(mark)
			}
		}
		s.at = Position{Line: i + 1, Column: 1}
		s.line(string(line))
		s.out.Write(src[start+len(line) : starts[i+1]])
	}
	return s.out.Bytes(), s.found
}

// lookalike is a character that looks like another one, or several in a row.
type lookalike struct {
	at Position
	r  rune
}

// straightener goes through a plan line by line. What YAML there is it knows
// only as far as it must to tell the structure from the texts.
type straightener struct {
	out   bytes.Buffer
	found []lookalike
	at    Position
	last  rune // that was put right, to name those that follow each other once

	keyAt   int  // the column of the last key or item, from 0
	open    bool // its text may go on in deeper lines
	inBlock int  // the column that a text under | is deeper than; negative: there is none
	blockAt int  // where that text stands; 0: its first line is still to come
	quote   byte // of a text in quotes that is not closed
	depth   int  // of brackets that are not closed
}

// keep passes a text on as it is.
func (s *straightener) keep(text string) {
	s.out.WriteString(text)
	s.at.Column += utf8.RuneCountInString(text)
	if text != "" {
		s.last = 0
	}
}

// put puts the plain character in the place of another.
func (s *straightener) put(r rune) {
	if r != s.last {
		s.found = append(s.found, lookalike{s.at, r})
	}
	s.out.WriteString(lookalikes[r].plain)
	s.at.Column++
	s.last = r
}

// plainly writes a character as the plain one that it is, or stands for.
func (s *straightener) plainly(r, plain rune) {
	if r == plain {
		s.keep(string(r))
		return
	}
	s.put(r)
}

// blanks passes over blanks, puts right those that are none, and tells how wide they are.
func (s *straightener) blanks(text string) (rest string, width int) {
	for text != "" {
		r, size := utf8.DecodeRuneInString(text)
		switch {
		case r == ' ':
			s.keep(" ")
			width++
		case looksLike(r, " "):
			s.put(r)
			width += len(lookalikes[r].plain)
		default:
			return text, width
		}
		text = text[size:]
	}
	return "", width
}

// indent is how far a line stands in, by plain blanks alone and by all.
func indent(line string) (plain, all int) {
	plain = len(line) - len(strings.TrimLeft(line, " "))
	all = plain
	for _, r := range line[plain:] {
		switch {
		case r == ' ':
			all++
		case looksLike(r, " "):
			all += len(lookalikes[r].plain)
		default:
			return plain, all
		}
	}
	return plain, all
}

func (s *straightener) line(line string) {
	s.last = 0
	plain, all := indent(line)
	bare := strings.Trim(line, " \t") == ""
	switch {
	case s.quote != 0:
		s.quoted(line)
		return
	case s.depth > 0:
		rest, _ := s.blanks(line)
		s.flow(rest)
		return
	case bare:
		s.keep(line)
		return
	case s.inBlock >= 0:
		if s.blockLine(line, plain, all) {
			return
		}
		s.inBlock = -1
	case s.open && all > s.keyAt:
		if plain <= s.keyAt {
			line, _ = s.blanks(line)
		}
		s.keep(line)
		return
	}
	rest, width := s.blanks(line)
	if rest == "" || rest[0] == '#' || rest[0] == '\t' {
		s.keep(rest)
		return
	}
	s.structure(rest, width)
}

// blockLine is a line of a text under | or >, if it is one.
func (s *straightener) blockLine(line string, plain, all int) bool {
	first := s.blockAt == 0
	switch {
	case first && all <= s.inBlock, !first && all < s.blockAt:
		return false
	case first && plain > s.inBlock:
		s.blockAt = plain
	case first:
		s.blockAt = all
	}
	if plain < s.blockAt {
		line, _ = s.blanks(line)
	}
	s.keep(line)
	return true
}

var keyAhead = Pattern(`^([A-Za-z_]+)([ \x{a0}\x{2007}\x{2009}\x{202f}]*)([:：﹕∶꞉])(.*)$`)

// structure is a line with signs of items and keys, which stands in so far.
func (s *straightener) structure(rest string, width int) {
	s.open, s.keyAt = false, width
	for {
		r, size := utf8.DecodeRuneInString(rest)
		next, _ := utf8.DecodeRuneInString(rest[size:])
		if r != '-' && !looksLike(r, "-") || !isBlank(next) {
			break
		}
		s.plainly(r, '-')
		var blanks int
		rest, blanks = s.blanks(rest[size:])
		s.keyAt, width = width, width+1+blanks
		s.open = true
	}
	m := keyAhead().FindStringSubmatch(rest)
	if m == nil || (m[3] != ":" || strings.Trim(m[2], " ") != "") && !isKey(m[1]) {
		s.value("", rest)
		return
	}
	colon, _ := utf8.DecodeRuneInString(m[3])
	next, _ := utf8.DecodeRuneInString(m[4])
	if m[3] == ":" && m[4] != "" && !isBlank(next) {
		s.value("", rest) // the colon is in a text: "12:30"
		return
	}
	s.keyAt, s.open = width, false
	s.keep(m[1])
	s.blanks(m[2]) // French has one before a colon
	s.plainly(colon, ':')
	if colon != ':' && m[4] != "" && next != ' ' && !looksLike(next, " ") {
		s.out.WriteByte(' ')
	}
	value, _ := s.blanks(m[4])
	s.value(m[1], value)
}

// isBlank is whether a character is a space or a tab, or looks like a space.
func isBlank(r rune) bool { return r == ' ' || r == '\t' || looksLike(r, " ") }

// isKey is whether some thing of a plan has the key.
func isKey(name string) bool {
	return slices.ContainsFunc(allKeys, func(k *keyset) bool { return slices.Contains(k.names, name) })
}

// value is what stands behind a key or the sign of an item.
func (s *straightener) value(key, text string) {
	first, size := utf8.DecodeRuneInString(text)
	switch {
	case text == "" || first == '#':
		s.open = proseKeys[key] && !listKeys[key]
		s.keep(text)
	case first == '|' || first == '>':
		s.inBlock, s.blockAt = s.keyAt, 0
		s.keep(text)
	case first == '"' || first == '\'':
		s.quote = byte(first)
		s.keep(text[:1])
		s.quoted(text[1:])
	case first == '[' || first == '{':
		s.flow(text)
	case looksLike(first, `"`) && key != "" && proseKeys[key] && !isQuotedWhole(text[size:]):
		s.open = true
		s.keep(text)
	case looksLike(first, `"`) && key != "":
		s.put(first)
		s.last = 0
		s.quotedBadly(text[size:])
	default:
		s.open = true
		s.keep(text)
	}
}

// quoted is a line within a text in quotes.
func (s *straightener) quoted(text string) {
	for i := 0; i < len(text); i++ {
		switch {
		case s.quote == '"' && text[i] == '\\':
			i++
		case text[i] == s.quote:
			s.quote = 0
			s.keep(text)
			return
		}
	}
	s.keep(text)
}

// isQuotedWhole is whether a text behind a curly quotation mark was all in plain
// ones, as it must have been for what is within.
func isQuotedWhole(text string) bool {
	last, size := utf8.DecodeLastRuneInString(text)
	inside := text[:len(text)-size]
	return looksLike(last, `"`) && trap(inside) != "" && !strings.ContainsFunc(inside, func(r rune) bool { return r == '"' || r == '\\' || looksLike(r, `"`) && r != '’' })
}

// quotedBadly is a value behind a quotation mark that is none, up to its like.
func (s *straightener) quotedBadly(text string) {
	for i, r := range text {
		next, _ := utf8.DecodeRuneInString(text[min(len(text), i+utf8.RuneLen(r)):])
		isApostrophe := r == '’' && unicode.IsLetter(next)
		if looksLike(r, `"`) && !isApostrophe || r == '"' {
			s.keep(text[:i])
			s.plainly(r, '"')
			s.keep(text[i+utf8.RuneLen(r):])
			return
		}
	}
	s.out.WriteByte('"') // one that opened must close
	s.keep(text)
}

// opensText is whether a text may open behind what stands in brackets.
func opensText(before string) bool {
	before = strings.TrimRight(before, " ")
	return before == "" || strings.ContainsRune("[{,:", rune(before[len(before)-1]))
}

func isKeyBefore(before string) bool {
	m := flowKey().FindStringSubmatch(before[max(0, len(before)-40):])
	return m != nil && isKey(m[1])
}

var flowKey = Pattern(`([A-Za-z_]+) *$`)

// flow is a line within brackets. Texts in quotes are kept; a colon counts
// behind a key.
func (s *straightener) flow(text string) {
	done := 0
	for i := 0; i < len(text); {
		r, size := utf8.DecodeRuneInString(text[i:])
		switch {
		case (r == '"' || r == '\'') && opensText(text[:i]):
			end := strings.IndexByte(text[i+1:], byte(r))
			if end < 0 {
				s.keep(text[done:])
				return
			}
			i += end + 2
			continue
		case r == '[' || r == '{':
			s.depth++
		case r == ']' || r == '}':
			s.depth = max(0, s.depth-1)
		case looksLike(r, ":") && isKeyBefore(text[done:i]):
			s.keep(text[done:i])
			s.put(r)
			if next, _ := utf8.DecodeRuneInString(text[i+size:]); next != ' ' && !looksLike(next, " ") {
				s.out.WriteByte(' ')
			}
			done = i + size
		case looksLike(r, " ") && i > 0 && strings.ContainsRune(":,{[", rune(text[i-1])):
			s.keep(text[done:i])
			s.put(r)
			done = i + size
		}
		i += size
	}
	s.keep(text[done:])
}
