package journal

import (
	"path/filepath"
	"slices"
	"strconv"
)

// damagedName is the name under which a damaged file is kept.
func damagedName(n int) string { return journalFirst + ".damaged-" + strconv.Itoa(n) }

// setAside removes the files that the newest one supersedes, but keeps the
// damaged ones under another name. What cannot be done is no loss: the next
// process reads these files again, with the newest.
func (r *Run) setAside() {
	older := r.older
	r.older, r.repair = nil, false
	if len(older) == 0 {
		return
	}
	names, err := r.fs.ReadDir(r.dir)
	if err != nil {
		return
	}
	free := 1
	for _, o := range older {
		path := filepath.Join(r.dir, o.name)
		if !o.damaged {
			_ = r.fs.Remove(path)
			continue
		}
		for slices.Contains(names, damagedName(free)) {
			free++
		}
		names = append(names, damagedName(free))
		_ = r.fs.Rename(path, filepath.Join(r.dir, damagedName(free)))
	}
	_ = r.fs.SyncDir(r.dir)
}
