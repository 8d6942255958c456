package run

import (
	"cmp"
	"errors"
	"fmt"
	"maps"
	"slices"
	"time"
)

// PauseKind says why a delivery stands still.
type PauseKind string

// The kinds of pause. GapKind is never asked for: it is what of a sleep or a crash was
// taken out of the session; nor is LapKind, what a rehearsal spent on a phase before it
// was begun anew, nor WaitKind, what was waited for a fixed time.
const (
	Question PauseKind = "question"
	Break    PauseKind = "break"
	Incident PauseKind = "incident"
	Other    PauseKind = "other"
	GapKind  PauseKind = "gap"
	LapKind  PauseKind = "lap"
	WaitKind PauseKind = "wait"
)

// PauseKinds are the kinds that can be asked for; AllPauseKinds are all. Both are
// in the order in which they are offered and reported.
var (
	PauseKinds    = []PauseKind{Question, Break, Incident, Other}
	AllPauseKinds = append(slices.Clip(PauseKinds), GapKind, LapKind, WaitKind)
)

// Word is what people call the kind.
func (k PauseKind) Word() string {
	switch k {
	case GapKind:
		return "gap left out"
	case LapKind:
		return "begun again"
	case WaitKind:
		return "waited"
	}
	return string(k) // a newer program may have written it
}

// Pause stops the time, or names the pause under way; of no Kind it is Other.
type Pause struct{ Kind PauseKind }

func readPause(args []string) (Command, error) {
	if len(args) == 0 {
		return Pause{}, nil
	}
	kind := PauseKind(args[0])
	if !slices.Contains(PauseKinds, kind) {
		return nil, fmt.Errorf("%q is no kind of pause; use %s", args[0], Either(PauseKinds))
	}
	return Pause{kind}, nil
}

func (c Pause) decide(s *State, now time.Time) (Event, error) {
	kind, _, paused := s.Pause(now)
	switch {
	case !paused:
		return Stopped{now, cmp.Or(c.Kind, Other)}, nil
	case c.Kind == "":
		return nil, refuse("the session is paused already")
	case c.Kind == kind:
		return nil, refuse("this pause is called %s already", kind)
	}
	return PauseNamed(c), nil
}

// Resume ends a pause.
type Resume struct{}

func (Resume) decide(s *State, now time.Time) (Event, error) {
	if s.Stage() != Paused {
		return nil, refuse("the session is not paused")
	}
	return Resumed{now}, nil
}

type (
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
)

func (Pause) Word() Word      { return CmdPause }
func (Resume) Word() Word     { return CmdResume }
func (Stopped) word() Word    { return CmdPause }
func (PauseNamed) word() Word { return CmdPause }
func (Resumed) word() Word    { return CmdResume }

func (e Stopped) check(s *State) error {
	if s.Stage() == Paused {
		return errPaused
	}
	return cmp.Or(s.checkUnderWay(), checkKind(e.Kind), CheckInstant(e.At))
}

func (e PauseNamed) check(s *State) error {
	return cmp.Or(s.checkPaused(), checkKind(e.Kind))
}

func (e Resumed) check(s *State) error {
	return cmp.Or(s.checkPaused(), CheckInstant(e.At))
}

func (e Stopped) apply(s *State) {
	s.line.pauses++
	s.line.paused = 0
	s.turn(turn{at: e.At, phase: s.Current(), pause: s.line.pauses, kind: e.Kind})
}

func (e PauseNamed) apply(s *State) { s.rename(e.Kind) }

func (e Resumed) apply(s *State) { s.turn(turn{at: e.At, phase: s.Current()}) }

func (s *State) checkPaused() error {
	if err := s.checkUnderWay(); err != nil {
		return err
	}
	if s.Stage() != Paused {
		return errors.New("the session is not paused")
	}
	return nil
}

func checkKind(kind PauseKind) error {
	if !slices.Contains(PauseKinds, kind) {
		return errors.New("there is no such kind of pause")
	}
	return nil
}

// Paused is the time stood still up to now, by kind, without kinds that have none.
func (s *State) Paused(now time.Time) map[PauseKind]time.Duration {
	sums := maps.Clone(s.line.byKind)
	if t, ok := s.line.last(); ok && t.phase != NoPhase {
		sums[GapKind] += s.line.excluded(t.at, now)
		for _, p := range t.parts(now, s.waits()) {
			switch {
			case p.wait:
				sums[WaitKind] += s.line.length(p.Begin, p.End)
			case t.pause != 0:
				sums[t.kind] += s.line.length(p.Begin, p.End)
			}
		}
	}
	maps.DeleteFunc(sums, func(_ PauseKind, d time.Duration) bool { return d == 0 })
	return sums
}

// Pause is the kind of the pause under way and how long it has lasted; false
// where there is none.
func (s *State) Pause(now time.Time) (PauseKind, time.Duration, bool) {
	t, ok := s.line.last()
	if !ok || t.pause == 0 {
		return "", 0, false
	}
	return t.kind, s.line.paused + s.line.length(t.at, now), true
}

func (e Stopped) at() time.Time { return e.At }
func (e Resumed) at() time.Time { return e.At }

func (e Stopped) effects(*State, time.Time) (string, []Effect) {
	return "", []Effect{{FigurePause, NoPhase, nil, e.Kind}}
}

func (e PauseNamed) effects(s *State, now time.Time) (string, []Effect) {
	was, _, _ := s.Pause(now)
	return "", []Effect{{FigurePause, NoPhase, was, e.Kind}}
}

func (e Resumed) effects(s *State, now time.Time) (string, []Effect) {
	was, _, _ := s.Pause(now)
	return "", []Effect{{FigurePause, NoPhase, was, nil}}
}
