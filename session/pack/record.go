package pack

import (
	"time"

	"facilitate/session"
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

func (p *pack) record(m *maker) (Document, error) {
	r := recordPage{
		page: p.page("record", m), Day: date(p.plan.Date), Length: span(p.plan.Duration), Covers: "What it covers, as planned",
		Covered: p.covered(), Next: p.further(session.AfterSession),
	}
	if d := p.options.Delivered; d != nil {
		r.Length, r.Covers = span(max(d.Lasted.Round(time.Minute), time.Minute))+", as delivered", "What it covered, as delivered"
	}
	return document("record", r)
}
