package pack

import (
	"strings"

	"facilitate/session"
	"facilitate/session/prose"
)

// invitationPage is what people are told beforehand.
type invitationPage struct {
	page
	Day     string // empty, as those after it: to be written
	Time    string
	Length  string // where the time is not known
	Venue   string
	Touches string // the subjects that it touches on
	Before  []further
}

func (p *pack) invitation(m *maker) (Document, error) {
	i := invitationPage{
		page: p.page("invitation", m), Day: weekday(p.plan.Date), Time: p.when(), Venue: p.plan.Venue,
		Touches: p.touchesOn(), Before: p.further(session.BeforeSession),
	}
	if p.times.Start == nil {
		i.Time, i.Length = "", i.Time
	}
	i.Title, i.Plan = i.Plan, i.Title
	return document("invitation", i)
}

// touchesOn are the hard subjects of the session as the plan names them, else
// what its activities are called.
func (p *pack) touchesOn() string {
	subjects := p.public.Sensitive
	if len(subjects) == 0 {
		for i := range p.public.Activities {
			if a := &p.public.Activities[i]; !a.Break && !a.Spare {
				subjects = append(subjects, a.Title)
			}
		}
	}
	var plain []string
	for _, text := range subjects {
		plain = append(plain, strings.TrimRight(prose.Plain(text), "."))
	}
	return prose.Short(strings.Join(plain, "; "), 4*mostCell)
}
