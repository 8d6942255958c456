package convert

import (
	"slices"
	"strings"
	"time"

	"facilitate/session"
)

// noter gathers the notes of a step from its lines, one after the other.
type noter struct {
	step *Step
	kind session.NoteKind // what the last label says
	list bool             // the last note takes the items below it
	at   int              // how deep the line stands that they are below; -1: it is no item
	deep bool             // one of them stood deeper
}

// add takes a line; where a label follows a break in it, that begins another.
func (n *noter) add(l line) {
	first, now := true, ""
	for text := range strings.SplitSeq(l.text, "\n") {
		if now != "" && isLabelled(text) {
			n.addLine(l.pieceOf(now, first))
			first, now = false, ""
		}
		now = strings.TrimPrefix(now+"\n"+text, "\n")
	}
	n.addLine(l.pieceOf(now, first))
}

// isLabelled is whether a text begins with what kind of note it is.
func isLabelled(text string) bool {
	label, _, ok := strings.Cut(text, ":")
	_, known := noteWords[plain(label)]
	return ok && known || doneWith().MatchString(text)
}

// pieceOf is a part of a line between its breaks.
func (l line) pieceOf(text string, first bool) line {
	l.bold = l.bold || first && l.lead != "" && l.lead == text
	if l.text = text; !first || l.bold {
		l.lead = ""
	}
	return l
}

func (n *noter) addLine(l line) {
	if n.part(l) {
		return
	}
	text := tidyLines(numbering().ReplaceAllString(l.text, ""))
	if text == "" {
		return
	}
	if m := slideLabel().FindStringSubmatch(oneLine(text)); m != nil && n.step.slides == "" && len(n.step.notes) == 0 && (l.bold || l.lead != "" || len(text) < 30) {
		n.step.slides = slideName(m[1])
		return
	}
	head := strings.TrimRight(text, ": ")
	if kind, ok := noteWords[plain(head)]; ok && (l.bold || strings.HasSuffix(text, ":") || l.kind == heading) {
		if n.kind, n.list = kind, false; isListKind(kind) {
			n.step.notes = append(n.step.notes, note{kind: kind})
			n.list = true
		}
		return
	}
	if m := noteLabel().FindStringSubmatch(text); m != nil {
		kind, ok := noteWords[plain(m[1])]
		if _, again := noteWords[plain(m[2])]; ok && again && strings.HasSuffix(m[2], ":") {
			return // "Tip: ask learners:", and what to ask is below
		}
		if ok {
			n.put(kind, m[2])
			n.list = strings.HasSuffix(m[2], ":")
			return
		}
	}
	n.text(l, text, head)
}

// text takes a line that is no label: it is a head over others, one of the items
// below the last note, or a note.
func (n *noter) text(l line, text, head string) {
	switch kind := n.kindOf(text); {
	case l.kind == heading, l.bold:
		n.kind = ""
		n.put(session.Remark, head)
		n.list = true
	case n.list && (l.kind == item && !n.isBeside(l) || l.kind != item && isListKind(n.lastNote().kind)):
		n.deep = n.deep || l.level > n.at
		n.lastNote().items = append(n.lastNote().items, text)
	default:
		n.put(kind, text)
		n.list, n.at, n.deep = strings.HasSuffix(text, ":"), -1, false
		if l.kind == item {
			n.at = l.level
		}
	}
}

// isBeside is whether an item stands beside the one that others are below.
func (n *noter) isBeside(l line) bool { return n.deep && n.at >= 0 && l.level <= n.at }

func (n *noter) lastNote() *note { return &n.step.notes[len(n.step.notes)-1] }

func isListKind(kind session.NoteKind) bool {
	return kind == session.Listen || kind == session.KeyPoints || kind == session.SafetyTip
}

func (n *noter) kindOf(text string) session.NoteKind {
	switch {
	case n.kind != "":
		return n.kind
	case doerPrefix().MatchString(text):
		return session.Summarise
	case doneWith().MatchString(text):
		return session.Do
	case strings.HasSuffix(strings.TrimRight(text, `"”’'`), "?") && len(text) < 200:
		return session.Ask
	}
	return session.Do
}

// doneWith is what is put up or given out, whatever it is called.
var doneWith = session.Pattern(`(?i)^(?:slide|quiz|hand ?out|video|film)s?(?: \d+)?:`)

func (n *noter) put(kind session.NoteKind, text string) {
	if rest := doerPrefix().ReplaceAllString(text, ""); rest != text {
		text = upperFirst(rest)
	}
	if text == "" {
		return
	}
	is := note{kind: kind, text: text}
	if isListKind(kind) {
		var items []string
		for l := range strings.SplitSeq(text, "\n") {
			if point, ok := strings.CutPrefix(l, "- "); ok {
				items = append(items, point)
			}
		}
		if len(items) > 0 {
			before, _, _ := strings.Cut(text, "- ")
			is.text, is.items = strings.TrimSpace(before), items
		}
	}
	// What follows in a list of the same kind goes into it.
	if len(n.step.notes) > 0 && isListKind(kind) && is.text != "" && len(is.items) == 0 {
		if last := n.lastNote(); last.kind == kind {
			if len(last.items) == 0 {
				last.items, last.text = []string{last.text}, ""
			}
			last.items = append(last.items, is.text)
			return
		}
	}
	n.step.notes = append(n.step.notes, is)
}

var softBullet = session.Pattern(`^[•●▪◦·]\s+`)

// tidyLines is a paragraph as Markdown. A break within it is one only before a
// bullet and behind a sentence; elsewhere it fills the line.
func tidyLines(text string) string {
	var b strings.Builder
	before := ""
	inList := false
	for l := range strings.SplitSeq(text, "\n") {
		l = oneLine(l)
		bare := softBullet().ReplaceAllString(l, "")
		isItem := bare != l
		switch {
		case l == "":
			continue
		case isItem && b.Len() > 0 && !inList:
			b.WriteString("\n\n")
		case isItem && b.Len() > 0:
			b.WriteString("\n")
		case inList, strings.HasSuffix(before, ".") || strings.HasSuffix(before, "?") || strings.HasSuffix(before, "!") || strings.HasSuffix(before, ":"):
			b.WriteString("\n\n")
		case b.Len() > 0:
			b.WriteString(" ")
		}
		if isItem {
			b.WriteString("- ")
		}
		b.WriteString(bare)
		before, inList = l, isItem
	}
	return b.String()
}

// part1 is a part of a step with a time: a phase, if the parts make the whole.
type part1 struct {
	Phase
	head int // of the notes, the one that only says what the part is; or -1
}

var ledBy = session.Pattern(`(?i)^led by\s+(.+)$`)

// part takes a line that gives a part of the step with its time.
func (n *noter) part(l line) bool {
	at, timed := timeIn(l.text)
	if !timed || at.time.notation != span || at.time.about || l.kind == paragraph && !l.bold && l.lead == "" {
		return false
	}
	is := part1{Phase{Name: cleanTitle(at.title), Duration: at.time.from, first: len(n.step.notes)}, -1}
	if m := ledBy().FindStringSubmatch(at.more); m != nil {
		is.Lead, at.more = m[1], ""
	}
	n.kind, n.list = "", false
	if at.more != "" {
		n.step.parts = append(n.step.parts, is)
		n.add(line{kind: paragraph, text: at.more})
		return true
	}
	is.head = is.first
	n.put(session.Remark, strings.TrimRight(oneLine(l.text), ": "))
	n.list = true
	n.step.parts = append(n.step.parts, is)
	return true
}

// adoptParts makes phases of the parts where their times add up to the whole.
func (s *Step) adoptParts() {
	var sum time.Duration
	for _, p := range s.parts {
		sum += p.Duration
	}
	if len(s.Phases) > 0 || len(s.parts) == 0 || sum != s.Duration || len(s.parts) == 1 && s.parts[0].head < 0 {
		return
	}
	gone := 0
	for _, p := range s.parts {
		p.first -= gone
		if p.head >= 0 {
			at := p.head - gone
			if items := s.notes[at].items; len(items) > 0 {
				s.notes[at] = note{kind: session.Do, text: strings.Join(items, "\n\n")}
			} else {
				s.notes = slices.Delete(s.notes, at, at+1)
				gone++
			}
		}
		s.Phases = append(s.Phases, p.Phase)
	}
}

var fixedMark = session.Pattern(`^fixed at (\d{1,2}:\d{2})$`)

// takeMarks takes what an activity is besides its time: "(a break, optional)".
// It is false where anything else is among it.
func (s *Step) takeMarks(text string) bool {
	is := *s
	for word := range strings.SplitSeq(strings.ToLower(strings.Trim(oneLine(text), "()[] ")), ", ") {
		switch m := fixedMark().FindStringSubmatch(word); {
		case word == "a break":
			is.Break = true
		case word == "optional":
			is.Optional = true
		case word == "spare":
			is.Spare = true
		case m != nil:
			at, _, ok := parseClock(m[1])
			if !ok {
				return false
			}
			is.Fixed, is.fixedAt = true, at
		default:
			return false
		}
	}
	*s = is
	return true
}
