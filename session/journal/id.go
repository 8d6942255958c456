package journal

import (
	"cmp"
	"crypto/rand"
	"fmt"
	"strings"
	"time"
)

// A run's name is a file name that every system takes and people can read, and
// it sorts by time: 2026-11-21-0930-infant-mental-health-7f2k.
const (
	idTime  = "2006-01-02-1504"
	maxID   = 80 // bytes of a run's name that is believed to be one
	maxSlug = 40 // bytes of a plan's id in it
)

// newID is a name for a run of a plan that begins at an instant, in the zone of
// which its time of day is written.
func newID(plan string, at time.Time) string {
	var b strings.Builder
	for _, r := range strings.ToLower(plan) {
		switch {
		case 'a' <= r && r <= 'z', '0' <= r && r <= '9':
			b.WriteRune(r)
		case b.Len() > 0 && !strings.HasSuffix(b.String(), "-"):
			b.WriteByte('-')
		}
	}
	slug := b.String()
	slug = cmp.Or(strings.Trim(slug[:min(len(slug), maxSlug)], "-"), "session")
	return fmt.Sprintf("%s-%s-%s", at.Format(idTime), slug, strings.ToLower(rand.Text()[:4]))
}

func isID(name string) bool {
	if len(name) < len(idTime)+2 || len(name) > maxID || name[len(idTime)] != '-' {
		return false
	}
	for _, c := range name {
		if (c < 'a' || c > 'z') && (c < '0' || c > '9') && c != '-' {
			return false
		}
	}
	_, err := time.Parse(idTime, name[:len(idTime)])
	return err == nil
}
