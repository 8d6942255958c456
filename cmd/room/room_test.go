package room

import (
	"encoding/json"
	"iter"
	"os"
	"path/filepath"
	"testing"
	"time"

	"facilitate/session"
	"facilitate/session/run"
	"facilitate/sessions"
)

var tenOClock = time.Date(2026, 11, 21, 10, 0, 0, 0, time.UTC)

// shipped is the plan that ships.
func shipped(t testing.TB) *session.Plan {
	t.Helper()
	data, ok := sessions.Read("infant-mental-health")
	if !ok {
		t.Fatal("the plan does not ship")
	}
	return load(t, string(data))
}

func load(t testing.TB, text string) *session.Plan {
	t.Helper()
	plan, problems := session.Load("plan.yaml", []byte(text))
	if plan == nil {
		t.Fatal(problems)
	}
	return plan
}

// delivery drives a state.
type delivery struct {
	t     testing.TB
	state *run.State
	now   time.Time
}

func deliver(t testing.TB, plan *session.Plan) *delivery {
	return &delivery{t, run.New(plan, run.Booking{Start: tenOClock, Zone: time.UTC}), tenOClock}
}

func (d *delivery) do(c run.Command) {
	d.t.Helper()
	e, err := run.Decide(d.state, c, d.now)
	if err != nil {
		d.t.Fatal(err)
	}
	d.state.Apply(e)
}

// say carries out commands as a script writes them, after a span each.
func (d *delivery) say(words ...string) {
	d.t.Helper()
	c, err := run.ParseCommand(words, false)
	if err != nil {
		d.t.Fatal(err)
	}
	d.do(c)
}

func (d *delivery) place(note int) {
	d.t.Helper()
	d.do(run.Place{Phase: d.state.Name(d.state.Current()), Note: note})
}

// throughout are the phases one after the other, as next comes to them; the last
// is not left.
func (d *delivery) throughout() iter.Seq[int] {
	return func(yield func(int) bool) {
		for yield(d.state.Current()) && d.state.Next() != run.NoPhase {
			d.say("next")
		}
	}
}

func (d *delivery) pass(span time.Duration) { d.now = d.now.Add(span) }

func (d *delivery) scene(view View) Scene {
	view.Zone = time.UTC
	return SceneOf(d.state, d.now, view)
}

// serve starts a server for a test.
func serve(t testing.TB, o Options) *Server {
	t.Helper()
	s := New(o)
	if err := s.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

func toJSON(t testing.TB, v any) string {
	t.Helper()
	text, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func write(t testing.TB, folder, name string, data []byte) {
	t.Helper()
	name = filepath.Join(folder, name)
	if err := os.MkdirAll(filepath.Dir(name), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, data, 0o600); err != nil {
		t.Fatal(err)
	}
}
