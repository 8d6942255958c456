//go:build unix

package journal

import "syscall"

var (
	diskFull  = []syscall.Errno{syscall.ENOSPC, syscall.EDQUOT}
	readOnly  = []syscall.Errno{syscall.EROFS}
	diskFault = []syscall.Errno{syscall.EIO}
)
