package library

import (
	"cmp"
	"slices"

	"facilitate/session/journal"
)

// NameTime is how the names of runs begin: the minute in which they began, as
// time.Format writes it.
const NameTime = "2006-01-02-1504"

// ShortNames are beginnings of the runs' names that are enough to tell them
// apart: the day and time, or more.
func ShortNames(infos []journal.Info) []string {
	const day = len(NameTime)
	byName := make([]int, len(infos))
	for i := range byName {
		byName[i] = i
	}
	slices.SortFunc(byName, func(a, b int) int { return cmp.Compare(infos[a].ID, infos[b].ID) })
	names := make([]string, len(infos))
	for n, i := range byName {
		id, common := infos[i].ID, day-1
		for _, other := range []int{n - 1, n + 1} { // what others share with it, its neighbours do
			if other >= 0 && other < len(byName) {
				common = max(common, sharedLength(id, infos[byName[other]].ID))
			}
		}
		if common = min(common+1, len(id)); common > day {
			common = len(id) // a name cut off somewhere would look like a mistake
		}
		names[i] = id[:common]
	}
	return names
}

func sharedLength(a, b string) int {
	n := 0
	for n < min(len(a), len(b)) && a[n] == b[n] {
		n++
	}
	return n
}
