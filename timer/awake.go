//go:build linux || darwin

package timer

import "time"

var began = time.Now()

// awake is Go's monotonic time, which stands still while the computer sleeps.
func awake() time.Duration { return time.Since(began) }
