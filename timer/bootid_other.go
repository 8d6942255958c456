//go:build !linux && !darwin

package timer

import "time"

// bootID is when the computer was booted, to ten minutes: the system gives no
// name to a boot. Two boots never lie so close together, and a wall clock that
// was stepped by more only leads to the question that is asked when unsure.
func bootID() string {
	return time.Now().UTC().Add(-sinceBoot()).Round(10 * time.Minute).Format(time.RFC3339)
}
