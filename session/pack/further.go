package pack

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"facilitate/session"
	"facilitate/session/prose"
)

// further is something to learn with before the session or after it.
type further struct {
	When  string // "Before the session"
	Title string
	About string // what it is, how long it takes, what it costs and for whom it is
	URL   string
}

// further is what the plan names for a place, as far as its entries are known.
func (p *pack) further(place session.Place) (all []further) {
	when := map[session.Place]string{session.BeforeSession: "Before the session", session.AfterSession: "After the session"}
	for _, l := range p.plan.LearningAt(place) {
		e := p.options.Entries[l.Entry]
		if e == nil {
			continue
		}
		about := sentence(join(", ", e.Kind, e.Provider))
		for _, text := range []string{e.Time, e.Facts.Cost, prose.Plain(e.For)} {
			first, _, _ := strings.Cut(text, ". ")
			about = join(" ", about, sentence(first))
		}
		all = append(all, further{when[place], prose.Short(e.Title, mostCell), prose.Short(about, 2*mostCell), e.URL})
	}
	return all
}

// bothSides is what there is to learn with before the session and after it.
func (p *pack) bothSides() []further {
	return append(p.further(session.BeforeSession), p.further(session.AfterSession)...)
}

// goesFurther is whether a handout is the one that says how to go further: the
// first that lists contacts, else the first of all.
func (p *pack) goesFurther(h *session.Handout) bool {
	first := slices.IndexFunc(p.public.Handouts, func(h session.Handout) bool { return len(h.Contacts) > 0 })
	return &p.public.Handouts[max(first, 0)] == h
}

// sentence is a text with a capital and a full stop; empty where there is none.
func sentence(text string) string {
	first, size := utf8.DecodeRuneInString(text)
	if size == 0 {
		return ""
	}
	return string(unicode.ToUpper(first)) + strings.TrimRight(text[size:], ".") + "."
}
