package library

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"facilitate/session"
	"facilitate/session/journal"
)

const mostNamed = 8

// FindRun is the name of the run that is asked for, by that, a beginning of it that no
// other run has, or what BriefNames has; where nothing is asked for, of the newest that
// was a session. Only runs of these kinds are looked at, if any is named.
func FindRun(store journal.Store, asked string, kinds ...journal.Kind) (string, error) {
	ofKind := func(i *journal.Info) bool { return len(kinds) == 0 || slices.Contains(kinds, i.Head.Kind) }
	if asked == "" {
		info, err := NewestRun(store, func(i *journal.Info) bool { return ofKind(i) && i.Took() })
		if info == nil && err == nil {
			err = errors.New("there is no run yet; facilitate deliver or facilitate rehearse makes one")
		}
		if err != nil {
			return "", err
		}
		return info.ID, nil
	}
	names, err := store.Names()
	if err != nil {
		return "", err
	}
	if slices.Contains(names, asked) { // and others may begin with it
		names = []string{asked}
	}
	var found []string
	for _, name := range slices.Backward(names) {
		if isCalled(name, asked) {
			// Of one that cannot be read nobody knows the kind: to read it tells why.
			if info, ok := store.Info(name); ok && (info.Unread != nil || ofKind(&info)) {
				found = append(found, name)
			}
		}
	}
	switch len(found) {
	case 0:
		if err := FileInstead(asked, aRun); err != nil {
			return "", err
		}
		return "", fmt.Errorf("there is no run %q; facilitate history shows the runs there are", session.CleanLine(asked))
	case 1:
		return found[0], nil
	}
	more := ""
	if len(found) > mostNamed {
		more = fmt.Sprintf(" and %d more", len(found)-mostNamed)
		found = found[:mostNamed]
	}
	return "", fmt.Errorf("several runs begin with %q: %s%s; give more of the name", asked, strings.Join(found, ", "), more)
}

// NewestRun is the newest run that is wanted; nil where there is none. The error says
// where one cannot be read that may be newer: nobody knows whether that is it.
func NewestRun(store journal.Store, wanted func(*journal.Info) bool) (*journal.Info, error) {
	names, err := store.Names()
	if err != nil {
		return nil, err
	}
	newest, unread := newestOf(store, names, wanted)
	if unread != nil {
		return nil, fmt.Errorf("the newest run may be one that cannot be read: %w; name the one you mean, facilitate history shows them", unread)
	}
	return newest, nil
}

// NewestTouched is the newest run that is wanted of those under way since an instant; nil
// where there is none. No others are read, however many are kept.
func NewestTouched(store journal.Store, since time.Time, wanted func(*journal.Info) bool) (*journal.Info, error) {
	names, err := store.Touched(since)
	newest, _ := newestOf(store, names, wanted)
	return newest, err
}

// newestOf is the newest of some runs, in the order of their names. These begin with the
// time of day at the session, and so no more are read than the last that may be it.
// Unread is why the last of those behind it cannot be read.
func newestOf(store journal.Store, names []string, wanted func(*journal.Info) bool) (newest *journal.Info, unread error) {
	for _, name := range slices.Backward(names) {
		if newest != nil && latest(name).Before(newest.Created) {
			break
		}
		info, ok := store.Info(name)
		switch {
		case !ok:
		case info.Unread != nil:
			if newest == nil && unread == nil {
				unread = info.Unread
			}
		case wanted(&info) && (newest == nil || info.Created.After(newest.Created)):
			newest = &info
		}
	}
	return newest, unread
}

// latest is when a run of a name can have been begun at the latest, wherever that was.
func latest(name string) time.Time {
	const farthest = 12 * time.Hour // west of Greenwich
	at, _ := time.Parse(NameTime, name[:len(NameTime)])
	return at.Add(farthest + time.Minute)
}

// NameTime is how names of runs begin: the minute, as time.Format writes it.
const NameTime = "2006-01-02-1504"

// ShortNames are beginnings of the runs' names, by those, that are enough to tell
// them apart: the day and time, or more.
func ShortNames(ids []string) map[string]string {
	const day = len(NameTime)
	ids = slices.Sorted(slices.Values(ids))
	short := make(map[string]string, len(ids))
	for i, id := range ids {
		common := day - 1
		for _, other := range []int{i - 1, i + 1} { // what others share with it, its neighbours do
			if other >= 0 && other < len(ids) {
				common = max(common, sharedLength(id, ids[other]))
			}
		}
		if common = min(common+1, len(id)); common > day {
			common = len(id) // a name cut off somewhere would look like a mistake
		}
		short[id] = id[:common]
	}
	return short
}

// BriefNames are names of the runs for a table, by their own, that tell them apart: the
// day and time, behind it the last part of the name if need be, or else all of it.
func BriefNames(ids []string) map[string]string {
	brief := ShortNames(ids)
	for id, short := range brief {
		isTaken := func(other string) bool { return other != id && isCalled(other, tagged(id)) }
		if short == id && !slices.ContainsFunc(ids, isTaken) {
			brief[id] = tagged(id)
		}
	}
	return brief
}

// tagged is the day and time of a run with the last part of its name.
func tagged(id string) string { return id[:len(NameTime)] + id[strings.LastIndexByte(id, '-'):] }

// isCalled is whether a run is meant by a name: a beginning of its own, or its tagged one.
// Nothing else is: what is deleted is found by it too.
func isCalled(id, name string) bool { return strings.HasPrefix(id, name) || name == tagged(id) }

func sharedLength(a, b string) int {
	n := 0
	for n < min(len(a), len(b)) && a[n] == b[n] {
		n++
	}
	return n
}
