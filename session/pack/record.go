package pack

import (
	"cmp"
	"time"

	"facilitate/session"
	"facilitate/session/prose"
)

// recordPage is what each participant keeps of having taken part.
type recordPage struct {
	page
	Day     string // empty: to be written
	Length  string
	Covers  string // the head of what is covered
	Covered *covered
	Next    []further
}

// onlyPart is what a record is, and is not.
const onlyPart = "This shows that somebody took part. Nothing was assessed."

// The two lines of one's own on a record.
const (
	iTake = "What I take from it"
	iDo   = "What I will do"
)

func (p *pack) record(m *maker) (Document, error) {
	r := recordPage{
		page: p.page("record", m), Day: date(p.plan.Date), Length: span(p.plan.Duration), Covers: "What it covers, as planned",
		Covered: p.covered(), Next: p.further(session.AfterSession),
	}
	if d := p.options.Delivered; d != nil {
		r.Length, r.Covers = span(max(d.Lasted.Round(time.Minute), time.Minute))+", as delivered", "What it covered, as delivered"
	}
	return document("record", r, r.markdown())
}

func (r recordPage) markdown() *sheet {
	s := r.begin()
	s.facts([][2]string{{"Name", blankLine}, {"Session", prose.Escape(r.Plan)}, {"Date", orLine(r.Day)}, {"Length", r.Length}, {"Signed by a facilitator", blankLine}})
	s.outcomes("What it is for", r.Of.Outcomes)
	if c := r.Covered; c != nil && len(c.Met) > 0 {
		s.heading(2, r.Covers)
		s.para(prose.Escape(c.Against) + ":")
		var lines []string
		for _, st := range c.Met {
			lines = append(lines, "- "+prose.Escape(st.ID+" "+st.Text))
		}
		s.lines(lines)
		s.para(prose.Escape(join(" ", c.More(), c.Note)))
	}
	s.facts([][2]string{{iTake, blankLine}, {iDo, blankLine}})
	s.further("Next step", r.Next)
	s.para("**" + onlyPart + "**")
	return s
}

// blankLine is a line to write on.
const blankLine = `\_\_\_\_\_\_\_\_\_\_\_\_\_\_\_\_\_\_\_\_`

// orLine is a text, or a line to write on where there is none.
func orLine(text string) string { return cmp.Or(prose.Escape(text), blankLine) }

// facts are texts under their names, in Markdown.
func (s *sheet) facts(all [][2]string) {
	for _, f := range all {
		s.para("**" + f[0] + ":** " + f[1])
	}
}

// OnlyPart is what every record says.
func (recordPage) OnlyPart() string { return onlyPart }
