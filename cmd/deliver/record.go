package deliver

import (
	"encoding/json"
	"fmt"
	"sync/atomic"
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
//
// It belongs to the writer; the console hands it what is typed and reads how it
// is, and never waits for it.
type recorder struct {
	store journal.Store
	plan  []byte
	head  journal.Head
	clock clock
	talk  bool // it is a rehearsal of what one says
	// noStore says why there is nowhere to keep runs; nil where there is.
	noStore error

	run     *journal.Run
	waiting []run.Event // for a run that could not be made yet
	since   time.Time   // when the first of them happened
	failed  error       // why it could not be made
	broken  error       // how the program itself failed at it
	// takeOver records that this process has the run now, behind what it
	// records first; nil once it did, and for a run of its own.
	takeOver func() error
	beats    int

	gaveUp  atomic.Bool
	draft   atomic.Pointer[[]byte]
	trouble atomic.Pointer[error]
}

// newRecorder records to a run, or to one yet to be made if it is nil.
func newRecorder(store journal.Store, r *journal.Run, plan []byte, head journal.Head, c clock) *recorder {
	return &recorder{store: store, run: r, plan: plan, head: head, clock: c}
}

// Append records events; see run.Log. What is wrong with the disk is told by
// Trouble.
func (rec *recorder) Append(events []run.Event, now time.Time) error {
	defer rec.tellTrouble()
	if rec.gaveUp.Load() {
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
	if err := rec.run.Append(events, now); err != nil {
		return err
	}
	rec.tookOver()
	return nil
}

// tookOver records that this process has the run, if that is not recorded yet.
// Until then nothing is written: if the program ends, the next one finds the
// run as this one did, and asks again whether the time between counts.
func (rec *recorder) tookOver() {
	if rec.takeOver != nil {
		rec.broken = rec.takeOver()
		rec.takeOver = nil
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
func (rec *recorder) GiveUp() { rec.gaveUp.Store(true) }

// Trouble says why the record is failing; nil if it is not.
func (rec *recorder) Trouble() error {
	if err := rec.trouble.Load(); err != nil && !rec.gaveUp.Load() {
		return *err
	}
	return nil
}

// tellTrouble has Trouble tell how it is now.
func (rec *recorder) tellTrouble() {
	trouble := rec.failed
	switch {
	case rec.run == nil:
	case rec.broken != nil:
		trouble = rec.broken
	default:
		trouble = rec.run.Trouble()
	}
	rec.trouble.Store(&trouble)
}

// Draft keeps what is being typed, with the next beat.
func (rec *recorder) Draft(d tui.Draft) {
	var draft []byte
	if d.Text != "" || d.Before != nil {
		draft, _ = json.Marshal(d) // text and numbers: it cannot fail
	}
	rec.draft.Store(&draft)
}

// beat notes that the program is alive, and what is being typed. Every now and
// then it tries again to write what could not be written.
func (rec *recorder) beat() {
	rec.alive()
	if rec.beats++; rec.beats%retryEach == 0 {
		rec.retry()
	}
	rec.tellTrouble()
}

// retryEach is how many beats a failing record is left alone between two tries.
const retryEach = 4

func (rec *recorder) alive() {
	rec.broken = nil
	defer func() {
		// Here nobody else would put the terminal back.
		if p := recover(); p != nil {
			rec.broken = fmt.Errorf("the program failed to note that it is there: %v", p)
		}
	}()
	if rec.run == nil || rec.gaveUp.Load() || rec.takeOver != nil {
		return
	}
	var draft []byte
	if d := rec.draft.Load(); d != nil {
		draft = *d
	}
	at, reading := rec.clock.Moment()
	rec.run.Alive(reading, at, draft)
}

// retry tries again to write what could not be written.
func (rec *recorder) retry() {
	switch {
	case rec.gaveUp.Load() || rec.takeOver != nil:
	case rec.run != nil:
		rec.run.Retry()
	case rec.failed != nil:
		rec.make()
	}
}

// Close ends the record, once the writer has ended, and says on standard error
// what the facilitator needs to know of it: how to take the session up again,
// and where what could not be written has gone.
func (rec *recorder) Close(env *cli.Env, state *run.State) {
	rec.alive()
	rec.retry()
	if rec.run == nil {
		if rec.failed != nil && !rec.gaveUp.Load() {
			fmt.Fprintf(env.Err, "no record of this session was kept: %v\n", rec.failed)
		}
		return
	}
	saved := false
	if rec.takeOver == nil { // else nothing was written, and the lock goes with the program
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
	if rec.run == nil || rec.gaveUp.Load() {
		return ""
	}
	return rec.run.ID()
}
