package journal

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"facilitate/session"
	"facilitate/timer"
)

// A run travels as one file of text: a line that says what follows, sealed as
// records are, then the bytes of the plan, then the lines of the journal, all
// as they lie in the run's folder.
//
//	{"facilitate_run":1,"id":"2026-11-21-0930-…","plan_size":…,…} 729c8f5c
//	title: …
//	{"seq":1,…} 15e0a6f3
//
// The first line of every later version begins and is sealed like this one, so
// that an older program can tell a newer file from a damaged one.

const (
	// TransferVersion is the version of the file that is written, and the newest taken.
	TransferVersion = 1
	// MaxTransfer is the largest file that is written or taken, in bytes.
	MaxTransfer = 64 << 20
)

var transferStart = []byte(`{"facilitate_run":`)

// IsTransfer is whether a file begins as those do that Export writes.
func IsTransfer(data []byte) bool { return bytes.HasPrefix(data, transferStart) }

type manifest struct {
	Version     int    `json:"facilitate_run"`
	ID          string `json:"id"`
	PlanSize    int    `json:"plan_size"`
	PlanSum     uint32 `json:"plan_sum"` // CRC-32C, as all sums are
	JournalSize int    `json:"journal_size"`
	JournalSum  uint32 `json:"journal_sum"`
	// Alive is when the run was last known to be under way, which may be long
	// after its last record.
	Alive *alive `json:"alive,omitempty"`
	// Damage is what of the run could not be read, in words for people.
	Damage []string `json:"damage,omitempty"`
}

// Origin is where a run came from that was imported.
type Origin struct {
	ID  string    `json:"id"`  // what it was called there
	At  time.Time `json:"at"`  // when it was imported
	Seq int       `json:"seq"` // of its newest record then: later ones are from here
}

const importedName = "imported"

// Imported is what became of a file.
type Imported struct {
	ID   string // what the run is called here
	From string // what it is called in the file: another where that name was taken
	Here bool   // it was here already, and nothing was done
}

// CheckTransfer says why Import would not take a file; nil if it would. The
// error is in words for people and says what to do.
func CheckTransfer(data []byte) error {
	_, err := unpack(data)
	return err
}

// Import takes in a run from the bytes of its file. All of it is checked before
// anything is written, and it is on disk when Import returns. A run that is here
// stays as it is: a file that holds it, or its beginning, changes nothing, and
// any other run of the same name gets a new one.
func (s Store) Import(data []byte, now time.Time) (*Imported, error) {
	p, err := unpack(data)
	if err != nil {
		return nil, err
	}
	fsys := s.system()
	if err := makeDir(fsys, s.runs()); err != nil {
		return nil, s.cannot(err)
	}
	held, err := fsys.Lock(filepath.Join(s.runs(), importLock))
	switch {
	case errors.Is(err, errHeld):
		return nil, errors.New("another import is under way; try again when it is done")
	case err != nil:
		return nil, s.cannot(err)
	}
	defer held.Close()
	names, err := fsys.ReadDir(s.runs())
	if err != nil {
		return nil, s.cannot(err)
	}
	if id := s.holding(names, p); id != "" {
		// Whoever made it may not have lived to wait for the disk.
		if err := fsys.SyncDir(s.runs()); err != nil {
			return nil, s.cannot(err)
		}
		return &Imported{ID: id, From: p.id, Here: true}, nil
	}
	id, err := p.freeID(names)
	if err != nil {
		return nil, err
	}
	origin, err := sealLine(Origin{p.id, now.UTC().Truncate(time.Second), p.replay.newest})
	if err != nil {
		return nil, err
	}
	p.files[importedName] = origin
	if err := s.put(p, id); err != nil {
		return nil, s.cannot(err)
	}
	return &Imported{ID: id, From: p.id}, nil
}

// An imported run is written in a folder that is none of a run, and is one from
// the moment in which that is renamed. What an import leaves that did not live
// so long, the next one removes.
const (
	importFolder = ".import"
	importLock   = ".import-lock" // held as long as that folder is in use
)

func (s Store) put(p *parcel, id string) (err error) {
	fsys, dir := s.system(), filepath.Join(s.runs(), importFolder)
	clearAway := func() error {
		for _, name := range []string{planName, journalFirst, importedName, aliveFile, "."} { // the folder last
			if err := fsys.Remove(filepath.Join(dir, name)); err != nil && !errors.Is(err, fs.ErrNotExist) {
				return err
			}
		}
		return nil
	}
	if err := clearAway(); err != nil {
		return err
	}
	defer func() {
		if err != nil {
			_ = clearAway()
		}
	}()
	steps := []func() error{func() error { return fsys.Mkdir(dir) }}
	for _, name := range slices.Sorted(maps.Keys(p.files)) {
		steps = append(steps, func() error { return writeFile(fsys, filepath.Join(dir, name), p.files[name], true) })
	}
	return inTurn(append(steps,
		func() error { return fsys.SyncDir(dir) },
		func() error { return fsys.Rename(dir, filepath.Join(s.runs(), id)) },
		func() error { return fsys.SyncDir(s.runs()) },
	)...)
}

// holding is the run here that a parcel holds, or the beginning of; empty: there is none.
// An earlier import may have given it another name.
func (s Store) holding(names []string, p *parcel) string {
	fsys := s.system()
	for _, id := range append([]string{p.id}, names...) {
		if !isID(id) {
			continue
		}
		dir := filepath.Join(s.runs(), id)
		c, err := readContent(fsys, dir)
		if err != nil || !c.continues(p.entries) {
			continue
		}
		plan, err := fsys.ReadFile(filepath.Join(dir, planName), session.MaxSize)
		if err == nil && bytes.Equal(plan, p.files[planName]) {
			return id
		}
	}
	return ""
}

// continues is whether the content begins with records.
func (c *content) continues(records []entry) bool {
	return len(c.entries) >= len(records) &&
		slices.EqualFunc(c.entries[:len(records)], records, func(a, b entry) bool { return bytes.Equal(a.raw, b.raw) })
}

// parcel is a file that was unpacked and is in order. It is the file system in
// which its run lies, so that what is to be written is read before by those who
// will read it afterwards; of all that a file system can do they only read.
type parcel struct {
	fileSystem
	files map[string][]byte // of the run's folder, by their names

	id      string
	entries []entry
	replay  *Replay
}

func (p *parcel) ReadDir(string) ([]string, error) { return slices.Sorted(maps.Keys(p.files)), nil }

func (p *parcel) ReadFile(name string, most int) ([]byte, error) {
	data, ok := p.files[filepath.Base(name)]
	switch {
	case !ok:
		return nil, fs.ErrNotExist
	case len(data) > most:
		return nil, errTooLarge
	}
	return data, nil
}

// freeID is a name for the run that is not among those taken, its own if it can be.
func (p *parcel) freeID(taken []string) (string, error) {
	zone := p.replay.Head.Booking.Zone
	id := p.id
	for range createAttempts {
		if !slices.Contains(taken, id) {
			return id, nil
		}
		id = newID(p.replay.Head.PlanID, p.replay.Created.In(zone))
	}
	return "", fmt.Errorf("no new name can be found for the run %s", p.id)
}

// aliveFile is the slot in which an imported run has what was alive.
const aliveFile = aliveName + "-1"

const sendAgain = "export it and send it again"

// unpack reads the bytes of a file. The error says where it is wrong, and what to do.
func unpack(data []byte) (*parcel, error) {
	m, rest, err := readManifest(data)
	if err != nil {
		return nil, err
	}
	plan, journal := rest[:m.PlanSize], rest[m.PlanSize:]
	before := data[:len(data)-len(journal)]
	if checksum(plan) != m.PlanSum {
		return nil, fmt.Errorf("the plan in it (from line 2 on) is damaged; %s", sendAgain)
	}
	if checksum(journal) != m.JournalSum {
		where := "its record"
		if s := scanFile(journal); len(s.bad) > 0 {
			where = fmt.Sprintf("line %d", bytes.Count(before, []byte("\n"))+s.bad[0])
		}
		return nil, fmt.Errorf("%s is damaged; %s", where, sendAgain)
	}
	if len(m.Damage) > 0 {
		return nil, fmt.Errorf("the run was damaged already where it was exported, and has to be read there: %s",
			session.CleanLine(strings.Join(m.Damage, "; ")))
	}
	p := &parcel{files: map[string][]byte{planName: plan, journalFirst: journal}, id: m.ID}
	if m.Alive != nil {
		if p.files[aliveFile], err = sealLine(m.Alive); err != nil {
			return nil, err
		}
	}
	return p, p.check()
}

// readManifest reads the first line of a file, and holds what follows it to the
// sizes given there.
func readManifest(data []byte) (m manifest, rest []byte, err error) {
	const none = "it is no run that was exported; facilitate export makes such a file"
	line, rest, ended := bytes.Cut(data, []byte("\n"))
	switch {
	case len(data) > MaxTransfer:
		return m, nil, errors.New("it is larger than 64 MiB, which no run is")
	case len(data) == 0:
		return m, nil, errors.New("it is empty; " + sendAgain)
	case !bytes.HasPrefix(line, transferStart[:min(len(line), len(transferStart))]):
		return m, nil, errors.New(none)
	case !ended:
		return m, nil, errors.New("it ends in line 1: it was cut off on the way; " + sendAgain)
	case bytes.HasSuffix(line, []byte("\r")):
		return m, nil, errors.New("its line ends were changed on the way; send it in an archive (zip)")
	}
	object, ok := unseal(line, maxLine)
	var version struct {
		Number int `json:"facilitate_run"`
	}
	switch {
	case !bytes.HasPrefix(line, transferStart):
		return m, nil, errors.New(none)
	case !ok || json.Unmarshal(object, &version) != nil:
		return m, nil, errors.New("line 1 is damaged; " + sendAgain)
	case version.Number > TransferVersion:
		return m, nil, fmt.Errorf("it was exported by a newer version of the program (file version %d, where this one knows %d); update the program",
			version.Number, TransferVersion)
	case version.Number < 1 || json.Unmarshal(object, &m) != nil:
		return m, nil, errors.New(none)
	case !isID(m.ID):
		return m, nil, fmt.Errorf("line 1 has no name of a run, but %.100q", m.ID)
	case m.PlanSize < 0 || m.PlanSize > session.MaxSize:
		return m, nil, errors.New("the plan in it is larger than 1 MiB, which no plan is")
	case m.JournalSize < 0 || m.JournalSize > MaxTransfer:
		return m, nil, errors.New("the record in it is larger than 64 MiB, which none is")
	}
	switch want := m.PlanSize + m.JournalSize; {
	case len(rest) < want:
		return m, nil, fmt.Errorf("%d of its %d bytes are missing: it was cut off or changed on the way; %s",
			want-len(rest), len(data)-len(rest)+want, sendAgain)
	case len(rest) > want:
		return m, nil, fmt.Errorf("it has %d bytes too many: it was changed on the way; %s", len(rest)-want, sendAgain)
	}
	return m, rest, nil
}

// check reads the run as it will be read, and bears with nothing.
func (p *parcel) check() error {
	c, err := readContent(p, p.id)
	if err == nil {
		p.entries = c.entries
		p.replay, err = c.replay(p, p.id)
	}
	switch r := p.replay; {
	case errors.Is(err, ErrNewer):
		return fmt.Errorf("%w; update the program", err)
	case err != nil:
		return err
	case c.torn:
		return errors.New("its last line has no end; " + sendAgain)
	case len(r.Damage) > 0:
		return fmt.Errorf("%s; if it was exported by a newer version of the program, update this one", strings.Join(r.Damage, "; "))
	case r.Head.Kind != Delivery && r.Head.Kind != Rehearsal:
		return fmt.Errorf("it is a %.40q, which this version of the program does not know; update the program", r.Head.Kind)
	}
	plan, problems := session.Load(p.id+"/"+planName, p.replay.Plan)
	if plan == nil {
		return fmt.Errorf("this version of the program cannot use the plan in it; if it was exported by a newer one, update the program:\n%w", problems)
	}
	if _, skipped := p.replay.Fold(plan); len(skipped) > 0 {
		return fmt.Errorf("its record contradicts itself: %s; if it was exported by a newer version of the program, update this one", skipped[0])
	}
	return nil
}

// readOrigin reads where a run came from. It is no part of the record: where it
// cannot be read, the run is as one from here.
func (r *Replay) readOrigin(fsys fileSystem, dir string) {
	text, err := fsys.ReadFile(filepath.Join(dir, importedName), 1<<12)
	if err != nil {
		return
	}
	line, _ := bytes.CutSuffix(text, []byte("\n"))
	object, ok := unseal(line, 1<<12)
	var o Origin
	if ok && json.Unmarshal(object, &o) == nil && isID(o.ID) {
		r.Origin = &o
	}
}

// Since is timer.Since from the last moment of the run to now. What was recorded on
// another computer, whose clock may be set otherwise, is not sure.
func (r *Replay) Since(now timer.Reading) (gap time.Duration, sure bool) {
	gap, sure = timer.Since(r.Last.Reading, now)
	sameBoot := now.BootID != "" && r.Last.Reading.BootID == now.BootID
	elsewhere := r.Origin != nil && r.newest <= r.Origin.Seq && !sameBoot
	return gap, sure && !elsewhere
}
