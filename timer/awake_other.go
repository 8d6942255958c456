//go:build !windows

package timer

import "time"

// awake is Go's monotonic time, which stands still while the computer sleeps.
func awake() time.Duration { return time.Since(began) }
