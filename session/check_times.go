package session

import (
	"fmt"
	"strings"
	"time"

	"facilitate/timer"
)

// longest is how long people sit without a break at most.
const longest = 2*time.Hour + 30*time.Minute

// Earliest is how long before the start a fixed time may lie: nobody means
// tomorrow by an hour that has just passed. One that lies earlier is meant for
// the day after.
const Earliest = 6 * time.Hour

// checkTimes walks through the plan as the clock will: what begins when, what
// has to be waited for, and which promise the plan itself cannot keep.
func (c *collector) checkTimes(p *Plan) {
	var now, sinceBreak, fixed time.Duration // since the start
	breakless, anyFixed := false, false
	for i := range p.Activities {
		a := &p.Activities[i]
		isBreak := a.Break || a.CalledBreak()
		if isBreak && !a.Break {
			c.warning("break-not-marked", a.At, fmt.Sprintf("%s is called a break and is not marked as one: when late it would be shortened like the rest", quoted(a.Title)),
				`add "kind: break"`)
		}
		if a.Spare {
			continue
		}
		if a.FixedAt != nil {
			at, ok := c.checkFixed(p, a, now, fixed, anyFixed)
			if ok {
				fixed, anyFixed = at, true
				now = max(now, at)
			}
		}
		if isBreak {
			sinceBreak, breakless = now+a.Duration(), false
		}
		now += a.Duration()
		if !isBreak && !breakless && now-sinceBreak > longest {
			breakless = true
			c.warning("no-break-for-long", a.At, fmt.Sprintf("by the end of %s there has been no break for %s", quoted(a.Title), timer.FormatSpan(now-sinceBreak)),
				`put one in before it, with "kind: break"`)
		}
	}
	c.checkDuration(p, now)
}

func (c *collector) checkDuration(p *Plan, lasts time.Duration) {
	planned := p.Planned()
	if lasts <= p.Duration {
		return
	}
	take := fmt.Sprintf("the activities take %s", timer.FormatSpan(planned))
	if lasts > planned {
		take += fmt.Sprintf(" and %s of waiting for fixed times", timer.FormatSpan(lasts-planned))
	}
	c.warning("over-booked", p.DurationAt,
		fmt.Sprintf("%s, %s more than the %s booked", take, timer.FormatSpan(lasts-p.Duration), timer.FormatSpan(p.Duration)),
		"shorten some, or book more time")
}

// checkFixed warns of a fixed time that cannot be what is meant, and gives how
// long after the start it lies, if that is known.
func (c *collector) checkFixed(p *Plan, a *Activity, now, before time.Duration, anyBefore bool) (at time.Duration, ok bool) {
	if p.Start == nil {
		c.warning("fixed-time-without-start", a.FixedAtAt, fmt.Sprintf("%s is fixed for %s, and the plan does not say when it starts", quoted(a.Title), a.FixedAt),
			`add the usual time to the plan, like start: "09:30"`)
		return 0, false
	}
	at = SinceStart(*a.FixedAt, *p.Start)
	switch {
	case at < 0 || at > p.Duration:
		c.warning("fixed-time-outside", a.FixedAtAt, fmt.Sprintf("%s is not within the %s from the start at %s", a.FixedAt, timer.FormatSpan(p.Duration), p.Start),
			meantTime(*a.FixedAt, *p.Start, p.Duration))
		return 0, false
	case anyBefore && at < before:
		c.warning("fixed-time-order", a.FixedAtAt, fmt.Sprintf("%s is earlier than the fixed time before it", a.FixedAt), "put the two in order")
	case at < now:
		c.warning("fixed-time-too-early", a.FixedAtAt, fmt.Sprintf("%s has to begin at %s, and what comes before it ends at %s, %s too late",
			quoted(a.Title), a.FixedAt, *p.Start+timer.TimeOfDay(now/time.Minute), timer.FormatSpan(now-at)),
			"shorten what comes before it, or fix it later")
	}
	return at, true
}

// SinceStart is how long after the start a time of day is.
func SinceStart(at, start timer.TimeOfDay) time.Duration {
	const day = 24 * time.Hour
	return (time.Duration(at-start)*time.Minute+Earliest+day)%day - Earliest
}

// meantTime is what to do about a time that the session does not come to.
func meantTime(at, start timer.TimeOfDay, lasts time.Duration) string {
	other := (at + 12*60) % (24 * 60)
	if since := SinceStart(other, start); since >= 0 && since <= lasts {
		return fmt.Sprintf("a 12-hour clock? did you mean %q?", other)
	}
	return "fix it for a time within the session, or book more time"
}

// breakWords are what breaks are called.
var breakWords = map[string]bool{
	"break": true, "lunch": true, "tea": true, "coffee": true, "dinner": true, "supper": true,
	"breakfast": true, "refreshments": true, "interval": true, "recess": true,
}

// CalledBreak is whether an activity is a break by its title and its length,
// marked as one or not.
func (a *Activity) CalledBreak() bool {
	words := strings.FieldsFunc(strings.ToLower(a.Title), func(r rune) bool { return strings.ContainsRune(" \t.,:;!?()-–—/", r) })
	return a.Duration() >= 10*time.Minute && len(words) > 0 && breakWords[words[len(words)-1]]
}
