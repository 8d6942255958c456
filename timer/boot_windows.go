package timer

import (
	"time"

	"golang.org/x/sys/windows"
)

// sinceBoot counts on while the computer sleeps.
func sinceBoot() time.Duration { return windows.DurationSinceBoot() }
