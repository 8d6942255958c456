package run

import (
	"sync"
	"time"
)

// Log makes events durable. Append returns only when they are; now is in true
// time.
type Log interface {
	Append(events []Event, now time.Time) error
}

// Desk is the one writer of a delivery: it decides a command, has the events
// recorded and applies them, in that order and one command at a time, so that
// no two commands are ever decided on the same state.
type Desk struct {
	mu    sync.Mutex
	state *State
	log   Log
}

// NewDesk is a desk for a state; a nil log records nothing.
func NewDesk(state *State, log Log) *Desk { return &Desk{state: state, log: log} }

// Do carries out a command given at now, on the delivery's clock. The error is a refusal, in words for
// the facilitator; nothing has changed then.
func (d *Desk) Do(c Command, now time.Time) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	e, err := Decide(d.state, c, now)
	if err != nil {
		return err
	}
	return d.record([]Event{e}, now)
}

// Record takes in a fact that nobody decides, such as a gap.
func (d *Desk) Record(e Event, now time.Time) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.record([]Event{e}, now)
}

func (d *Desk) record(events []Event, now time.Time) error {
	if d.log != nil {
		// A record is of true time, whatever the delivery's clock says.
		if err := d.log.Append(events, now.Add(-d.state.Jumped())); err != nil {
			return err
		}
	}
	for _, e := range events {
		d.state.Apply(e)
	}
	return nil
}

// State is the state to draw from. It may be read only by the goroutine that
// gives the commands.
func (d *Desk) State() *State { return d.state }
