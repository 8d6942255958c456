package record

import (
	"encoding/json"
	"fmt"
	"os"
	"sync/atomic"
	"time"

	"facilitate/cmd/cli"
	"facilitate/cmd/library"
	"facilitate/cmd/tui"
	"facilitate/session"
	"facilitate/session/journal"
	"facilitate/session/run"
	"facilitate/timer"
)

// aliveEvery is how often a run notes that the program is still there, and
// what is being typed: a killed program loses no more than that.
const aliveEvery = 500 * time.Millisecond

// Clock tells the true instant, and the reading that it comes from.
type Clock interface {
	Moment() (time.Time, timer.Reading)
}

// Recorder keeps the record of a delivery. The run's folder is made with the
// first event, so that a console opened and left again leaves nothing behind.
// A record that cannot be kept never stops a delivery.
//
// It belongs to the writer; the console hands it what is typed and reads how it
// is, and never waits for it.
type Recorder struct {
	Store journal.Store
	Head  journal.Head
	Clock Clock
	Talk  bool // it is a rehearsal of what one says
	// NoStore says why there is nowhere to keep runs; nil where there is.
	NoStore error
	// TakeOver records that this process has the run now, behind what it
	// records first; nil once it did, and for a run of its own.
	TakeOver func() error

	Read func() timer.Reading // this computer's clocks

	plan        func() []byte
	run         *journal.Run
	unmade      []unwritten // for a run that could not be made yet
	makeError   error       // why it could not be made
	failure     error       // how the program itself failed at it
	timesKeptUp int

	hasGivenUp atomic.Bool
	draft      atomic.Pointer[[]byte]
	trouble    atomic.Pointer[error]
}

type unwritten struct {
	events []run.Event
	now    time.Time
}

// New records to a run, or to one yet to be made if it is nil: then with the plan.
func New(store journal.Store, r *journal.Run, plan func() []byte, head journal.Head, c Clock) *Recorder {
	return &Recorder{Store: store, run: r, plan: plan, Head: head, Clock: c, Read: timer.Read}
}

// Append records events; see run.Log. Trouble tells what is wrong with the disk.
func (rec *Recorder) Append(events []run.Event, now time.Time) error {
	defer rec.tellTrouble()
	if rec.hasGivenUp.Load() {
		return nil
	}
	if rec.run == nil {
		if len(rec.unmade) == 0 {
			rec.Head.Reading = rec.Read()
		}
		rec.unmade = append(rec.unmade, unwritten{events, now})
		rec.make()
		return nil
	}
	if err := rec.run.Append(events, now); err != nil {
		return err
	}
	rec.TookOver()
	return nil
}

// TookOver records that this process has the run, if that is not recorded yet.
// Until then nothing is written: if the program ends, the next one finds the
// run as this one did, and asks again whether the time between counts.
func (rec *Recorder) TookOver() {
	if rec.TakeOver != nil {
		rec.failure = rec.TakeOver()
		rec.TakeOver = nil
	}
}

// make makes the run and hands it what has been waiting.
func (rec *Recorder) make() {
	if rec.makeError = rec.NoStore; rec.makeError != nil {
		return
	}
	if rec.run, rec.makeError = rec.makeIn(rec.Store); rec.run != nil {
		rec.unmade = nil
	}
}

// makeIn makes the run in a store, with what has been waiting. Where that is not
// taken the run has it, and the error says why.
func (rec *Recorder) makeIn(store journal.Store) (*journal.Run, error) {
	r, err := store.Create(rec.plan(), rec.Head, rec.unmade[0].now)
	for i := 0; i < len(rec.unmade) && err == nil; i++ {
		err = r.Append(rec.unmade[i].events, rec.unmade[i].now)
	}
	return r, err
}

// Check says why no record can be kept.
func (rec *Recorder) Check() error {
	if rec.NoStore != nil {
		return rec.NoStore
	}
	return rec.Store.Writable()
}

// GiveUp goes on without a record.
func (rec *Recorder) GiveUp() { rec.hasGivenUp.Store(true) }

// Trouble says why the record is failing; nil if it is not.
func (rec *Recorder) Trouble() error {
	if err := rec.trouble.Load(); err != nil && !rec.hasGivenUp.Load() {
		return *err
	}
	return nil
}

func (rec *Recorder) tellTrouble() {
	trouble := rec.makeError
	switch {
	case rec.run == nil:
	case rec.failure != nil:
		trouble = rec.failure
	default:
		trouble = rec.run.Trouble()
	}
	rec.trouble.Store(&trouble)
}

// Draft keeps what is being typed, with the next beat.
func (rec *Recorder) Draft(d tui.Draft) {
	var draft []byte
	if d.Text != "" || d.Before != nil {
		draft, _ = json.Marshal(d) // text and numbers: it cannot fail
	}
	rec.draft.Store(&draft)
}

// keepUp notes that the program is alive, and what is being typed. Every now and
// then it tries again to write what could not be written.
func (rec *Recorder) keepUp() {
	rec.noteAlive()
	if rec.timesKeptUp++; rec.timesKeptUp%retryEach == 0 {
		rec.retry()
	}
	rec.tellTrouble()
}

// retryEach is how many beats a failing record is left alone between two tries.
const retryEach = 4

func (rec *Recorder) noteAlive() {
	rec.failure = nil
	defer func() {
		// Here nobody else would put the terminal back.
		if p := recover(); p != nil {
			rec.failure = fmt.Errorf("the program failed to note that it is there: %v", p)
		}
	}()
	if rec.run == nil || rec.hasGivenUp.Load() || rec.TakeOver != nil {
		return
	}
	var draft []byte
	if d := rec.draft.Load(); d != nil {
		draft = *d
	}
	at, reading := rec.Clock.Moment()
	rec.run.Alive(reading, at, draft)
}

func (rec *Recorder) retry() {
	switch {
	case rec.hasGivenUp.Load() || rec.TakeOver != nil:
	case rec.run != nil:
		rec.run.Retry()
	case rec.makeError != nil:
		rec.make()
	}
}

// Close ends the record, once the writer has ended, and says on standard error
// what the facilitator needs to know of it: how to take the session up again,
// and where what could not be written has gone.
func (rec *Recorder) Close(env *cli.Env, state *run.State) {
	rec.noteAlive()
	rec.retry()
	name, saved := "", false
	switch {
	case rec.run != nil:
		name = rec.run.ID()
		if rec.TakeOver != nil {
			break // nothing was written, and the lock goes with the program
		}
		if err := rec.run.Close(); err != nil {
			fmt.Fprintf(env.Err, "the record is not whole on disk: %v\n", err)
			saved = library.SaveCopy(env, rec.run)
		}
	case rec.makeError == nil || rec.hasGivenUp.Load():
		return
	default:
		fmt.Fprintf(env.Err, "no record of this session was kept: %v\n", rec.makeError)
		if saved = rec.saveUnmade(env); !saved {
			return
		}
	}
	if stage := state.Stage(); stage == run.Running || stage == run.Paused {
		rec.tellHowToGoOn(env, state, name, saved)
	}
}

// End ends a record that nobody waits for; kept is whether there is one.
func (rec *Recorder) End() (kept bool, err error) {
	rec.noteAlive()
	if rec.makeError != nil || rec.run == nil {
		return false, rec.makeError
	}
	return true, rec.run.Close()
}

// saveUnmade saves a copy of a run that could not be made: it is made for a
// moment where there may be room for it. False where there is none.
func (rec *Recorder) saveUnmade(env *cli.Env) bool {
	dir, err := os.MkdirTemp("", "facilitate-")
	if err != nil {
		return false
	}
	defer os.RemoveAll(dir)
	r, err := rec.makeIn(journal.Store{Dir: dir})
	if r == nil || err != nil {
		return false
	}
	at, reading := rec.Clock.Moment()
	r.Alive(reading, at, nil) // no copy has a draft
	saved := library.SaveCopy(env, r)
	_ = r.Close() // it goes with its folder
	return saved
}

// tellHowToGoOn says how to take a session up again that has not ended; saved is
// whether all of it is in a file alone, to be taken in first.
func (rec *Recorder) tellHowToGoOn(env *cli.Env, state *run.State, name string, saved bool) {
	what, talk := "session", ""
	if state.Rehearsal() {
		what = "rehearsal"
	}
	if rec.Talk {
		talk = " --talk"
	}
	lead := fmt.Sprintf("the %s is kept; to take it up again", what)
	if saved {
		lead, name = fmt.Sprintf("then, to take the %s up again by the name that import says", what), "RUN"
	}
	fmt.Fprintf(env.Err, "%s:\n  facilitate resume %s%s\n", lead, name, talk)
}

// ID is the name of the run; empty where none is kept.
func (rec *Recorder) ID() string {
	if rec.run == nil || rec.hasGivenUp.Load() {
		return ""
	}
	return rec.run.ID()
}

// ReadDraft is what was being typed when an earlier process ended, unless it
// was kept after all: a draft is written less often than a kept line.
func ReadDraft(raw []byte, state *run.State) tui.Draft {
	var d tui.Draft
	if json.Unmarshal(raw, &d) != nil {
		return tui.Draft{}
	}
	d.Text = session.CleanLine(d.Text)
	kept := state.Captures()
	switch before := d.Before; {
	case d.Edit > len(kept), d.Edit > 0 && kept[d.Edit-1].Text == d.Text:
		d = tui.Draft{}
		if before != nil {
			d = *before
			d.Text = session.CleanLine(d.Text)
		}
	case d.Edit == 0 && d.Kept < len(kept):
		return tui.Draft{}
	}
	return d
}
