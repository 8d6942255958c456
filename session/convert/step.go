package convert

import (
	"cmp"
	"strings"
	"time"
	"unicode/utf8"

	"facilitate/session"
)

// Step is an activity as it was found in a document.
type Step struct {
	Title    string
	Duration time.Duration // 0: the document gives none
	Start    time.Duration // since midnight, beyond 24h on the next day; negative: not known
	Fixed    bool          // the document says that it must begin then
	Break    bool
	Optional bool
	Spare    bool
	Lead     string
	Phases   []Phase // what adds up to its duration; else none
	Guesses  []string
	Place    string

	resources []string
	notes     []note
	slides    string
	outcomes  []string
	time      times
	untitled  bool // the title was made from its notes
	parts     []part1
	fixedAt   time.Duration // where it is fixed, and only a mark says when
	assigned  bool          // what it serves or needs is guessed
	deck      []*slide
}

// Phase is a part of a step with a time of its own.
type Phase struct {
	Name     string
	Duration time.Duration
	Lead     string
	first    int // of its step's notes, the first of the phase; negative: none is known to be
}

// note is what the facilitator says or does; items are below it.
type note struct {
	kind  session.NoteKind
	text  string
	items []string
	slide *slide // that goes up
}

// Session is one of the sessions of a document.
type Session struct {
	Name  string // as the document calls it; may be empty
	Steps []*Step

	place  string
	shape  string // of the head of its table: tables of one shape are sessions of one kind
	told   []string
	stated time.Duration
}

// Lasts is what the steps add up to, and whether all of them have a time.
func (s *Session) Lasts() (lasts time.Duration, known bool) {
	known = true
	for _, step := range s.Steps {
		if !step.Spare {
			lasts += step.Duration
		}
		known = known && step.Duration > 0
	}
	return lasts, known
}

var (
	noteLabel   = session.Pattern(`(?s)^([\p{L}/ ]{1,30}?)\s*[:–]\s+(\S.*)$`)
	slideNumber = session.Pattern(`(?i)^\W*(?:slides?[:\s#]*)*(\d+(?:\s*[-–,&]\s*\d+)*)\W*$`)
	// "2 The problem" in a column of slides.
	numberedSlide = session.Pattern(`^(?:[Ss]lide\s*)?(\d{1,3})\s*[.:)–—-]?\s+(\pL.*)$`)
	slideLabel    = session.Pattern(`(?i)^slides?\s*:?\s+(.+)$`)
	sentenceEnd   = session.Pattern(`[.!?](?:\s|$)`)
	doerPrefix    = session.Pattern(`(?i)^summari[sz]e by saying\W*|^conclude by saying\W*`)
)

func slideName(text string) string {
	text = strings.TrimRight(strings.TrimSpace(text), ".:")
	if m := slideNumber().FindStringSubmatch(text); m != nil {
		return m[1]
	}
	return text
}

// cleanTitle is a title without its number, stars and final stop.
func cleanTitle(text string) string {
	text = oneLine(text)
	text = numbering().ReplaceAllString(text, "")
	text = strings.Trim(text, " *_|:;–—-")
	return strings.TrimRight(text, ".")
}

// firstSentence is the title in a text that goes on, and the rest of it.
func firstSentence(text string) (title, rest string) {
	text = oneLine(text)
	if m := sentenceEnd().FindStringIndex(text); m != nil {
		title, rest = text[:m[0]], strings.TrimSpace(text[m[1]:])
		if text[m[0]] == '?' {
			title += "?"
		}
	}
	return Shorten(cmp.Or(title, text), 90), rest
}

// Shorten cuts a text between words.
func Shorten(text string, most int) string {
	if utf8.RuneCountInString(text) <= most {
		return text
	}
	cut := strings.LastIndexByte(string([]rune(text)[:most]), ' ')
	if cut <= 0 {
		return string([]rune(text)[:most])
	}
	return strings.TrimRight(text[:cut], ",;:–- ") + " …"
}

var (
	partForm   = session.Pattern(`(?i)(` + spanWords + `)\s*(?:for\s+|of\s+|:\s*)?([\p{L}][\p{L} /&'’-]*)?`)
	splitParts = session.Pattern(`[,;+/]|\band\b`)
)

// phasesOf reads "5 min activity, 5 min feedback"; names are for parts that
// have none. Only what adds up to the whole is a phase.
func phasesOf(text string, whole time.Duration, names []string) []Phase {
	phases, sum := partsIn(text, names)
	if len(phases) < 2 || sum != whole {
		return nil
	}
	return phases
}

// partsIn are the parts that a text lists with their times, and what they add
// up to; none where anything else is among them.
func partsIn(text string, names []string) (phases []Phase, sum time.Duration) {
	for i, piece := range splitParts().Split(strings.Trim(text, " ()[]"), -1) {
		m := partForm().FindStringSubmatch(strings.Trim(piece, " ()[]"))
		if m == nil {
			return nil, 0
		}
		name := strings.TrimSpace(m[2])
		if name == "" && i < len(names) {
			name = strings.TrimSpace(names[i])
		}
		r := parseTime(m[1])
		if name == "" || r.notation != span || r.from <= 0 {
			return nil, 0
		}
		sum += r.from
		phases = append(phases, Phase{Name: upperFirst(name), Duration: r.from, first: -1})
	}
	return phases, sum
}

func upperFirst(text string) string {
	r, size := utf8.DecodeRuneInString(text)
	return strings.ToUpper(string(r)) + text[size:]
}

// finish gives a step its kind and its phases, once its times are known.
func (s *Step) finish() {
	if before, marks, ok := strings.Cut(s.Title, " ("); ok && strings.HasSuffix(marks, ")") && s.takeMarks(marks) {
		s.Title = before
	}
	s.Break = s.Break || isBreak(s.Title)
	s.Optional = s.Optional || maybeWords().MatchString(s.Title)
	s.Fixed = s.Fixed || s.Start >= 0 && (fixedWords().MatchString(s.time.text) || fixedWords().MatchString(s.Title))
	if s.adoptParts(); len(s.Phases) > 0 || s.Duration <= 0 {
		return
	}
	if s.Phases = phasesOf(s.time.more, s.Duration, nil); s.Phases != nil {
		return
	}
	if m := bracketed().FindStringSubmatchIndex(s.Title); m != nil && strings.Contains(s.Title[m[2]:m[3]], "/") {
		s.Phases = phasesOf(s.Title[m[2]:m[3]], s.Duration, strings.Split(s.Title[:m[0]], "/"))
	}
}
