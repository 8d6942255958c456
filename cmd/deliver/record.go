package deliver

import (
	"encoding/json"
	"fmt"
	"sync"
	"time"

	"facilitate/cmd/cli"
	"facilitate/cmd/library"
	"facilitate/cmd/tui"
	"facilitate/session/journal"
	"facilitate/session/run"
	"facilitate/timer"
)

// aliveEvery is how often a run notes that the program is still there, and
// what is being typed: a killed program loses no more than that.
const aliveEvery = 500 * time.Millisecond

// clock tells the true instant, and the reading that it comes from.
type clock interface {
	Moment() (time.Time, timer.Reading)
}

// recorder keeps the record of a delivery. The run's folder is made with the
// first event, so that a console opened and left again leaves nothing behind.
// A record that cannot be kept never stops a delivery.
type recorder struct {
	store journal.Store
	plan  []byte
	head  journal.Head
	clock clock
	talk  bool // it is a rehearsal of what one says
	// noStore says why there is nowhere to keep runs; nil where there is.
	noStore error

	mu      sync.Mutex
	run     *journal.Run
	waiting []run.Event // for a run that could not be made yet
	since   time.Time   // when the first of them happened
	failed  error       // why it could not be made
	broken  error       // how the program itself failed at it
	gaveUp  bool
	held    func() error // takes the run up; nil once that was done
	draft   []byte
	done    chan struct{}
	closed  sync.WaitGroup
}

// newRecorder records to a run, or to one yet to be made if it is nil.
func newRecorder(store journal.Store, r *journal.Run, plan []byte, head journal.Head, c clock) *recorder {
	rec := &recorder{store: store, run: r, plan: plan, head: head, clock: c, done: make(chan struct{})}
	rec.closed.Add(1)
	go rec.beat()
	return rec
}

// Append records events; see run.Log. What is wrong with the disk is told by
// Trouble.
func (rec *recorder) Append(events []run.Event, now time.Time) error {
	rec.mu.Lock()
	defer rec.mu.Unlock()
	if rec.gaveUp {
		return nil
	}
	if rec.run == nil {
		if len(rec.waiting) == 0 {
			rec.since, rec.head.Reading = now, timer.Read()
		}
		rec.waiting = append(rec.waiting, events...)
		rec.make()
		return nil
	}
	rec.release()
	return rec.run.Append(events, now)
}

// hold writes nothing until it is said whether the time in which the program
// was gone counts: if the program ends before that, the next resume finds the
// run as this one did, and asks again.
func (rec *recorder) hold(takeUp func() error) {
	rec.mu.Lock()
	defer rec.mu.Unlock()
	rec.held = takeUp
}

// Answered is told that it was said.
func (rec *recorder) Answered() {
	rec.mu.Lock()
	defer rec.mu.Unlock()
	rec.release()
}

func (rec *recorder) release() {
	if rec.held != nil {
		rec.broken = rec.held()
		rec.held = nil
	}
}

// make makes the run and hands it what has been waiting.
func (rec *recorder) make() {
	if rec.failed = rec.noStore; rec.failed != nil {
		return
	}
	r, err := rec.store.Create(rec.plan, rec.head, rec.since)
	if rec.failed = err; err != nil {
		return
	}
	rec.run = r
	rec.failed = r.Append(rec.waiting, rec.since)
	rec.waiting = nil
}

// Check says why no record can be kept.
func (rec *recorder) Check() error {
	if rec.noStore != nil {
		return rec.noStore
	}
	return rec.store.Writable()
}

// GiveUp goes on without a record.
func (rec *recorder) GiveUp() {
	rec.mu.Lock()
	defer rec.mu.Unlock()
	rec.gaveUp, rec.failed, rec.waiting = true, nil, nil
}

// Trouble says why the record is failing; nil if it is not.
func (rec *recorder) Trouble() error {
	rec.mu.Lock()
	defer rec.mu.Unlock()
	switch {
	case rec.run == nil:
		return rec.failed
	case rec.broken != nil:
		return rec.broken
	}
	return rec.run.Trouble()
}

// Retry tries again to write what could not be written.
func (rec *recorder) Retry() {
	rec.mu.Lock()
	defer rec.mu.Unlock()
	switch {
	case rec.held != nil:
	case rec.run != nil:
		rec.run.Retry()
	case rec.failed != nil:
		rec.make()
	}
}

// Draft keeps what is being typed, with the next beat.
func (rec *recorder) Draft(d tui.Draft) {
	rec.mu.Lock()
	defer rec.mu.Unlock()
	rec.draft = nil
	if d.Text != "" || d.Before != nil {
		rec.draft, _ = json.Marshal(d) // text and numbers: it cannot fail
	}
}

// beat notes twice a second that the program is alive.
func (rec *recorder) beat() {
	defer rec.closed.Done()
	ticker := time.NewTicker(aliveEvery)
	defer ticker.Stop()
	for {
		select {
		case <-rec.done:
			return
		case <-ticker.C:
			rec.alive()
		}
	}
}

func (rec *recorder) alive() {
	rec.mu.Lock()
	defer rec.mu.Unlock()
	rec.broken = nil
	defer func() {
		// Here nobody else would put the terminal back.
		if p := recover(); p != nil {
			rec.broken = fmt.Errorf("the program failed to note that it is there: %v", p)
		}
	}()
	if rec.run != nil && !rec.gaveUp && rec.held == nil {
		at, reading := rec.clock.Moment()
		rec.run.Alive(reading, at, rec.draft)
	}
}

// Close ends the record and says on standard error what the facilitator needs
// to know of it: how to take the session up again, and where what could not be
// written has gone.
func (rec *recorder) Close(env *cli.Env, state *run.State) {
	rec.alive()
	close(rec.done)
	rec.closed.Wait()
	rec.Retry()
	if rec.run == nil {
		if rec.failed != nil {
			fmt.Fprintf(env.Err, "no record of this session was kept: %v\n", rec.failed)
		}
		return
	}
	saved := false
	if rec.held == nil { // else nothing was written, and the lock goes with the program
		if err := rec.run.Close(); err != nil {
			fmt.Fprintf(env.Err, "the record is not whole on disk: %v\n", err)
			saved = library.SaveCopy(env, rec.run)
		}
	}
	if stage := state.Stage(); stage == run.Running || stage == run.Paused {
		rec.tellHowToGoOn(env, state, saved)
	}
}

// tellHowToGoOn says how to take a session up again that has not ended; saved is
// whether all of it is in a file alone, to be taken in first.
func (rec *recorder) tellHowToGoOn(env *cli.Env, state *run.State, saved bool) {
	what, name, talk := "session", rec.run.ID(), ""
	if state.Rehearsal() {
		what = "rehearsal"
	}
	if rec.talk {
		talk = " --talk"
	}
	lead := fmt.Sprintf("the %s is kept; to take it up again", what)
	if saved {
		lead, name = fmt.Sprintf("then, to take the %s up again by the name that import says", what), "RUN"
	}
	fmt.Fprintf(env.Err, "%s:\n  facilitate resume %s%s\n", lead, name, talk)
}

// ID is the name of the run; empty where none is kept.
func (rec *recorder) ID() string {
	rec.mu.Lock()
	defer rec.mu.Unlock()
	if rec.run == nil || rec.gaveUp {
		return ""
	}
	return rec.run.ID()
}
