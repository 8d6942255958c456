package journal

import (
	"errors"
	"os"
	"path/filepath"
	"testing"
)

func TestDelete(t *testing.T) {
	t.Parallel()
	plan, src := thePlan(t)
	store := Store{Dir: t.TempDir()}
	kept, err := store.Create(src, headOf(plan), start)
	if err != nil {
		t.Fatal(err)
	}
	r, err := store.Create(src, headOf(plan), start.Add(1))
	if err != nil {
		t.Fatal(err)
	}
	if err := store.Delete(r.ID()); !errors.Is(err, ErrLocked) {
		t.Errorf("a run that is open: %v", err)
	}
	newDelivery(plan, headOf(plan).Booking, r, 31).deliver(t, 50)
	for _, run := range []*Run{r, kept} {
		if err := run.Close(); err != nil {
			t.Fatal(err)
		}
	}
	// A damaged one that was put aside goes too.
	if err := os.WriteFile(filepath.Join(store.runs(), r.ID(), "journal.damaged"), []byte("they said"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := store.Delete(r.ID()); err != nil {
		t.Fatal(err)
	}
	names, err := os.ReadDir(store.runs())
	if err != nil || len(names) != 1 || names[0].Name() != kept.ID() {
		t.Errorf("what is left: %v, %v", names, err)
	}
	for _, id := range []string{r.ID(), "../x", ""} {
		if err := store.Delete(id); !errors.Is(err, ErrNotFound) {
			t.Errorf("%q: %v", id, err)
		}
	}
}
