package runs_test

import (
	"bytes"
	"encoding/binary"
	"encoding/hex"
	"hash/crc32"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"strings"
	"testing"
	"time"

	"facilitate/cmd"
	"facilitate/cmd/cli"
	"facilitate/cmd/clitest"
	"facilitate/session"
	"facilitate/session/journal"
	"facilitate/session/run"
	"facilitate/timer"
	"facilitate/timer/timertest"
)

// everyEvent is an event of every kind that is recorded.
var everyEvent = []run.Event{
	run.Booked{},
	run.Started{},
	run.Moved{},
	run.Stopped{},
	run.PauseNamed{},
	run.Resumed{},
	run.Budgeted{},
	run.Dropped{},
	run.HardEndSet{},
	run.HardEndMoved{},
	run.Backdated{},
	run.GapExcluded{},
	run.Credited{},
	run.Lapped{},
	run.Undone{},
	run.GapRecorded{},
	run.WallStepped{},
	run.Placed{},
	run.Captured{},
	run.Edited{},
	run.Struck{},
	run.Gathered{},
	run.Paired{},
	run.Joined{},
	run.Departed{},
	run.SettingChosen{},
	run.QuizShown{},
	run.Revealed{},
	run.HandsCounted{},
	run.GroupsScored{},
	run.Asked{},
	run.Heard{},
	run.PassedOver{},
	run.FormTaken{},
	run.FormCorrected{},
	run.FormStruck{},
}

// anyEvents makes events that nobody decided.
type anyEvents struct{ *rand.Rand }

var anyWords = []string{
	"", "next", "skip", "back", "goto", "finish", "extend", "trim", "allot", "recover", "question", "break", "gap", "lap", "sleep", "crash",
	"room", "parking", "note", "counted", "dealt", "groups", "plenary", "useful", "myths", "Ann", "Ben",
	"\x1b]52;c;eA==\a", "|<b>&\"\n=1+1", "\u202e\u200b赤ちゃん", strings.Repeat("long ", 500),
}

func (a anyEvents) fill(v reflect.Value) {
	if at, ok := v.Addr().Interface().(*time.Time); ok {
		*at = firstMorning.Add(time.Duration(a.number()))
		return
	}
	switch v.Kind() {
	case reflect.Bool:
		v.SetBool(a.IntN(2) == 0)
	case reflect.String:
		v.SetString(anyWords[a.IntN(len(anyWords))])
	case reflect.Int, reflect.Int64:
		v.SetInt(a.number())
	case reflect.Uint8, reflect.Uint64:
		v.SetUint(uint64(a.number()) >> (64 - v.Type().Bits()))
		if a.IntN(2) == 0 {
			v.SetUint(uint64(a.IntN(5)))
		}
	case reflect.Slice:
		if n := a.IntN(4); n > 0 {
			v.Set(reflect.MakeSlice(v.Type(), n, n))
		}
		for i := range v.Len() {
			a.fill(v.Index(i))
		}
	case reflect.Struct:
		for i := range v.NumField() {
			a.fill(v.Field(i))
		}
	default:
		panic("nothing fills a " + v.Type().String())
	}
}

// number is often one that may fit, and else any.
func (a anyEvents) number() int64 {
	switch a.IntN(8) {
	case 0:
		return []int64{-1, math.MinInt64, math.MaxInt64, 1 << 40, -1 << 40, 1000, 1001, int64(100 * 366 * 24 * time.Hour)}[a.IntN(8)]
	case 1:
		return a.Int64N(int64(3 * time.Hour))
	}
	return a.Int64N(6)
}

func (a anyEvents) event() run.Event {
	v := reflect.New(reflect.TypeOf(everyEvent[a.IntN(len(everyEvent))])).Elem()
	a.fill(v)
	return v.Interface().(run.Event)
}

// keep keeps a run of any events, of which some fit what came before; the records
// themselves say what is not so, and all have right sums.
func (a anyEvents) keep(t *testing.T, dir string, src []byte, plan *session.Plan, at time.Time) string {
	t.Helper()
	booking := run.Booking{Start: at, Zone: time.UTC, Rehearsal: a.IntN(2) == 0}
	head := journal.Head{Kind: journal.Delivery, PlanID: plan.ID, Title: plan.Title, Booking: booking}
	if booking.Rehearsal {
		head.Kind = journal.Rehearsal
	}
	r, err := journal.Store{Dir: dir}.Create(src, head, at)
	if err != nil {
		t.Fatal(err)
	}
	state := run.New(plan, booking)
	events := []run.Event{run.Gathered{People: 8, Groups: []run.Group{{Size: 4}, {Size: 4}}}, run.Started{At: at}}
	for _, e := range events {
		state.Apply(e)
	}
	for tries := 0; len(events) < 150 && tries < 3000; tries++ {
		e := a.event()
		fits := state.Check(e) == nil
		if u, ok := e.(run.Undone); ok && u.Of > 0 && a.IntN(10) > 0 {
			continue // it takes back all that is newer
		}
		if fits {
			state.Apply(e)
		}
		if fits || a.IntN(20) == 0 {
			events = append(events, e)
		}
	}
	for i, e := range events { // one by one: some cannot be written at all
		_ = r.Append([]run.Event{e}, at.Add(time.Duration(i)*time.Second))
	}
	r.Alive(timer.Reading{Wall: at}, at.Add(time.Hour), nil)
	if err := r.Close(); err != nil {
		t.Fatal(err)
	}
	a.rewrite(t, filepath.Join(dir, "runs", r.ID(), "journal"))
	return r.ID()
}

var recordFields = regexp.MustCompile(`"(seq|n)":\d+|"at":"[^"]*"`)

// rewrite has some records say something else of themselves.
func (a anyEvents) rewrite(t *testing.T, path string) {
	lines := bytes.SplitAfter([]byte(clitest.ReadText(t, path)), []byte("\n"))
	for i, line := range lines {
		if i < 2 || len(line) < 12 || a.IntN(15) > 0 {
			continue
		}
		object := line[:len(line)-10]
		where := recordFields.FindAllIndex(object, 3)
		field := where[a.IntN(len(where))]
		other := []string{`"seq":1`, `"seq":40`, `"seq":99999999`, `"n":0`, `"n":3`, `"n":999999999999`, `"at":"1950-01-01T00:00:00.000Z"`, `"at":"2199-12-31T00:00:00.000Z"`}[a.IntN(8)]
		object = bytes.Join([][]byte{object[:field[0]], []byte(other), object[field[1]:]}, nil)
		sum := crc32.Checksum(object, crc32.MakeTable(crc32.Castagnoli))
		lines[i] = append(append(append(object, ' '), hex.AppendEncode(nil, binary.BigEndian.AppendUint32(nil, sum))...), '\n')
	}
	if err := os.WriteFile(path, bytes.Join(lines, nil), 0o600); err != nil {
		t.Fatal(err)
	}
}

// TestAnyEvents has every command that reads runs read some whose records say
// anything at all: each answers or says why not, and other runs stand.
func TestAnyEvents(t *testing.T) {
	t.Parallel()
	plan, problems := session.Load("full.yaml", fullPlan)
	if plan == nil {
		t.Fatal(problems)
	}
	answered := map[string]int{}
	for seed := range timertest.Amount(3, 150) {
		a := anyEvents{rand.New(rand.NewPCG(uint64(seed), 11))}
		dir := t.TempDir()
		good := clitest.Run{Plan: fullPlan, Kind: journal.Delivery, Begin: firstMorning.AddDate(0, 0, -1), Script: "0:00 start\n3:00 next\n"}.Keep(t, dir)
		id := a.keep(t, dir, fullPlan, plan, firstMorning)
		file := filepath.Join(dir, "full.yaml")
		if err := os.WriteFile(file, fullPlan, 0o600); err != nil {
			t.Fatal(err)
		}
		for _, args := range [][]string{
			{"report", id},
			{"report", id, "--format", "markdown"},
			{"report", id, "--format", "html"},
			{"report", id, "--format", "csv"},
			{"report", id, "--json"},
			{"report", id, "--anonymous"},
			{"export", id, "-o", "-"},
			{"evaluate", id, "--list"},
			{"resume", id},
			{"tune", file},
			{"tune", file, "--json"},
			{"history"},
			{"history", file},
			{"history", "--json"},
		} {
			var out, complaint strings.Builder
			env := &cli.Env{Out: &out, Err: &complaint, Now: time.Now, Getenv: func(name string) string {
				return map[string]string{"FACILITATE_STATE": dir}[name]
			}}
			status := cmd.Run(env, args)
			told := complaint.String()
			switch {
			case strings.Contains(told, "panic") || strings.Contains(told, "goroutine") || strings.Contains(told, "the program failed"):
				t.Errorf("seed %d: %s: the program fails: %.2000s", seed, args, told)
			case status != 0 && (status != 1 || told == ""):
				t.Errorf("seed %d: %s: exit status %d, %q", seed, args, status, told)
			case args[0] == "history" && (!strings.Contains(out.String(), good[:len("2026-11-20-0930")]) || !strings.Contains(out.String(), id[:len("2026-11-21-0930")])):
				t.Errorf("seed %d: %s: a run is hidden:\n%s", seed, args, &out)
			case status == 0 && out.Len() == 0 && args[0] != "evaluate":
				t.Errorf("seed %d: %s: no answer, %q", seed, args, told)
			}
			if status == 0 {
				answered[args[0]]++
			}
		}
	}
	for _, command := range []string{"report", "export", "resume", "tune", "history"} {
		if answered[command] == 0 {
			t.Errorf("%s never had an answer", command)
		}
	}
}
