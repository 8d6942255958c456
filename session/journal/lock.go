package journal

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"facilitate/session"
)

// ErrLocked is that another process has a run open.
var ErrLocked = errors.New("the run is open elsewhere")

// Holder is the process that has a run open.
type Holder struct {
	PID   int       `json:"pid"`
	Host  string    `json:"host"`
	Since time.Time `json:"since"`
}

// String is what people read, with the time of day where they are.
func (h *Holder) String() string {
	if h.PID == 0 {
		return "another process"
	}
	return fmt.Sprintf("process %d on %s since %s", h.PID, h.Host, h.Since.Local().Format("15:04 on 2 January 2006"))
}

// LockedError is an ErrLocked that says who has the run.
type LockedError struct {
	ID     string
	Holder Holder
}

func (e *LockedError) Error() string {
	return fmt.Sprintf("the run %s is open already, by %s; close it there first", e.ID, &e.Holder)
}

// Is makes it an ErrLocked.
func (e *LockedError) Is(target error) bool { return target == ErrLocked }

const (
	lockName = "lock"
	// Who holds the lock stands in a file of its own: on Windows a locked file
	// cannot be read.
	holderName = "who.json"
)

// Whoever lists the runs holds a lock for a blink, which must not look like a run in use.
const (
	lockPatience = 250 * time.Millisecond
	lockPause    = 10 * time.Millisecond
)

func lock(fsys fileSystem, dir string) (io.Closer, error) {
	name := filepath.Join(dir, lockName)
	held, err := fsys.Lock(name)
	for until := time.Now().Add(lockPatience); errors.Is(err, errHeld) && time.Now().Before(until); {
		time.Sleep(lockPause)
		held, err = fsys.Lock(name)
	}
	switch {
	case errors.Is(err, errHeld):
		e := &LockedError{ID: filepath.Base(dir)}
		if h := readHolder(fsys, dir); h != nil {
			e.Holder = *h
		}
		return nil, e
	case err != nil:
		return nil, err
	}
	host, err := os.Hostname()
	if err != nil {
		host = "this computer"
	}
	text, err := json.Marshal(Holder{os.Getpid(), host, time.Now().UTC().Truncate(time.Second)})
	if err == nil {
		// A message to people, no part of the lock: it may fail.
		_ = writeFile(fsys, filepath.Join(dir, holderName), append(text, '\n'), false)
	}
	return held, nil
}

func unlock(fsys fileSystem, dir string, held io.Closer) error {
	_ = fsys.Remove(filepath.Join(dir, holderName))
	return held.Close()
}

// readHolder is who says to hold the lock, or held it and died; nil if nobody.
func readHolder(fsys fileSystem, dir string) *Holder {
	text, err := fsys.ReadFile(filepath.Join(dir, holderName), 1<<12)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	var h Holder
	if json.Unmarshal(text, &h) != nil {
		return &Holder{}
	}
	h.Host = session.CleanLine(h.Host)
	return &h
}

// holder is who has a run open; nil if nobody has.
func holder(fsys fileSystem, dir string) *Holder {
	h := readHolder(fsys, dir)
	if h == nil || !fsys.IsLocked(filepath.Join(dir, lockName)) {
		return nil
	}
	return h
}
