package journal

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"facilitate/session"
	"facilitate/session/run"
)

// Info is a run in a list.
type Info struct {
	ID        string
	Head      Head
	Created   time.Time
	Last      Moment  // when it was last known to be under way
	Started   bool    // something happened in it
	Withdrawn bool    // its start was taken back
	Finished  bool    // the end was reached or called
	Holder    *Holder // who has it open; nil if nobody
	Damage    []string
	Origin    *Origin // where it was imported from; nil for a run of this computer
	Unread    error   // why nothing more is known of it than its name
}

// Took is whether it was a session: it was started, and not by mistake.
func (i *Info) Took() bool { return i.Started && !i.Withdrawn }

// Names are the names of what may be a run, in order: List and Info pass over
// what is not.
func (s Store) Names() (ids []string, err error) {
	names, err := s.system().ReadDir(s.runs())
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, &fault{fmt.Sprintf("the runs in %s cannot be listed: %s", s.runs(), why(err).words), err}
	}
	return slices.DeleteFunc(names, func(name string) bool { return !isID(name) }), nil
}

// List is all runs, the newest first. Whatever else lies in the folder is
// passed over, and so is a run that was never begun.
func (s Store) List() ([]Info, error) {
	var list []Info
	err := s.Each(func(info *Info, _ *Replay) { list = append(list, *info) })
	slices.SortStableFunc(list, func(a, b Info) int {
		return cmp.Or(b.Created.Compare(a.Created), strings.Compare(b.ID, a.ID))
	})
	return list, err
}

// Each reads all runs, each once, and hands them to see as List has them, with what was
// read, or nil where it cannot be: one after the other, in no order.
func (s Store) Each(see func(*Info, *Replay)) error {
	names, err := s.Names()
	workers := runtime.GOMAXPROCS(0)
	if s.fs != nil {
		workers = 1 // who plays a file system may count its calls
	}
	var next atomic.Int64
	var seeing sync.Mutex
	var wg sync.WaitGroup
	for range workers {
		wg.Go(func() {
			for i := next.Add(1) - 1; i < int64(len(names)); i = next.Add(1) - 1 {
				if info, replay, ok := s.look(names[i]); ok {
					seeing.Lock()
					see(&info, replay)
					seeing.Unlock()
				}
			}
		})
	}
	wg.Wait()
	return err
}

// Touched are the names of the runs of which something was written since an
// instant of the wall clock, in order; a run under way is written to twice a
// second. No run is read for it.
func (s Store) Touched(since time.Time) (ids []string, err error) {
	names, err := s.Names()
	for _, id := range names {
		dir := filepath.Join(s.runs(), id)
		// A folder changes when its run is begun, taken up and let go of.
		for _, name := range []string{dir, filepath.Join(dir, aliveName+"-1")} {
			if at, err := s.system().ChangeTime(name); err == nil && !at.Before(since) {
				ids = append(ids, id)
				break
			}
		}
	}
	return ids, err
}

// Info is a run as List has it; false where there is none of that name.
func (s Store) Info(id string) (Info, bool) {
	info, _, ok := s.look(id)
	return info, ok
}

// look is a run and what can be read of it; false where there is none. One of
// which nothing can be read is there all the same, and says why.
func (s Store) look(id string) (info Info, replay *Replay, ok bool) {
	info = Info{ID: id}
	if !isID(id) {
		return info, nil, false
	}
	dir := filepath.Join(s.runs(), id)
	c, replay, err := s.readWhole(dir)
	if errors.Is(err, ErrNotFound) {
		return info, nil, false
	}
	info.Holder = holder(s.system(), dir)
	if err != nil {
		info.Unread = err
		if len(c.entries) > 0 {
			info.Created = c.entries[0].at
		}
		return info, nil, true
	}
	info.Head, info.Created, info.Last, info.Damage = replay.Head, replay.Created, replay.Last, replay.Damage
	info.Origin = replay.Origin
	info.Started, info.Withdrawn, info.Finished = replay.progress()
	return info, replay, true
}

// progress is whether the delivery has been started, whether that was taken
// back, and whether it has ended. What an undo took back, and what lost records
// held, only the state knows, which needs the plan; mostly there is no doubt.
func (r *Replay) progress() (started, withdrawn, finished bool) {
	undone := false // since it ended
	turns := 0      // at least so many stand, with the one that started it
	for i := range r.Events {
		e := r.Events[i].Event
		if !started && run.Begun(e) {
			started, turns = true, 0
		}
		switch e.(type) {
		case run.Started:
			turns = 1
		case run.Moved, run.Credited:
			turns++
		case run.Undone:
			undone = true
			turns--
		}
		if run.Ends(e) {
			finished, undone = true, false
		}
	}
	if len(r.Lost) == 0 && (!started || turns > 0 && !(finished && undone)) {
		return started, false, finished
	}
	plan, _ := session.Load(r.ID, r.Plan)
	if plan == nil {
		return started || len(r.Lost) > 0, false, finished
	}
	state, _ := r.Fold(plan)
	_, stands := state.StartedAt()
	// What is lost may have been the start: such a run is never passed over.
	return true, !stands && len(r.Lost) == 0, state.Stage() == run.Finished
}
