package prose

import (
	"strconv"
	"strings"
)

// Line is one line of a text.
type Line []Span

// Span is a stretch of a line that looks the same throughout.
type Span struct {
	Text string
	In   Kinds // what it stands in, and so what it should look like
}

// Kinds is a set of kinds.
type Kinds uint32

// Has is whether a kind is among them.
func (k Kinds) Has(kind Kind) bool { return k&(1<<kind) != 0 }

func (k Kinds) with(kinds ...Kind) Kinds {
	for _, kind := range kinds {
		k |= 1 << kind
	}
	return k
}

// String is the line without what it should look like.
func (l Line) String() string {
	var b strings.Builder
	for _, s := range l {
		b.WriteString(s.Text)
	}
	return b.String()
}

// Layout is how a text is put into lines.
type Layout struct {
	Width int // columns that a line may take

	// First measures the first character of a text, as people see characters:
	// how many bytes it has, and how many columns it takes.
	First func(text string) (bytes, columns int)

	// Plain is for where nothing has a look: what it would tell is told by the
	// signs of Markdown, and an address stays in one piece, however long, so
	// that it can be copied.
	Plain bool
}

// Lines are the lines of a Markdown text, at least one.
func (l Layout) Lines(markdown string) []Line {
	if lines := l.blocks(Parse(markdown).Kids, l.Width, false); len(lines) > 0 {
		return lines
	}
	return []Line{nil}
}

// blocks leaves a line empty between two of them, but before a list: it belongs
// to what stands above it.
func (l Layout) blocks(all []Node, width int, inItem bool) (lines []Line) {
	for i, n := range all {
		list := n.Kind == Bullets || n.Kind == Numbers
		if i > 0 && (!list || l.Plain && !inItem) {
			lines = append(lines, nil)
		}
		lines = append(lines, l.block(n, width)...)
	}
	return lines
}

// leastIndented is the width down to which a quotation or a list is set in: no
// depth may leave its words without room.
const leastIndented = 16

// ruleWidth is how many columns a rule takes, if there are so many.
const ruleWidth = 20

func (l Layout) block(n Node, width int) []Line {
	switch n.Kind {
	case Heading:
		flow := l.inline(n.Kids, Kinds(0).with(Heading))
		if l.Plain {
			return l.hang(strings.Repeat("#", n.Number)+" ", Heading, width, false, func(room int) []Line { return l.wrap(flow, room) })
		}
		return l.wrap(flow, width)
	case Bullets, Numbers:
		return l.list(n, width)
	case Quote:
		sign := "│ "
		if l.Plain {
			sign = "> "
		}
		return l.hang(sign, Quote, width, true, func(room int) []Line { return l.blocks(n.Kids, room, false) })
	case CodeBlock:
		return l.code(n, width)
	case Rule:
		if l.Plain {
			return []Line{{{"---", Kinds(0).with(Sign, Rule)}}}
		}
		return []Line{{{strings.Repeat("─", min(width, ruleWidth)), Kinds(0).with(Sign, Rule)}}}
	case Table:
		return l.table(n, width)
	case Group, Item:
		return l.blocks(n.Kids, width, n.Kind == Item)
	}
	return l.wrap(l.inline(n.Kids, 0), width)
}

func (l Layout) list(n Node, width int) (lines []Line) {
	for i, item := range n.Kids {
		sign := "• "
		switch {
		case n.Kind == Numbers:
			sign = strconv.Itoa(n.Number+i) + n.Text + " "
		case l.Plain:
			sign = "- "
		}
		lines = append(lines, l.hang(sign, Item, width, false, func(room int) []Line { return l.blocks(item.Kids, room, true) })...)
	}
	return lines
}

// code leaves the lines of a block of code as they are, as far as they fit.
func (l Layout) code(n Node, width int) (lines []Line) {
	in := Kinds(0).with(CodeBlock)
	if l.Plain {
		for _, line := range fence(n.Text) {
			lines = append(lines, Line{{line, in}})
		}
		return lines
	}
	for line := range strings.SplitSeq(n.Text, "\n") {
		lines = append(lines, l.wrap([]Span{{line, in}}, width)...)
	}
	return lines
}

// hang puts a sign before the first line of what is written in the room it
// leaves, and before the others too or as much room.
func (l Layout) hang(sign string, of Kind, width int, all bool, write func(room int) []Line) []Line {
	if width < leastIndented {
		return write(width)
	}
	wide := len([]rune(sign))
	lead := Span{sign, Kinds(0).with(Sign, of)}
	rest := lead
	if !all {
		rest = Span{strings.Repeat(" ", wide), 0}
	}
	lines := write(width - wide)
	if len(lines) == 0 {
		lines = []Line{nil}
	}
	for i, line := range lines {
		lines[i] = append(Line{lead}, line...)
		if lead = rest; len(line) == 0 {
			lines[i] = trimmed(lines[i])
		}
	}
	return lines
}

// inline is what stands in a block, to be put into lines.
func (l Layout) inline(all []Node, in Kinds) (flow []Span) {
	for _, n := range all {
		switch n.Kind {
		case Words:
			flow = append(flow, Span{n.Text, in})
		case Break:
			flow = append(flow, Span{"\n", in})
		case Emphasis:
			flow = append(flow, l.withSigns("*", l.inline(n.Kids, in.with(Emphasis)))...)
		case Strong:
			flow = append(flow, l.withSigns("**", l.inline(n.Kids, in.with(Strong)))...)
		case Code:
			flow = append(flow, l.withSigns("`", []Span{{n.Text, in.with(Code)}})...)
		case Link:
			if len(n.Kids) == 0 {
				flow = append(flow, Span{n.URL, in.with(Link)})
				break
			}
			flow = append(flow, l.inline(n.Kids, in.with(Link))...)
			flow = append(flow, Span{" (", in}, Span{linkAddress(n.URL), in.with(Link)}, Span{")", in})
		default:
			flow = append(flow, l.inline(n.Kids, in)...)
		}
	}
	return flow
}

// withSigns puts the signs of Markdown around what has no look of its own.
func (l Layout) withSigns(sign string, flow []Span) []Span {
	if !l.Plain || len(flow) == 0 {
		return flow
	}
	first, last := flow[0].In.with(Sign), flow[len(flow)-1].In.with(Sign)
	return append(append([]Span{{sign, first}}, flow...), Span{sign, last})
}

// linkAddress is an address behind its words. One of the web stays whole, for
// terminals lead to it; of others nobody needs to read what kind they are of.
func linkAddress(address string) string {
	return strings.TrimPrefix(strings.TrimPrefix(address, "mailto:"), "tel:")
}
