package journal

import (
	"syscall"

	"golang.org/x/sys/windows"
)

var (
	diskFull  = []syscall.Errno{windows.ERROR_DISK_FULL, windows.ERROR_HANDLE_DISK_FULL, windows.ERROR_DISK_QUOTA_EXCEEDED}
	readOnly  = []syscall.Errno{windows.ERROR_WRITE_PROTECT}
	diskFault = []syscall.Errno{windows.ERROR_CRC, windows.ERROR_IO_DEVICE, windows.ERROR_WRITE_FAULT}
)
