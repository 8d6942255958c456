package timer

import (
	"os"
	"strings"
	"sync"
)

// bootID is the name the kernel gave this boot.
var bootID = sync.OnceValue(func() string {
	id, err := os.ReadFile("/proc/sys/kernel/random/boot_id")
	if err != nil {
		return ""
	}
	return strings.TrimSpace(string(id))
})
