//go:build linux || darwin

package deliver

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"facilitate/cmd/cli"
	"facilitate/cmd/clitest"
	"facilitate/cmd/library"
	"facilitate/session/journal"
	"facilitate/session/run"
)

func TestRehearseInTerminal(t *testing.T) {
	t.Parallel()
	program := clitest.FindProgram(t)
	for name, test := range map[string]func(*deliveries){
		"kinds are kept apart":        kindsApart,
		"killed after a jump":         killedAfterJump,
		"killed, and the room waited": waitedAfterJump,
		"the end, and the pace":       paceLearnt,
		"part of the plan":            partInTerminal,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			d := newDeliveries(t, program)
			d.t = t
			test(d)
		})
	}
}

// rehearsing is a rehearsal under way, at its first note.
func (d *deliveries) rehearsing(args ...string) *clitest.Terminal {
	d.t.Helper()
	p := d.run(append([]string{"rehearse", d.ours}, args...)...)
	p.UntilShown("ENTER STARTS")
	p.Press(clitest.Enter)
	p.UntilShown("note 1 of")
	time.Sleep(guard)
	return p
}

// sends waits for the program to write a text, on whatever screen.
func sends(p *clitest.Terminal, text string) {
	p.T.Helper()
	eventually(p.T, fmt.Sprintf("%q is written", text), func() bool { return strings.Contains(p.Sent(), text) })
}

func kindsApart(d *deliveries) {
	d.killed(d.started())
	p := d.rehearsing() // a delivery is not offered
	if d.newest().Head.Kind != journal.Rehearsal || !d.newest().Head.Booking.Rehearsal {
		d.t.Errorf("the run is a %s", d.newest().Head.Kind)
	}
	d.killed(p)

	p = d.run("deliver", d.ours)
	screen := askedOf(p, "NOT FINISHED")
	if !strings.Contains(screen, "A delivery begun at") || strings.Contains(screen, "REHEARSAL") {
		d.t.Errorf("it is not the delivery that is offered:\n%s", screen)
	}
	p.Press("n")
	p.UntilShown("ENTER STARTS")
	p.Press("q")
	d.ended(p, cli.StatusDone)

	p = d.run("rehearse", d.ours)
	screen = askedOf(p, "NOT FINISHED")
	if !strings.Contains(screen, "A rehearsal begun at") || !strings.Contains(screen, "REHEARSAL ") {
		d.t.Errorf("it is not the rehearsal that is offered:\n%s", screen)
	}
	p.Press("x")
	p.UntilShown("note 1 of")
	p.Press("q")
	p.UntilShown("LEAVE?")
	p.Press("y")
	d.ended(p, cli.StatusDone)
	d.saidThat("the rehearsal is kept; to take it up again:\n  facilitate resume " + d.newest().ID + "\n")
	for _, want := range []string{"Rehearsal of Ours: " + d.newest().ID, "Practise next: ", "facilitate report " + d.newest().ID, "facilitate tune " + d.ours} {
		if !strings.Contains(p.Sent(), want) {
			d.t.Errorf("it does not say %q at the end: %q", want, p.Sent()[max(0, len(p.Sent())-900):])
		}
	}

	// A part of the plan is something else to be taken up.
	p = d.run("rehearse", d.ours, "--only", "first")
	p.UntilShown("only First")
	p.Press("q")
	d.ended(p, cli.StatusDone)

	// Of both kinds the newest is taken up, and it says which that is.
	p = d.run("resume", "--exclude")
	p.UntilShown("REHEARSAL ")
	d.killed(p)
}

// jumped is a rehearsal that took the welcome as done and was killed then, and
// its run's id.
func (d *deliveries) jumped() (id string, was reading) {
	d.t.Helper()
	p := d.rehearsing("--talk")
	p.Press("d")
	p.UntilShown("THE ROOM WORKS HERE")
	p.UntilShown("taken as done (u takes it back); now: Last")
	time.Sleep(guard)
	p.Press(clitest.PageDown)
	p.UntilShown("note 2 of")
	was = clockRead(p)
	d.killed(p)
	return d.newest().ID, was
}

func killedAfterJump(d *deliveries) {
	id, was := d.jumped()
	time.Sleep(gone)
	p := d.run("resume", id, "--count", "--talk")
	screen := p.UntilShown("THE ROOM WORKS HERE")
	p.UntilShown("note 2 of")
	is := clockRead(p)
	countsOn(p, was, is)
	// The clock of the head line is some five minutes ahead of the wall clock.
	_, label, _ := strings.Cut(screen, "REHEARSAL ")
	shown, err := time.Parse("15:04", label[:5])
	if err != nil {
		d.t.Fatal(err)
	}
	real := is.seen.UTC()
	ahead := time.Duration(shown.Hour()-real.Hour())*time.Hour + time.Duration(shown.Minute()-real.Minute())*time.Minute
	if ahead = (ahead + 24*time.Hour) % (24 * time.Hour); ahead < 4*time.Minute || ahead > 6*time.Minute {
		d.t.Errorf("at %v the clock shows %s", real, label[:5])
	}
	// The jump is taken back, in another process and after a gap.
	p.Press("u")
	p.UntilShown("taken back: the time taken as done")
	d.killed(p)
	d.gapsFit(id)
}

func waitedAfterJump(d *deliveries) {
	id, was := d.jumped()
	dead := clitest.Clock.Now()
	time.Sleep(2 * gone)
	again := clitest.Clock.Now()
	p := d.run("resume", id)
	p.UntilShown("BACK IN THE REHEARSAL")
	p.Press("n")
	p.UntilShown("left out")
	is := clockRead(p)
	// What lay between is as if it had not been.
	most := is.seen.Sub(was.sent) - again.Sub(dead) + time.Second
	if got := was.left - is.left; got < 0 || got > most {
		d.t.Errorf("the gap was left out, and of %v at most the clock has counted %v", most, got)
	}
	d.killed(p)
	d.gapsFit(id)
}

// gapsFit holds that no gap of a run begins before a turn that was taken before
// it was recorded.
func (d *deliveries) gapsFit(id string) {
	d.t.Helper()
	replay, err := d.store.Read(id)
	if err != nil {
		d.t.Fatal(err)
	}
	env := &cli.Env{Err: os.Stderr}
	record, err := library.LoadRecord(env, replay)
	if err != nil {
		d.t.Fatal(err)
	}
	var newest time.Time
	gaps := 0
	for _, e := range record.Entries {
		switch v := e.Event.(type) {
		case run.Started:
			newest = v.At
		case run.Credited:
			newest = v.At.Add(v.By)
		case run.GapRecorded:
			gaps++
			if v.Begin.Before(newest) {
				d.t.Errorf("a gap begins at %v, before the turn at %v", v.Begin, newest)
			}
		}
	}
	if gaps == 0 {
		d.t.Error("no gap was recorded")
	}
}

func paceLearnt(d *deliveries) {
	script := filepath.Join(d.t.TempDir(), "script.txt")
	text := "0:00 start\n3:00 next\n" + strings.Repeat("3:00 credit\n", 4) + "5:00 next\n5:00 pause\n"
	if err := os.WriteFile(script, []byte(text), 0o600); err != nil {
		d.t.Fatal(err)
	}
	var out, errs bytes.Buffer
	env := &cli.Env{In: strings.NewReader(""), Out: &out, Err: &errs, Getenv: func(string) string { return "" }, Now: time.Now}
	if status := clitest.Execute(env, NewRehearse(env), clitest.Shipped, "--script", script, "--state-dir", d.store.Dir); status != cli.StatusDone {
		d.t.Fatal(errs.String())
	}
	finished := func() *clitest.Terminal {
		p := d.run("resume", d.newest().ID, "--talk", "--exclude")
		p.UntilShown("REHEARSAL ")
		p.Press("F")
		p.UntilShown("FINISH?")
		p.Press("y")
		p.UntilShown("NEXT ")
		p.Press("q")
		// 323 words in 3:00 and 207 in 2:00.
		sends(p, "You spoke about 106 words a minute over 5:00")
		sends(p, "from now on? [y/N] ")
		return p
	}
	file := filepath.Join(d.store.Dir, "speaker.json")
	p := finished()
	p.Press(clitest.Enter)
	d.ended(p, cli.StatusDone)
	if _, err := os.Stat(file); err == nil {
		d.t.Error("it was learnt though nobody said yes")
	}

	p = d.run("resume", d.newest().ID, "--talk") // it has ended: there is nothing to ask
	p.UntilShown("THE END")
	p.Press("q")
	sends(p, "[y/N] ")
	p.Press("y" + clitest.Enter)
	d.ended(p, cli.StatusDone)
	raw, err := os.ReadFile(file)
	var s library.Speaker
	if err != nil || json.Unmarshal(raw, &s) != nil || s.WordsPerMinute != 106 || s.Words != 530 || s.Run != d.newest().ID {
		d.t.Errorf("%s, %v", raw, err)
	}
}

func partInTerminal(d *deliveries) {
	p := d.rehearsing("--only", "last")
	screen := p.UntilShown("LAST")
	if !strings.Contains(screen, "REHEARSAL ") || strings.Contains(screen, "First") {
		d.t.Errorf("it is not that part alone:\n%s", screen)
	}
	if part := d.newest().Head.Booking.Part; part == nil || part.From != 1 || part.To != 1 {
		d.t.Errorf("the part is %v", part)
	}
	d.killed(p)
	// The same part is offered again.
	p = d.run("rehearse", d.ours, "--only", "last")
	askedOf(p, "NOT FINISHED")
	p.Press("x")
	p.UntilShown("LAST")
	d.killed(p)
}
