package run

import "time"

// NoPhase stands where no phase is current: before the start and after the end.
const NoPhase = -1

// Event is something that happened, decided once and never decided again.
// Phases are named by their index in the plan's flat order, from 0: a journal
// lies beside the plan it was made with.
type Event interface{ event() }

type (
	// Booked sets the scheduled start, before the delivery begins.
	Booked struct {
		Start time.Time `json:"start"`
	}
	// Started makes the first phase current.
	Started struct {
		At time.Time `json:"at"`
	}
	// Moved leaves the current phase for another, or for the end.
	Moved struct {
		At      time.Time `json:"at"`
		By      Word      `json:"by"`
		Left    Status    `json:"left"`              // what the phase left becomes
		Skipped []int     `json:"skipped,omitempty"` // further phases, skipped with it
		To      int       `json:"to"`                // NoPhase: the delivery has ended
	}
	// Stopped begins a pause.
	Stopped struct {
		At   time.Time `json:"at"`
		Kind PauseKind `json:"kind"`
	}
	// PauseNamed gives the pause under way another kind, from its beginning.
	PauseNamed struct {
		Kind PauseKind `json:"kind"`
	}
	// Resumed ends a pause.
	Resumed struct {
		At time.Time `json:"at"`
	}
	// Budgeted gives phases other times.
	Budgeted struct {
		By  Word     `json:"by"`
		Set []Budget `json:"set"`
	}
	// Dropped leaves out phases to recover time.
	Dropped struct {
		Phases []int `json:"phases"`
	}
	// HardEndSet says when everybody must be out.
	HardEndSet struct {
		Until time.Time `json:"until"`
	}
	// HardEndMoved adds to the hard end, agreed with the room.
	HardEndMoved struct {
		By time.Duration `json:"by"`
	}
	// Backdated moves the newest turn to an earlier time.
	Backdated struct {
		By time.Duration `json:"by"`
	}
	// GapExcluded takes a recorded gap out of the session, by its index.
	GapExcluded struct {
		Gap int `json:"gap"`
	}
	// Credited leaves the current phase, in a rehearsal, as done in exactly the
	// time it still needed, By; the delivery's clock jumps forward by that.
	Credited struct {
		At time.Time     `json:"at"` // before the jump
		By time.Duration `json:"by"`
		To int           `json:"to"` // NoPhase: the rehearsal has ended
	}
	// Lapped begins the current phase anew, in a rehearsal.
	Lapped struct {
		At time.Time `json:"at"`
	}
	// Undone takes back the newest command that stands.
	Undone struct{}

	// GapRecorded is no command but a fact: from Begin to End the computer
	// slept or the program was dead. It counts until it is excluded.
	GapRecorded struct {
		Gap
	}
	// WallStepped is a fact as well: somebody set the wall clock. It changes no
	// span and no instant, only what they are called.
	WallStepped struct {
		At time.Time     `json:"at"`
		By time.Duration `json:"by"`
	}
	// Placed says which note of a phase the facilitator is at. Undo leaves it.
	Placed struct {
		Phase int `json:"phase"`
		Note  int `json:"note"`
	}
)

// Budget is a time given to a phase.
type Budget struct {
	Phase int           `json:"phase"`
	Time  time.Duration `json:"time"`
}

// Gap is a stretch in which the program saw nothing.
type Gap struct {
	Begin time.Time `json:"begin"`
	End   time.Time `json:"end"`
	Cause string    `json:"cause"` // "sleep" or "crash"
}

func (Booked) event()       {}
func (Started) event()      {}
func (Moved) event()        {}
func (Stopped) event()      {}
func (PauseNamed) event()   {}
func (Resumed) event()      {}
func (Budgeted) event()     {}
func (Dropped) event()      {}
func (HardEndSet) event()   {}
func (HardEndMoved) event() {}
func (Backdated) event()    {}
func (GapExcluded) event()  {}
func (Credited) event()     {}
func (Lapped) event()       {}
func (Undone) event()       {}
func (GapRecorded) event()  {}
func (WallStepped) event()  {}
func (Placed) event()       {}
