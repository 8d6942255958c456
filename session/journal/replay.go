package journal

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"strings"
	"time"

	"facilitate/session"
	"facilitate/session/run"
	"facilitate/timer"
)

// Entry is an event with the number of its record and when it was recorded.
type Entry = run.Entry

// Replay is what the folder of a run holds.
type Replay struct {
	ID      string
	Head    Head
	Plan    []byte     // as it was delivered; nil where it was lost
	Created time.Time  // when the run was
	Events  []Entry    // in the order they happened
	Lost    []run.Lost // records that must have been there
	Remains run.Remains
	Last    Moment   // the newest at which the program was known to run
	Draft   []byte   // the text being typed then, exactly as Alive was given it
	Closed  bool     // the last process let go of it; else it was killed, or still has it
	Records int      // events and the journal's own
	Torn    bool     // the last line was being written: it is left out if it was not whole
	Damage  []string // what is wrong, in words for people
	Origin  *Origin  // where it was imported from; nil for a run of this computer

	newest int // the highest number that a record had
	number int // of the newest event
	aliveN int // writes of alive
	draftN int // and of draft

	draftFile []byte
}

// Fold is the state that the events lead to, in a delivery of a plan, which
// should be the replay's; see run.Recording. What had to be left out, or to be
// implied, because records were lost is told in words.
func (r *Replay) Fold(plan *session.Plan) (state *run.State, told []string) {
	recording := run.Recording{Booking: r.Head.Booking, Entries: r.Events, Lost: r.Lost, Remains: r.Remains}
	return recording.Fold(plan, nil)
}

func (c *content) replay(fsys fileSystem, dir string) (*Replay, error) {
	r := &Replay{ID: filepath.Base(dir), Records: len(c.entries), Torn: c.torn, Damage: c.damage}
	a := r.readAlive(fsys, dir, c)
	if len(c.entries) == 0 {
		return nil, r.empty(c)
	}
	if words := c.missingWords(); words != "" {
		r.Damage = append(r.Damage, words)
	}
	r.Lost, r.Remains = c.missing, c.remains
	head, read := r.readEntries(c.entries)
	if head != nil && head.Format > Format {
		return nil, fmt.Errorf("the run %s cannot be read: %w (format %d, where this one knows %d)", r.ID, ErrNewer, head.Format, Format)
	}
	r.readPlan(fsys, dir, head)
	if head != nil {
		r.Head = head.head(r.Created)
	} else {
		r.Damage = append(r.Damage, "the beginning is missing: when the session was booked for is not known")
		r.Head = r.impliedHead()
	}
	r.readOrigin(fsys, dir)
	newest := &c.entries[len(c.entries)-1]
	r.Closed = r.Closed && r.newest == newest.seq
	r.findLast(newest, a, read)
	r.readDraft(fsys, dir)
	r.passLost()
	return r, nil
}

// readAlive reads when the program was last known to run; nil where that is not
// known. Who was alive after a record that is not here had it: it is missing.
func (r *Replay) readAlive(fsys fileSystem, dir string, c *content) *alive {
	a, known, err := readAlive(fsys, dir)
	if err != nil {
		r.Damage = append(r.Damage, fmt.Sprintf("until when the program was under way cannot be read: %v", why(err)))
		r.aliveN = unreadable
	}
	r.aliveN += a.N
	newest := entry{}
	if n := len(c.entries); n > 0 {
		newest = c.entries[n-1]
	}
	known = known && a.Seq < newest.seq+maxJournal // else it belongs to something else
	r.newest = newest.seq + c.after
	if known {
		r.newest = max(r.newest, a.Seq)
	}
	if newest.seq < r.newest {
		c.missing = append(c.missing, run.Lost{From: newest.seq + 1, To: r.newest, After: newest.at})
	}
	if !known {
		return nil
	}
	return &a
}

// passLost passes the numbers of events lost behind the last one, so that none is given
// again.
func (r *Replay) passLost() {
	last := 0
	if n := len(r.Events); n > 0 {
		last = r.Events[n-1].Seq
	}
	for _, lost := range r.Lost {
		if lost.From > last {
			r.number += lost.To - lost.From + 1
		}
	}
}

// empty is why nothing can be said of a run without a single record.
func (r *Replay) empty(c *content) error {
	damage := r.Damage
	if len(damage) == 0 {
		damage = []string{"nothing is in its journal"}
	}
	if words := c.missingWords(); words != "" {
		damage = append(damage, words)
	}
	return fmt.Errorf("no entry of it can be read (%s)", strings.Join(damage, "; "))
}

// readEntries takes the records in, and gives the head, if there is one, and which is
// the newest that tells what the clocks read.
func (r *Replay) readEntries(entries []entry) (head *opened, read int) {
	see := func(e *entry, reading timer.Reading) { r.Last, read = Moment{e.at, reading}, e.seq }
	unknown := 0
	r.Created = entries[0].at
	r.Events = make([]Entry, 0, len(entries))
	for i := range entries {
		e := &entries[i]
		r.Closed = false
		switch v := e.value.(type) {
		case opened:
			if head == nil {
				head = &v
				r.Created = e.at
			}
			see(e, v.Reading)
		case reopened:
			see(e, v.Reading)
		case closed:
			see(e, v.Reading)
			r.Closed = true
		case run.Event:
			// Records of earlier versions do not say it: they are counted.
			r.number = max(e.number, r.number+1)
			r.Events = append(r.Events, Entry{Seq: e.seq, Number: r.number, At: e.at, Event: v})
		default:
			unknown++
		}
	}
	if unknown > 0 {
		r.Damage = append(r.Damage, entriesAre(unknown)+" of a kind that this version of the program does not know")
	}
	return head, read
}

// impliedHead is what can be said of a run without its head: its plan, and that
// it was a rehearsal if something happened that only happens in one.
func (r *Replay) impliedHead() Head {
	h := Head{Kind: Delivery}
	for i := range r.Events {
		if run.OnlyRehearsed(r.Events[i].Event) {
			h.Kind, h.Booking.Rehearsal = Rehearsal, true
		}
	}
	if plan, _ := session.Load(r.ID, r.Plan); plan != nil {
		h.PlanID, h.Title = plan.ID, session.CleanLine(plan.Title)
	}
	return h
}

// findLast makes Last, which is that of the newest record that tells what the clocks
// read, the newest moment of all. Which of two is newer their numbers say: the wall
// clock may have been set back between two processes.
func (r *Replay) findLast(newest *entry, a *alive, read int) {
	if a != nil && a.Seq >= read {
		r.Last = Moment{a.At, a.Reading}
	}
	if r.Last.At.IsZero() {
		r.Last = Moment{newest.at, timer.Reading{Wall: newest.at}}
	}
	r.Last = r.Last.after(newest.at.Sub(r.Last.At))
}

func (r *Replay) readDraft(fsys fileSystem, dir string) {
	s := slots{name: draftName}
	err := s.read(fsys, dir, func(object, file []byte) {
		var d draft
		if json.Unmarshal(object, &d) == nil && d.N < maxSeq && d.N > r.draftN {
			r.draftN, r.Draft, r.draftFile = d.N, d.Draft, file
		}
	})
	if err != nil {
		r.Damage = append(r.Damage, fmt.Sprintf("the text being typed cannot be read: %v", why(err)))
		r.draftN += unreadable
	}
}

func (r *Replay) readPlan(fsys fileSystem, dir string, head *opened) {
	plan, err := fsys.ReadFile(filepath.Join(dir, planName), session.MaxSize)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		r.Damage = append(r.Damage, planName+" is missing: the plan as it was delivered")
	case err != nil:
		r.Damage = append(r.Damage, fmt.Sprintf("%s, the plan as it was delivered, cannot be read: %v", planName, why(err)))
	default:
		r.Plan = plan
		if head != nil && checksum(plan) != head.Sum {
			r.Damage = append(r.Damage, planName+" is not the plan that was delivered: it was changed since")
		}
	}
}
