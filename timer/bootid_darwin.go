package timer

import (
	"sync"

	"golang.org/x/sys/unix"
)

// bootID is the name the kernel gave this boot.
var bootID = sync.OnceValue(func() string {
	id, err := unix.Sysctl("kern.bootsessionuuid")
	if err != nil {
		return ""
	}
	return id
})
