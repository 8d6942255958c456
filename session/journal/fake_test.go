package journal

import (
	"errors"
	"io"
	"io/fs"
	"maps"
	"math/rand/v2"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"syscall"
	"time"
)

// fakeFS is a file system in memory that tells what is on disk from what is
// only known to the running system, and forgets the latter in a crash. Calls
// can be made to fail, one by one.
type fakeFS struct {
	mu    sync.Mutex
	root  *node
	locks map[*node]bool
	calls int // so far
	// before is asked at every call what is to become of it; nil: nothing.
	before func(call int, op string) fate

	// retried is whether a file was used again after its sync had failed.
	retried bool

	// Faults of a careless program, planted to see that they are noticed.
	noSync, syncOnce, noSyncDir, hideSyncErrors bool
}

// fate is what becomes of a call.
type fate struct {
	err   error
	half  bool // a write is half done before it fails
	crash bool // the power goes: this call and all that follow fail
}

var errCrashed = errors.New("the computer is off")

// node is a file or a folder.
type node struct {
	entries, diskEntries map[string]*node // of a folder

	data, disk []byte // of a file
	isShared   bool   // data is what others have too: it is copied before it is changed
	dirty      []bool // the bytes that the next sync puts on disk; those behind it are clean
	synced     bool
	failed     bool // a sync did
}

// stored is a file that is on disk. What is on disk is never changed, but other
// bytes put in its place.
func stored(data []byte) *node { return &node{data: data, disk: data, isShared: true} }

func newFolder() *node {
	return &node{entries: map[string]*node{}, diskEntries: map[string]*node{}}
}

func newFakeFS() *fakeFS {
	f := &fakeFS{root: newFolder(), locks: map[*node]bool{}}
	f.root.entries["state"] = newFolder()
	f.root.diskEntries = maps.Clone(f.root.entries)
	return f
}

const fakeDir = "/state"

// loss is what a crash does to what was not waited for.
type loss int

const (
	loseAll  loss = iota
	loseNone      // as if only the process had been killed
	loseSome
	losses
)

// crash turns the computer off and on.
func (f *fakeFS) crash(how loss, random *rand.Rand) *fakeFS {
	return &fakeFS{root: f.root.after(how, random), locks: map[*node]bool{}}
}

func (n *node) after(how loss, random *rand.Rand) *node {
	if n.entries == nil {
		switch how {
		case loseNone:
			return stored(slices.Clone(n.data))
		case loseSome:
			return stored(mixed(n.disk, n.data, random))
		}
		return stored(n.disk)
	}
	names := n.diskEntries
	switch how {
	case loseNone:
		names = n.entries
	case loseSome:
		names = map[string]*node{}
		for _, name := range slices.Sorted(maps.Keys(union(n.entries, n.diskEntries))) {
			from := []map[string]*node{n.entries, n.diskEntries}[random.IntN(2)]
			if child, ok := from[name]; ok {
				names[name] = child
			}
		}
	}
	c := newFolder()
	for _, name := range slices.Sorted(maps.Keys(names)) {
		c.entries[name] = names[name].after(how, random)
	}
	c.diskEntries = maps.Clone(c.entries)
	return c
}

func union(a, b map[string]*node) map[string]*node {
	u := maps.Clone(a)
	maps.Copy(u, b)
	return u
}

// mixed is a file of which the disk took some blocks and not others.
func mixed(disk, data []byte, random *rand.Rand) []byte {
	const block = 32
	size := []int{len(disk), len(data)}[random.IntN(2)]
	m := make([]byte, size)
	for at := 0; at < size; at += block {
		from := []([]byte){disk, data}[random.IntN(2)]
		if at < len(from) {
			copy(m[at:min(at+block, size)], from[at:])
		}
	}
	return m
}

// call counts a call and says what becomes of it.
func (f *fakeFS) call(op string) fate {
	f.calls++
	if f.before == nil {
		return fate{}
	}
	return f.before(f.calls, op)
}

// clean is a path with slashes, whatever the system has.
func cleanPath(name string) string {
	name = filepath.ToSlash(name)
	if at := strings.Index(name, fakeDir); at > 0 {
		name = name[at:] // behind a volume
	}
	return path.Clean(name)
}

func pathError(op, name string, err error) error { return &fs.PathError{Op: op, Path: name, Err: err} }

// find is the node of a name, nil if there is none.
func (f *fakeFS) find(name string) *node {
	n := f.root
	for _, part := range strings.Split(strings.Trim(cleanPath(name), "/"), "/") {
		if part == "" {
			continue
		}
		if n = n.entries[part]; n == nil {
			return nil
		}
	}
	return n
}

func (f *fakeFS) parent(name string) (*node, string) {
	name = cleanPath(name)
	return f.find(path.Dir(name)), path.Base(name)
}

func (f *fakeFS) Mkdir(dir string) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	if fate := f.call("mkdir"); fate.err != nil {
		return pathError("mkdir", dir, fate.err)
	}
	parent, name := f.parent(dir)
	switch {
	case parent == nil:
		return pathError("mkdir", dir, syscall.ENOENT)
	case parent.entries[name] != nil:
		return pathError("mkdir", dir, syscall.EEXIST)
	}
	parent.entries[name] = newFolder()
	return nil
}

func (f *fakeFS) OpenFile(name string, flag int) (file, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if fate := f.call("open"); fate.err != nil {
		return nil, pathError("open", name, fate.err)
	}
	parent, base := f.parent(name)
	if parent == nil {
		return nil, pathError("open", name, syscall.ENOENT)
	}
	n := parent.entries[base]
	switch {
	case n == nil && flag&os.O_CREATE == 0:
		return nil, pathError("open", name, syscall.ENOENT)
	case n != nil && flag&os.O_EXCL != 0:
		return nil, pathError("open", name, syscall.EEXIST)
	case n == nil:
		n = &node{}
		parent.entries[base] = n
	case flag&os.O_TRUNC != 0:
		n.resize(0)
		n.failed = false // all of it is written anew
	}
	return &fakeFile{f, n}, nil
}

func (f *fakeFS) ReadFile(name string, most int) ([]byte, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if fate := f.call("read"); fate.err != nil {
		return nil, pathError("open", name, fate.err)
	}
	n := f.find(name)
	switch {
	case n == nil:
		return nil, pathError("open", name, syscall.ENOENT)
	case len(n.data) > most:
		return nil, errTooLarge
	}
	return slices.Clone(n.data), nil
}

func (f *fakeFS) ReadDir(dir string) ([]string, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if fate := f.call("readdir"); fate.err != nil {
		return nil, pathError("open", dir, fate.err)
	}
	n := f.find(dir)
	if n == nil {
		return nil, pathError("open", dir, syscall.ENOENT)
	}
	return slices.Sorted(maps.Keys(n.entries)), nil
}

// ChangeTime knows no time: everything may just have been written.
func (f *fakeFS) ChangeTime(string) (time.Time, error) { return time.Now(), nil }

func (f *fakeFS) Rename(from, to string) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	if fate := f.call("rename"); fate.err != nil {
		return pathError("rename", from, fate.err)
	}
	n := f.find(from)
	if n == nil {
		return pathError("rename", from, syscall.ENOENT)
	}
	parent, name := f.parent(from)
	delete(parent.entries, name)
	parent, name = f.parent(to)
	parent.entries[name] = n
	return nil
}

func (f *fakeFS) Remove(name string) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	if fate := f.call("remove"); fate.err != nil {
		return pathError("remove", name, fate.err)
	}
	parent, base := f.parent(name)
	switch {
	case parent == nil || parent.entries[base] == nil:
		return pathError("remove", name, syscall.ENOENT)
	case len(parent.entries[base].entries) > 0:
		return pathError("remove", name, syscall.ENOTEMPTY)
	}
	delete(parent.entries, base)
	return nil
}

func (f *fakeFS) SyncDir(dir string) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	if fate := f.call("syncdir"); fate.err != nil {
		return pathError("sync", dir, fate.err)
	}
	n := f.find(dir)
	if n == nil {
		return pathError("open", dir, syscall.ENOENT)
	}
	if !f.noSyncDir {
		n.diskEntries = maps.Clone(n.entries)
	}
	return nil
}

func (f *fakeFS) Leads(name string, open file) bool {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.call("stat").err != nil {
		return true
	}
	return f.find(name) == open.(*fakeFile).n
}

func (f *fakeFS) Lock(name string) (io.Closer, error) {
	opened, err := f.OpenFile(name, os.O_CREATE|os.O_RDONLY)
	if err != nil {
		return nil, err
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	n := opened.(*fakeFile).n
	if f.locks[n] {
		return nil, errHeld
	}
	f.locks[n] = true
	return fakeLock{f, n}, nil
}

func (f *fakeFS) IsLocked(name string) bool {
	f.mu.Lock()
	defer f.mu.Unlock()
	n := f.find(name)
	return n != nil && f.locks[n]
}

type fakeLock struct {
	fs *fakeFS
	n  *node
}

func (l fakeLock) Close() error {
	l.fs.mu.Lock()
	defer l.fs.mu.Unlock()
	delete(l.fs.locks, l.n)
	return nil
}

// resize changes a file's length as the running system knows it.
func (n *node) resize(size int) {
	n.own()
	n.dirty = append(n.dirty, make([]bool, max(0, min(len(n.data), size)-len(n.dirty)))...)
	if more := size - len(n.data); more > 0 {
		n.data, n.dirty = append(n.data, make([]byte, more)...), append(n.dirty, slices.Repeat([]bool{true}, more)...)
	}
	n.data, n.dirty = n.data[:size], n.dirty[:min(len(n.dirty), size)]
}

// own makes data the file's own, so that it can be changed.
func (n *node) own() {
	if n.isShared {
		n.data, n.isShared = slices.Clone(n.data), false
	}
}

type fakeFile struct {
	fs *fakeFS
	n  *node
}

func (f *fakeFile) WriteAt(b []byte, offset int64) (int, error) {
	f.fs.mu.Lock()
	defer f.fs.mu.Unlock()
	fate := f.fs.call("write")
	if offset == 0 && len(b) >= len(f.n.data) {
		f.n.failed = false // all of it is written anew
	}
	f.fs.retried = f.fs.retried || f.n.failed
	if fate.err != nil {
		if !fate.half {
			return 0, pathError("write", "", fate.err)
		}
		b = b[:len(b)/2]
	}
	f.n.resize(max(len(f.n.data), int(offset)+len(b)))
	for i, c := range b {
		f.n.data[int(offset)+i], f.n.dirty[int(offset)+i] = c, true
	}
	if fate.err != nil {
		return len(b), pathError("write", "", fate.err)
	}
	return len(b), nil
}

func (f *fakeFile) Truncate(size int64) error {
	f.fs.mu.Lock()
	defer f.fs.mu.Unlock()
	if fate := f.fs.call("truncate"); fate.err != nil {
		return pathError("truncate", "", fate.err)
	}
	f.n.resize(int(size))
	return nil
}

// Sync puts on disk what is dirty. One that fails does not, and the system
// takes it for clean all the same: the next one will not put it there either.
func (f *fakeFile) Sync() error {
	f.fs.mu.Lock()
	defer f.fs.mu.Unlock()
	fate := f.fs.call("sync")
	if fate.crash {
		return fate.err
	}
	if !f.fs.noSync && !(f.fs.syncOnce && f.n.synced) {
		f.n.synced = true
		disk := make([]byte, len(f.n.data))
		copy(disk, f.n.disk)
		for i, dirty := range f.n.dirty {
			if dirty && fate.err == nil {
				disk[i] = f.n.data[i]
			}
		}
		if fate.err == nil {
			f.n.disk = disk
		}
	}
	f.n.dirty = f.n.dirty[:0]
	f.n.failed = fate.err != nil
	if fate.err != nil && !f.fs.hideSyncErrors {
		return pathError("sync", "", fate.err)
	}
	return nil
}

func (f *fakeFile) Close() error {
	f.fs.mu.Lock()
	defer f.fs.mu.Unlock()
	return f.fs.call("close").err
}

// failAt makes calls fail: the one with a number, and those after it if for
// good. Even failed writes do half of it.
func failAt(call int, forGood bool) func(int, string) fate {
	return func(n int, op string) fate {
		if n < call || n > call && !forGood {
			return fate{}
		}
		switch op {
		case "write":
			return fate{err: []error{syscall.ENOSPC, syscall.EIO}[n%2], half: n%3 != 0}
		case "sync", "syncdir", "read", "readdir", "close":
			return fate{err: syscall.EIO}
		case "truncate", "remove", "rename":
			return fate{err: syscall.EACCES}
		case "stat":
			return fate{}
		}
		return fate{err: []error{syscall.ENOSPC, syscall.EROFS}[n%2]}
	}
}

// crashAt turns the computer off at a call.
func crashAt(call int) func(int, string) fate {
	return func(n int, _ string) fate {
		if n < call {
			return fate{}
		}
		return fate{err: errCrashed, half: n == call, crash: true}
	}
}
