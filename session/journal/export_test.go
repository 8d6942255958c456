package journal

import (
	"reflect"
	"strings"
	"testing"
	"time"

	"facilitate/session/run"
)

// happened are events of the small plan.
var happened = []run.Event{
	run.Started{At: start},
	run.Placed{Note: 1},
	run.Captured{ID: 1, Kind: run.RoomSaid, Text: "what they “said”", At: start.Add(time.Minute)},
	run.Budgeted{By: run.CmdExtend, Set: []run.Budget{{Phase: 0, Time: 6 * time.Minute}}},
}

// arrived holds that the file of a run brings all of it to another computer:
// every record, the plan, and when the run was left.
func arrived(t *testing.T, r *Run, left time.Time) {
	t.Helper()
	data, err := r.Export()
	must(t, err)
	must(t, CheckTransfer(data))
	away := Store{Dir: fakeDir, fs: newFakeFS()}
	imported, err := away.Import(data, start.Add(time.Hour))
	must(t, err)
	replay, err := away.Read(imported.ID)
	must(t, err)
	if imported.ID != r.ID() || len(replay.Damage) > 0 || string(replay.Plan) != smallPlan || !replay.Last.At.Equal(left) {
		t.Errorf("%s came as %s: %+v", r.ID(), imported.ID, replay)
	}
	var events []run.Event
	for _, e := range replay.Events {
		events = append(events, e.Event)
	}
	if !reflect.DeepEqual(events, happened) {
		t.Errorf("there came %+v", events)
	}
}

// TestExportOfWhatTheDiskDidNotTake has the disk fail for good, from every call
// on, and what was in memory only taken to another computer.
func TestExportOfWhatTheDiskDidNotTake(t *testing.T) {
	t.Parallel()
	head := Head{Kind: Delivery, PlanID: "small", Reading: reading(start)}
	deliver := func(call int) (r *Run, calls int) {
		fsys := newFakeFS()
		r, err := Store{Dir: fakeDir, fs: fsys}.Create([]byte(smallPlan), head, start)
		must(t, err)
		if fsys.calls = 0; call >= 0 {
			fsys.before = failAt(call, true)
		}
		for _, e := range happened {
			must(t, r.Append([]run.Event{e}, start.Add(time.Minute)))
		}
		r.Alive(reading(start.Add(2*time.Minute)), start.Add(2*time.Minute), []byte("half a sen"))
		r.Retry()
		if err := r.Close(); err != nil && call < 0 || err == nil && call == 0 {
			t.Errorf("the disk fails from call %d on: %v", call, err)
		}
		return r, fsys.calls
	}
	_, calls := deliver(-1)
	for call := range calls {
		r, _ := deliver(call)
		arrived(t, r, start.Add(2*time.Minute))
	}
	if calls < 20 {
		t.Errorf("the disk was called only %d times", calls)
	}
}

// TestExportOfADamagedRun takes a run over of which a record is lost: no import
// takes it, and it is said why.
func TestExportOfADamagedRun(t *testing.T) {
	t.Parallel()
	fsys, id := shortRun(t, smallPlan, true)
	journal := journalOf(t, fsys, id)
	journal[strings.Index(string(journal), "captured")]++
	fsys = folderOf(id, map[string][]byte{journalFirst: journal, planName: []byte(smallPlan)})
	r, _, err := Store{Dir: fakeDir, fs: fsys}.Open(id)
	must(t, err)
	data, err := r.Export()
	must(t, err)
	if err := CheckTransfer(data); err == nil || !strings.Contains(err.Error(), "was damaged already where it was exported") {
		t.Errorf("it would be taken: %v", err)
	}
}
