package pack

import (
	"cmp"
	"strconv"
	"strings"

	"facilitate/session"
	"facilitate/session/framework"
)

// covered is what the plan meets of its framework.
type covered struct {
	Against    string
	Met        []session.Demand // the statements that it covers
	Touched    int
	Dimensions []dimension
	Note       string
}

// dimension is a part of the framework, and what of it is met.
type dimension struct {
	Title            string
	All              int
	Covered, Touched []string // their ids
}

// covered is what the session meets as planned, or as it was delivered; nil where its
// framework is not known. What is spare may never come, and counts nowhere before.
func (p *pack) covered() *covered {
	f := p.options.Framework
	if f == nil {
		return nil
	}
	given := func(activity, _ int) bool { return !p.plan.Activities[activity].Spare }
	if p.options.Delivered != nil {
		given = p.options.Delivered.Given
	}
	meets := framework.OfPlan(p.plan, given)
	c := &covered{Against: join(", ", f.Title, f.Publisher), Note: framework.Note(f)}
	for _, d := range f.Dimensions {
		part := dimension{Title: d.Title, All: len(d.Statements)}
		for _, st := range d.Statements {
			switch meets.Level(st.ID) {
			case framework.Covered:
				part.Covered, c.Met = append(part.Covered, st.ID), append(c.Met, st)
			case framework.Touched:
				part.Touched = append(part.Touched, st.ID)
				c.Touched++
			}
		}
		c.Dimensions = append(c.Dimensions, part)
	}
	return c
}

// More says what is met beyond the statements listed; empty where that is nothing.
func (c *covered) More() string {
	if c.Touched == 0 {
		return ""
	}
	return "It touches on " + strconv.Itoa(c.Touched) + " more."
}

// Not is how many statements of the dimension are not met.
func (d dimension) Not() int { return d.All - len(d.Covered) - len(d.Touched) }

// ids are statements in a cell of a table.
func ids(all []string) string { return cmp.Or(strings.Join(all, ", "), "–") }
