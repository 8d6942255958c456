package library

import "slices"

// NameTime is how the names of runs begin: the minute in which they began, as
// time.Format writes it.
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

func sharedLength(a, b string) int {
	n := 0
	for n < min(len(a), len(b)) && a[n] == b[n] {
		n++
	}
	return n
}
