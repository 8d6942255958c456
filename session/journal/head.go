package journal

import (
	"cmp"
	"crypto/rand"
	"fmt"
	"strings"
	"time"

	"facilitate/session"
	"facilitate/session/run"
	"facilitate/timer"
)

// Format is the version of the journal that this program writes, and the
// newest that it reads. In runs of format 1 nothing waits for its fixed time.
const Format = 2

// Kind is what a run was for.
type Kind string

const (
	Delivery  Kind = "delivery"
	Rehearsal Kind = "rehearsal"
)

// Head is what a run begins with.
type Head struct {
	Kind    Kind
	Plan    string // the name or path under which the plan was asked for
	PlanID  string
	Title   string        // the plan's
	Booking run.Booking   // Rehearsal in it is what Kind says
	Program string        // version of the program
	Reading timer.Reading // the clocks when the run was created
}

type opened struct {
	Format  int           `json:"format"`
	Kind    Kind          `json:"kind"`
	Plan    string        `json:"plan,omitempty"`
	PlanID  string        `json:"plan_id,omitempty"`
	Title   string        `json:"title,omitempty"`
	Sum     uint32        `json:"plan_sum"` // CRC-32C of the plan's bytes
	Start   time.Time     `json:"start,omitzero"`
	End     time.Time     `json:"end,omitzero"`
	Zone    string        `json:"zone,omitempty"`
	Part    *run.Part     `json:"part,omitempty"`
	Offset  int           `json:"offset,omitempty"` // seconds east of UTC when the session was to be
	Program string        `json:"program,omitempty"`
	Reading timer.Reading `json:"reading"`
}

// record is the Head as the journal has it.
func (h Head) record(sum uint32, now time.Time) opened {
	o := opened{
		Format: Format, Kind: h.Kind, Plan: h.Plan, PlanID: h.PlanID, Title: h.Title, Sum: sum,
		Start: h.Booking.Start, End: h.Booking.End, Part: h.Booking.Part, Program: h.Program, Reading: h.Reading,
	}
	if zone := h.Booking.Zone; zone != nil {
		o.Zone = zone.String()
		_, o.Offset = o.when(now).In(zone).Zone()
	}
	return o
}

// when is the time whose offset from UTC counts.
func (o opened) when(now time.Time) time.Time {
	if !o.Start.IsZero() {
		return o.Start
	}
	return now
}

// head is the Head that was written at an instant, its texts on one line each.
func (o opened) head(at time.Time) Head {
	return Head{
		Kind: o.Kind, Plan: session.CleanLine(o.Plan), PlanID: session.CleanLine(o.PlanID), Title: session.CleanLine(o.Title),
		Booking: run.Booking{
			Start: o.Start, End: o.End, Zone: o.zone(at),
			NoWaiting: o.Format < 2, Rehearsal: o.Kind == Rehearsal, Part: o.Part,
		},
		Program: session.CleanLine(o.Program), Reading: o.Reading,
	}
}

// zone is the time zone of the booking. The system's own zone has no name that
// another computer would know, and a name may be unknown here: then what it was
// from UTC is right for the day of the session.
func (o opened) zone(at time.Time) *time.Location {
	fits := func(zone *time.Location) bool {
		_, offset := o.when(at).In(zone).Zone()
		return offset == o.Offset
	}
	if o.Zone == time.Local.String() {
		if fits(time.Local) {
			return time.Local
		}
	} else if zone, err := time.LoadLocation(o.Zone); err == nil && fits(zone) { // of "" it is UTC
		return zone
	}
	return time.FixedZone(session.CleanLine(o.Zone), o.Offset)
}

// A run's name is a file name that every system takes and people can read, and
// it sorts by time: 2026-11-21-0930-infant-mental-health-7f2k.
const (
	idTime  = "2006-01-02-1504"
	maxID   = 80 // bytes of a run's name that is believed to be one
	maxSlug = 40 // bytes of a plan's id in it
)

// newID is a name for a run of a plan that begins at an instant, in the zone of
// which its time of day is written.
func newID(plan string, at time.Time) string {
	var b strings.Builder
	for _, r := range strings.ToLower(plan) {
		switch {
		case 'a' <= r && r <= 'z', '0' <= r && r <= '9':
			b.WriteRune(r)
		case b.Len() > 0 && !strings.HasSuffix(b.String(), "-"):
			b.WriteByte('-')
		}
	}
	slug := b.String()
	slug = cmp.Or(strings.Trim(slug[:min(len(slug), maxSlug)], "-"), "session")
	return fmt.Sprintf("%s-%s-%s", at.Format(idTime), slug, strings.ToLower(rand.Text()[:4]))
}

func isID(name string) bool {
	if len(name) < len(idTime)+2 || len(name) > maxID || name[len(idTime)] != '-' {
		return false
	}
	for _, c := range name {
		if (c < 'a' || c > 'z') && (c < '0' || c > '9') && c != '-' {
			return false
		}
	}
	_, err := time.Parse(idTime, name[:len(idTime)])
	return err == nil
}
