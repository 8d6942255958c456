package deliver

import (
	"encoding/json"
	"fmt"
	"os"
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
	read  func() timer.Reading // this computer's clocks
	talk  bool                 // it is a rehearsal of what one says
	// noStore says why there is nowhere to keep runs; nil where there is.
	noStore error

	run       *journal.Run
	unmade    []unwritten // for a run that could not be made yet
	makeError error       // why it could not be made
	failure   error       // how the program itself failed at it
	// takeOver records that this process has the run now, behind what it
	// records first; nil once it did, and for a run of its own.
	takeOver    func() error
	timesKeptUp int

	hasGivenUp atomic.Bool
	draft      atomic.Pointer[[]byte]
	trouble    atomic.Pointer[error]
}

// unwritten is what was to be recorded at once, and when.
type unwritten struct {
	events []run.Event
	now    time.Time
}

// newRecorder records to a run, or to one yet to be made if it is nil.
func newRecorder(store journal.Store, r *journal.Run, plan []byte, head journal.Head, c clock) *recorder {
	return &recorder{store: store, run: r, plan: plan, head: head, clock: c, read: timer.Read}
}

// Append records events; see run.Log. What is wrong with the disk is told by
// Trouble.
func (rec *recorder) Append(events []run.Event, now time.Time) error {
	defer rec.tellTrouble()
	if rec.hasGivenUp.Load() {
		return nil
	}
	if rec.run == nil {
		if len(rec.unmade) == 0 {
			rec.head.Reading = rec.read()
		}
		rec.unmade = append(rec.unmade, unwritten{events, now})
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
		rec.failure = rec.takeOver()
		rec.takeOver = nil
	}
}

// make makes the run and hands it what has been waiting.
func (rec *recorder) make() {
	if rec.makeError = rec.noStore; rec.makeError != nil {
		return
	}
	if rec.run, rec.makeError = rec.makeIn(rec.store); rec.run != nil {
		rec.unmade = nil
	}
}

// makeIn makes the run in a store, with what has been waiting. Where that is not
// taken the run has it, and the error says why.
func (rec *recorder) makeIn(store journal.Store) (*journal.Run, error) {
	r, err := store.Create(rec.plan, rec.head, rec.unmade[0].now)
	for i := 0; i < len(rec.unmade) && err == nil; i++ {
		err = r.Append(rec.unmade[i].events, rec.unmade[i].now)
	}
	return r, err
}

// Check says why no record can be kept.
func (rec *recorder) Check() error {
	if rec.noStore != nil {
		return rec.noStore
	}
	return rec.store.Writable()
}

// GiveUp goes on without a record.
func (rec *recorder) GiveUp() { rec.hasGivenUp.Store(true) }

// Trouble says why the record is failing; nil if it is not.
func (rec *recorder) Trouble() error {
	if err := rec.trouble.Load(); err != nil && !rec.hasGivenUp.Load() {
		return *err
	}
	return nil
}

func (rec *recorder) tellTrouble() {
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
func (rec *recorder) Draft(d tui.Draft) {
	var draft []byte
	if d.Text != "" || d.Before != nil {
		draft, _ = json.Marshal(d) // text and numbers: it cannot fail
	}
	rec.draft.Store(&draft)
}

// keepUp notes that the program is alive, and what is being typed. Every now and
// then it tries again to write what could not be written.
func (rec *recorder) keepUp() {
	rec.noteAlive()
	if rec.timesKeptUp++; rec.timesKeptUp%retryEach == 0 {
		rec.retry()
	}
	rec.tellTrouble()
}

// retryEach is how many beats a failing record is left alone between two tries.
const retryEach = 4

func (rec *recorder) noteAlive() {
	rec.failure = nil
	defer func() {
		// Here nobody else would put the terminal back.
		if p := recover(); p != nil {
			rec.failure = fmt.Errorf("the program failed to note that it is there: %v", p)
		}
	}()
	if rec.run == nil || rec.hasGivenUp.Load() || rec.takeOver != nil {
		return
	}
	var draft []byte
	if d := rec.draft.Load(); d != nil {
		draft = *d
	}
	at, reading := rec.clock.Moment()
	rec.run.Alive(reading, at, draft)
}

func (rec *recorder) retry() {
	switch {
	case rec.hasGivenUp.Load() || rec.takeOver != nil:
	case rec.run != nil:
		rec.run.Retry()
	case rec.makeError != nil:
		rec.make()
	}
}

// Close ends the record, once the writer has ended, and says on standard error
// what the facilitator needs to know of it: how to take the session up again,
// and where what could not be written has gone.
func (rec *recorder) Close(env *cli.Env, state *run.State) {
	rec.noteAlive()
	rec.retry()
	name, saved := "", false
	switch {
	case rec.run != nil:
		name = rec.run.ID()
		if rec.takeOver != nil {
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

// saveUnmade saves a copy of a run that could not be made: it is made for a
// moment where there may be room for it. False where there is none.
func (rec *recorder) saveUnmade(env *cli.Env) bool {
	dir, err := os.MkdirTemp("", "facilitate-")
	if err != nil {
		return false
	}
	defer os.RemoveAll(dir)
	r, err := rec.makeIn(journal.Store{Dir: dir})
	if r == nil || err != nil {
		return false
	}
	at, reading := rec.clock.Moment()
	r.Alive(reading, at, nil) // no copy has a draft
	saved := library.SaveCopy(env, r)
	_ = r.Close() // it goes with its folder
	return saved
}

// tellHowToGoOn says how to take a session up again that has not ended; saved is
// whether all of it is in a file alone, to be taken in first.
func (rec *recorder) tellHowToGoOn(env *cli.Env, state *run.State, name string, saved bool) {
	what, talk := "session", ""
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
	if rec.run == nil || rec.hasGivenUp.Load() {
		return ""
	}
	return rec.run.ID()
}

// writer is the one writer of a delivery, in a goroutine of its own, so that a
// slow disk holds up an answer and nothing else. Whatever touches the record is
// done there: no lock is needed that a screen could wait for.
type writer struct {
	run    *run.Writer
	record *recorder
	orders chan placed
	ended  chan struct{}
}

// placed is an order, and where its answer goes.
type placed struct {
	run.Order
	answer chan<- tui.Answer
}

// mostPlaced is how many orders may wait without keeping whoever sends them:
// far more than a console has that waits for each answer.
const mostPlaced = 64

func startWriter(w *run.Writer, record *recorder) *writer {
	writer := &writer{run: w, record: record, orders: make(chan placed, mostPlaced), ended: make(chan struct{})}
	go writer.work()
	return writer
}

// Send is the console's way to it: see tui.Writer.
func (w *writer) Send(o run.Order) <-chan tui.Answer {
	answer := make(chan tui.Answer, 1)
	w.orders <- placed{o, answer}
	return answer
}

// Close has everything carried out that was sent, and ends the writer. Nothing
// is to be sent afterwards.
func (w *writer) Close() {
	close(w.orders)
	<-w.ended
}

// State is what the writer has made of it all, once it is closed.
func (w *writer) State() *run.State { return w.run.State() }

func (w *writer) work() {
	defer close(w.ended)
	ticker := time.NewTicker(aliveEvery)
	defer ticker.Stop()
	for {
		select {
		case o, ok := <-w.orders:
			if !ok {
				return
			}
			o.answer <- w.carryOut(o.Order)
		case <-ticker.C:
			w.record.keepUp()
		}
	}
}

// carryOut carries out an order. If the program fails at it the console is
// told, which can put the terminal back.
func (w *writer) carryOut(o run.Order) (a tui.Answer) {
	defer func() {
		if p := recover(); p != nil {
			a = tui.Answer{Broke: p}
		}
	}()
	a.Events, a.Err = w.run.CarryOut(o)
	return a
}
