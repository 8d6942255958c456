package prose

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// wrap breaks a text into lines of at most a width: between words, and
// within a word only where it is wider than a line.
func (l Layout) wrap(flow []Span, width int) []Line {
	f := filler{width: max(width, 1), whole: l.Plain}
	for i := range flow {
		for at := 0; at < len(flow[i].Text); {
			bytes, columns := l.first(flow[i].Text[at:])
			f.take(piece{&flow[i], at, at + bytes}, columns)
			at += bytes
		}
	}
	f.place()
	if len(f.line) > 0 || len(f.lines) == 0 {
		f.end()
	}
	return f.lines
}

// first measures the first character of a text.
func (l Layout) first(text string) (bytes, columns int) {
	if text[0] < utf8.RuneSelf && (len(text) == 1 || text[1] < utf8.RuneSelf) {
		return 1, 1
	}
	bytes, columns = l.First(text)
	return max(bytes, 1), columns
}

// wide is how many columns a text takes.
func (l Layout) wide(text string) (sum int) {
	for text != "" {
		bytes, columns := l.first(text)
		sum += columns
		text = text[bytes:]
	}
	return sum
}

// filler puts characters into lines.
type filler struct {
	width int
	whole bool // addresses are not broken

	lines []Line
	line  []piece // the one being filled, and how wide it is
	used  int
	gap   []piece // the blanks behind it, to be dropped where it ends
	blank int
	word  []piece // what follows the gap, to be put on one line
	long  int
	web   bool // it is an address of the web
}

// piece is a part of a span, so that nothing is copied character by character.
type piece struct {
	of       *Span
	from, to int
}

func (p piece) text() string { return p.of.Text[p.from:p.to] }

// join puts a piece behind others.
func join(all []piece, p piece) []piece {
	if n := len(all); n > 0 && all[n-1].of == p.of && all[n-1].to == p.from {
		all[n-1].to = p.to
		return all
	}
	return append(all, p)
}

// take takes in a character.
func (f *filler) take(c piece, columns int) {
	text := c.text()
	r, _ := utf8.DecodeRuneInString(text)
	switch {
	case r == '\n':
		f.place()
		f.end()
	case unicode.IsSpace(r) && r != '\u00a0':
		f.place()
		f.gap = join(f.gap, c)
		f.blank += columns
	default:
		if f.long > 0 && f.long+columns > f.width && !(f.whole && f.web) {
			f.place()
		}
		f.web = f.web || text == "/" && strings.HasSuffix(c.of.Text[:c.from], ":/")
		f.word = join(f.word, c)
		f.long += columns
	}
}

// place puts the word on the line, or on the next where there is no room.
func (f *filler) place() {
	if len(f.word) == 0 {
		return
	}
	if f.used+f.blank+f.long > f.width {
		if f.used > 0 {
			f.end()
		}
		f.gap, f.blank = nil, 0
	}
	for _, p := range append(f.gap, f.word...) {
		f.line = join(f.line, p)
	}
	f.used += f.blank + f.long
	f.gap, f.blank, f.word, f.long, f.web = nil, 0, nil, 0, false
}

// end ends the line.
func (f *filler) end() {
	var line Line
	for _, p := range f.line {
		if n := len(line); n > 0 && line[n-1].In == p.of.In {
			line[n-1].Text += p.text()
			continue
		}
		line = append(line, Span{p.text(), p.of.In})
	}
	f.lines = append(f.lines, trimmed(line))
	f.line, f.used, f.gap, f.blank = nil, 0, nil, 0
}

// trimmed is a line without blanks at its end.
func trimmed(line Line) Line {
	for n := len(line); n > 0; n = len(line) {
		if line[n-1].Text = strings.TrimRight(line[n-1].Text, " "); line[n-1].Text != "" {
			break
		}
		line = line[:n-1]
	}
	return line
}
