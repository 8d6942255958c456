package run

import (
	"fmt"
	"slices"
	"time"
)

// Pause stops the time, or names the pause under way. Without a Kind it is of
// the kind Other.
type Pause struct{ Kind PauseKind }

// Word is the command's name.
func (Pause) Word() Word { return CmdPause }

func readPause(args []string) (Command, error) {
	if len(args) == 0 {
		return Pause{}, nil
	}
	kind := PauseKind(args[0])
	if !slices.Contains(PauseKinds, kind) {
		return nil, fmt.Errorf("%q is no kind of pause; use question, break, incident or other", args[0])
	}
	return Pause{kind}, nil
}

func (c Pause) decide(s *State, now time.Time) (Event, error) {
	kind, _, paused := s.Pause(now)
	switch {
	case !paused && c.Kind == "":
		return Stopped{now, Other}, nil
	case !paused:
		return Stopped{now, c.Kind}, nil
	case c.Kind == "":
		return nil, refuse("the session is paused already")
	case c.Kind == kind:
		return nil, refuse("this pause is called %s already", kind)
	}
	return PauseNamed{c.Kind}, nil
}

// Resume ends a pause.
type Resume struct{}

// Word is the command's name.
func (Resume) Word() Word { return CmdResume }

func (Resume) decide(s *State, now time.Time) (Event, error) {
	if s.Stage() != Paused {
		return nil, refuse("the session is not paused")
	}
	return Resumed{now}, nil
}
