//go:build !linux && !darwin && !windows

package timer

import "time"

// sinceBoot has no better source here than the wall clock, which at least
// counts on while the computer sleeps.
func sinceBoot() time.Duration { return time.Duration(time.Now().UnixNano()) }
