//go:build !linux && !darwin

package timer

import "time"

// bootID is when the computer was booted, to ten minutes: the system gives no
// name to a boot. Where a stepped wall clock or a time near the edge makes one
// boot look like two, the wall clock is believed for the time in between.
func bootID() string {
	return time.Now().UTC().Add(-sinceBoot()).Round(10 * time.Minute).Format(time.RFC3339)
}
