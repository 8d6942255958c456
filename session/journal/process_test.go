package journal

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"facilitate/session/run"
	"facilitate/timer/timertest"
)

// A test that needs a second process runs this program again, with what the
// process is to do in childTask, on a store and a run.
const (
	childTask  = "JOURNAL_TEST_CHILD"
	childStore = "JOURNAL_TEST_STORE"
	childRun   = "JOURNAL_TEST_RUN"
)

func TestMain(m *testing.M) {
	if task := os.Getenv(childTask); task != "" {
		if err := child(task, Store{Dir: os.Getenv(childStore)}, os.Getenv(childRun)); err != nil {
			fmt.Println(err)
			os.Exit(1)
		}
		return
	}
	os.Exit(timertest.Main(m))
}

// child is the second process. It says "ready" when it has the run.
func child(task string, store Store, id string) error {
	r, replay, err := store.Open(id)
	if err != nil {
		return err
	}
	fmt.Println("ready")
	switch task {
	case "hold":
		_, err := io.Copy(io.Discard, os.Stdin) // until it is killed
		return err
	case "append":
		for n := len(replay.Events); ; n++ {
			if err := r.Append([]run.Event{run.Placed{Note: n}}, start.Add(time.Duration(n)*time.Second)); err != nil {
				return err
			}
			if err := r.Trouble(); err != nil {
				return err
			}
			fmt.Println(n)
			r.Alive(reading(start), start.Add(time.Duration(n)*time.Second), []byte(strconv.Itoa(n)))
		}
	}
	return errors.New("no such task")
}

// begin starts a second process and waits until it has the run.
func begin(t *testing.T, task string, store Store, id string) (*exec.Cmd, *bufio.Scanner) {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	c := exec.Command(self)
	c.Env = append(os.Environ(), childTask+"="+task, childStore+"="+store.Dir, childRun+"="+id)
	if _, err := c.StdinPipe(); err != nil {
		t.Fatal(err)
	}
	out, err := c.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = c.Process.Kill(); _ = c.Wait() })
	lines := bufio.NewScanner(out)
	if !lines.Scan() || lines.Text() != "ready" {
		t.Fatalf("the second process says %q", lines.Text())
	}
	return c, lines
}

// realRun is a run in a folder of the test's own, closed.
func realRun(t *testing.T) (Store, string) {
	t.Helper()
	store := Store{Dir: t.TempDir()}
	r, err := store.Create([]byte("plan"), Head{Kind: Delivery, PlanID: "x", Reading: reading(start)}, start)
	if err != nil {
		t.Fatal(err)
	}
	if err := r.Close(); err != nil {
		t.Fatal(err)
	}
	return store, r.ID()
}

func TestTwoProcessesOnOneRun(t *testing.T) {
	t.Parallel()
	store, id := realRun(t)
	c, _ := begin(t, "hold", store, id)
	_, _, err := store.Open(id)
	var locked *LockedError
	if !errors.Is(err, ErrLocked) || !errors.As(err, &locked) || locked.Holder.PID != c.Process.Pid || locked.Holder.Host == "" || time.Since(locked.Holder.Since) > time.Hour {
		t.Fatalf("the second process has the run, and the first is told %v", err)
	}
	if !strings.Contains(err.Error(), fmt.Sprintf("process %d", c.Process.Pid)) || !strings.Contains(err.Error(), " since ") {
		t.Errorf("not fit for people: %v", err)
	}
	list, err := store.List()
	if err != nil || len(list) != 1 || list[0].Holder == nil || list[0].Holder.PID != c.Process.Pid {
		t.Errorf("the list does not say who has the run: %+v, %v", list, err)
	}
	if _, err := store.Read(id); err != nil {
		t.Errorf("it cannot be read meanwhile: %v", err)
	}
	if err := c.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = c.Wait()
	if list, err := store.List(); err != nil || len(list) != 1 || list[0].Holder != nil {
		t.Errorf("the holder was killed, and the list has %+v, %v", list, err)
	}
	// Many list the runs at once, as programs that begin do, and none is taken for
	// the holder by another.
	var listing sync.WaitGroup
	for range 4 {
		listing.Go(func() {
			for range 50 {
				if list, err := store.List(); err != nil || len(list) != 1 || list[0].Holder != nil {
					t.Errorf("while others list the runs, the list has %+v, %v", list, err)
					return
				}
			}
		})
	}
	listing.Wait()
	r, _, err := store.Open(id)
	if err != nil {
		t.Fatalf("the holder was killed: %v", err)
	}
	if _, _, err := store.Open(id); !errors.Is(err, ErrLocked) {
		t.Errorf("a run is opened twice by one process: %v", err)
	}
	if err := r.Close(); err != nil {
		t.Fatal(err)
	}
	if r, _, err = store.Open(id); err != nil {
		t.Fatalf("it was closed: %v", err)
	}
	_ = r.Close()
}

// TestKilledWhileItAppends kills a process again and again. What it said to be
// on disk is there, and the moment and the draft are the newest.
func TestKilledWhileItAppends(t *testing.T) {
	t.Parallel()
	store, id := realRun(t)
	for i := range timertest.Amount(12, 200) {
		c, lines := begin(t, "append", store, id)
		go func() {
			time.Sleep(time.Duration(1+i*7%20) * time.Millisecond)
			_ = c.Process.Kill()
		}()
		newest := -1
		for lines.Scan() {
			n, err := strconv.Atoi(lines.Text())
			if err != nil {
				t.Fatalf("the process says %q", lines.Text())
			}
			newest = n
		}
		_ = c.Wait()
		replay, err := store.Read(id)
		if err != nil || len(replay.Damage) > 0 {
			t.Fatalf("%v, %+v", err, replay)
		}
		for n, e := range replay.Events {
			if e.Event != (run.Placed{Note: n}) {
				t.Fatalf("event %d is %+v", n, e)
			}
		}
		n := len(replay.Events)
		if n <= newest || n > newest+2 && newest >= 0 {
			t.Fatalf("%d was recorded, and %d events are there", newest, n)
		}
		if newest > 0 && replay.Last.At.Before(start.Add(time.Duration(newest)*time.Second)) {
			t.Errorf("%d was recorded, and the process was last alive %s", newest, replay.Last.At)
		}
	}
}

// TestFromManyGoroutines is for the race detector.
func TestFromManyGoroutines(t *testing.T) {
	t.Parallel()
	r, err := Store{Dir: t.TempDir()}.Create([]byte("plan"), Head{}, start)
	must(t, err)
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			for n := range 20 {
				if err := r.Append([]run.Event{run.Placed{Note: n}}, start); err != nil {
					t.Error(err)
				}
				r.Alive(reading(start), start, []byte("x"))
				r.Retry()
				_, err := r.Export()
				if err := errors.Join(r.Trouble(), err); err != nil {
					t.Error(err)
				}
			}
		})
	}
	wg.Wait()
	must(t, r.Close())
}
