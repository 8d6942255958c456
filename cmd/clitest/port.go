package clitest

import (
	"fmt"
	"math/rand/v2"
	"net"
	"syscall"
	"testing"
)

// FreePort is a port of this computer that nobody has. It lies below those that
// systems give to whoever asks for any: else another test, or a browser's connection,
// might get it while the one that had it is gone and the next is not there yet.
func FreePort(t testing.TB) (port int) {
	t.Helper()
	for range 100 {
		port = 20000 + rand.IntN(12000)
		l, err := net.Listen("tcp", fmt.Sprintf("127.0.0.1:%d", port))
		if err != nil {
			continue
		}
		if err := LetGo(l.Close); err != nil {
			t.Fatal(err)
		}
		return port
	}
	t.Fatal("of 100 ports none is free")
	return 0
}

// LetGo closes what has a port that is wanted again at once. A program that is being
// started has for a moment all that is open here: none is while this lasts.
func LetGo(closing func() error) error {
	syscall.ForkLock.RLock()
	defer syscall.ForkLock.RUnlock()
	return closing()
}
