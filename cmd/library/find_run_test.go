package library_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"facilitate/cmd/clitest"
	"facilitate/cmd/library"
	"facilitate/session/journal"
)

var talk = []byte("id: talk\ntitle: Talk\nduration: 10m\nactivities: [{id: a, title: A, duration: 10m}]\n")

// keep makes a run that began at a time of day where it was.
func keep(t *testing.T, dir, begin, script string) string {
	t.Helper()
	at, err := time.Parse(time.RFC3339, begin)
	if err != nil {
		t.Fatal(err)
	}
	return clitest.Run{Plan: talk, Kind: journal.Delivery, Begin: at, Script: script}.Keep(t, dir)
}

func all(*journal.Info) bool { return true }

func unfinished(i *journal.Info) bool { return !i.Finished }

// TestNewestRun finds the newest run, and reads no more than may be it.
func TestNewestRun(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	store := journal.Store{Dir: dir}
	if info, err := library.NewestRun(store, all); info != nil || err != nil {
		t.Errorf("of none it is %v, %v", info, err)
	}
	keep(t, dir, "2026-11-10T09:30:00Z", "0:00 start")
	keep(t, dir, "2026-11-20T09:30:00Z", "0:00 start\n1:00 finish")
	keep(t, dir, "2026-11-21T09:30:00Z", "0:00 start")
	newest := keep(t, dir, "2026-11-21T21:00:00Z", "0:00 start\n1:00 finish")
	// By its name it is newer, but that is the time of day where it was.
	east := "2026-11-22-0900" + newest[len(library.NameTime):]
	from := keep(t, dir, "2026-11-21T20:00:00Z", "0:00 start")
	if err := os.Rename(filepath.Join(dir, "runs", from), filepath.Join(dir, "runs", east)); err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		wanted func(*journal.Info) bool
		found  string
		read   int
	}{
		"the newest":         {all, newest, 3},
		"the newest of some": {unfinished, east, 3},
		"none":               {func(*journal.Info) bool { return false }, "", 5},
	} {
		read := 0
		info, err := library.NewestRun(store, func(i *journal.Info) bool { read++; return c.wanted(i) })
		if (info == nil) != (c.found == "") || info != nil && info.ID != c.found || read != c.read || err != nil {
			t.Errorf("%s: %+v, %v, after %d were read", name, info, err, read)
		}
	}
}

// TestNewestRunThatCannotBeRead is told where the newest may be one of those.
func TestNewestRunThatCannotBeRead(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	store := journal.Store{Dir: dir}
	var ids []string
	for day := range 3 {
		ids = append(ids, keep(t, dir, fmt.Sprintf("2026-11-2%dT09:30:00Z", day), "0:00 start"))
	}
	spoil := func(id string) {
		if err := os.Truncate(filepath.Join(dir, "runs", id, "journal"), 0); err != nil {
			t.Fatal(err)
		}
	}
	spoil(ids[1])
	if id, err := library.FindRun(store, ""); id != ids[2] || err != nil {
		t.Errorf("an older one is spoilt: %s, %v", id, err)
	}
	spoil(ids[2])
	for range 2 {
		_, err := library.FindRun(store, "")
		if err == nil || !strings.Contains(err.Error(), "the run "+ids[2]+" is damaged: ") || !strings.Contains(err.Error(), "name the one you mean") {
			t.Errorf("the newest is spoilt: %v", err)
		}
		spoil(ids[0]) // and then all are
	}
}

// TestNewestTouched reads none but the runs that were written to.
func TestNewestTouched(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	store := journal.Store{Dir: dir}
	var ids []string
	for day := range 9 {
		ids = append(ids, keep(t, dir, fmt.Sprintf("2026-11-1%dT09:30:00Z", day), "0:00 start"))
	}
	now := time.Now()
	age := func(id string, by time.Duration) {
		for _, name := range []string{"alive-1", "."} {
			if err := os.Chtimes(filepath.Join(dir, "runs", id, name), now.Add(-by), now.Add(-by)); err != nil {
				t.Fatal(err)
			}
		}
	}
	touched := func(want string, reads int) {
		t.Helper()
		read := 0
		info, err := library.NewestTouched(store, now.Add(-12*time.Hour), func(*journal.Info) bool { read++; return true })
		if err != nil || read != reads || (info == nil) != (want == "") || info != nil && info.ID != want {
			t.Errorf("%v, %v, after %d were read", info, err, read)
		}
	}
	for i, id := range ids {
		age(id, time.Duration(13+i)*time.Hour)
	}
	touched("", 0)
	age(ids[3], 11*time.Hour)
	touched(ids[3], 1)
	if err := os.Truncate(filepath.Join(dir, "runs", ids[3], "journal"), 0); err != nil {
		t.Fatal(err)
	}
	touched("", 0) // what cannot be read is none that could be offered
}

// BenchmarkNewestTouched finds the one run that was under way today among a
// thousand.
func BenchmarkNewestTouched(b *testing.B) {
	dir := b.TempDir()
	store := journal.Store{Dir: dir}
	now := time.Now()
	for i := range 1000 {
		at := now.AddDate(0, 0, -i)
		r, err := store.Create(talk, journal.Head{Kind: journal.Delivery, PlanID: "talk"}, at)
		if err != nil {
			b.Fatal(err)
		}
		if err := r.Close(); err != nil {
			b.Fatal(err)
		}
		if err := os.Chtimes(r.Dir(), at, at); err != nil {
			b.Fatal(err)
		}
	}
	b.ResetTimer()
	for b.Loop() {
		if info, err := library.NewestTouched(store, now.Add(-12*time.Hour), all); info == nil || err != nil {
			b.Fatal(err)
		}
	}
}
