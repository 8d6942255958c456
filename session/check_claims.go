package session

import (
	"fmt"
	"slices"
)

// CheckClaims says what is doubtful in what a plan claims of a framework, as
// Check does: nil stands for a framework that cannot be had.
func CheckClaims(file string, p *Plan, f *Framework) Problems {
	c := &collector{file: file}
	if over := p.overlay; over != nil {
		c.places = over.places
	}
	for i := range p.Activities {
		a := &p.Activities[i]
		carried := false
		for j := range a.Phases {
			ph := &a.Phases[j]
			carried = carried || ph.reachesRoom()
			c.checkClaims(p, f, ph.Name, ph.reachesRoom(), ph.Covers, ph.Touches)
		}
		c.checkClaims(p, f, a.Title, carried, a.Covers, a.Touches)
	}
	return c.sorted()
}

// checkClaims looks at what one activity or phase claims.
func (c *collector) checkClaims(p *Plan, f *Framework, name string, carried bool, covers, touches []Claim) {
	all := slices.Concat(covers, touches)
	if len(all) == 0 {
		return
	}
	if p.Framework == "" {
		c.warning("claims-without-framework", all[0].At, fmt.Sprintf("%s claims statements, and the plan names no framework", quoted(name)),
			`add "framework: ..." to the plan`)
		return
	}
	if !carried {
		c.warning("claims-without-notes", all[0].At, fmt.Sprintf("%s claims statements, and nothing in it is said, shown, asked or given out", quoted(name)),
			"add a note that carries them, or take them out")
	}
	seen := map[string]Position{}
	for _, claim := range all {
		at, twice := seen[claim.ID]
		seen[claim.ID] = claim.At
		switch {
		case twice:
			c.warning("claim-twice", claim.At, fmt.Sprintf("the statement %s is claimed twice, first on line %d", quoted(claim.ID), at.Line), "keep one of them")
		case f != nil && f.Statement(claim.ID) == nil:
			c.warning("no-such-statement", claim.At, fmt.Sprintf("the framework %s has no statement %s", quoted(f.ID), quoted(claim.ID)),
				didYouMean(claim.ID, f.ids, "take it out"))
		}
	}
}

// reachesRoom is whether anything of the phase is said, shown, asked or given
// out. What a facilitator has in hand alone is not.
func (ph *Phase) reachesRoom() bool {
	return ph.Question != "" || slices.ContainsFunc(ph.Notes, func(n Note) bool {
		return n.Kind.Spoken() || n.Kind == ShowSlide || n.Kind == TakeQuiz || n.Kind == GiveOut
	})
}
