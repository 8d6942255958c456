package room

import (
	"context"
	"embed"
	"errors"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"net/netip"
	"runtime/debug"
	"sync"
	"syscall"
	"time"
)

//go:embed page
var files embed.FS

// asset is a file of the page as it is served.
type asset struct {
	media string
	data  []byte
}

// newAsset is a file of the page folder.
func newAsset(name, media string) asset {
	data, err := files.ReadFile("page/" + name)
	if err != nil {
		panic(err) // it is compiled in
	}
	return asset{media, data}
}

func (a asset) serve(w http.ResponseWriter, r *http.Request) {
	if !allowMethod(w, r, http.MethodGet) || !setWriteDeadline(w) {
		return
	}
	w.Header().Set("Content-Type", a.media)
	_, _ = w.Write(a.data)
}

// setWriteDeadline gives an answer its time to be written; false where that
// cannot be set.
func setWriteDeadline(w http.ResponseWriter) bool {
	return http.NewResponseController(w).SetWriteDeadline(time.Now().Add(writePatience)) == nil
}

// What Windows calls the two errors of a port; no other system has such numbers.
const (
	winAddressInUse = syscall.Errno(10048)
	winAccess       = syscall.Errno(10013)
)

// web is a listener with its server.
type web struct {
	failed func(error)

	mu       sync.Mutex
	listener net.Listener
	server   *http.Server
}

// start listens at an address; port 0 lets the system choose one.
func (s *web) start(address netip.AddrPort, handler http.Handler) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.server != nil {
		return errors.New("it is served already")
	}
	listener, err := net.Listen("tcp", address.String())
	switch {
	case errors.Is(err, syscall.EADDRINUSE), errors.Is(err, winAddressInUse):
		return fmt.Errorf("port %d is taken by another program; choose another one", address.Port())
	case errors.Is(err, syscall.EACCES), errors.Is(err, winAccess):
		return fmt.Errorf("port %d needs more rights than you have; choose one above 1023", address.Port())
	case err != nil:
		return fmt.Errorf("nothing can be served at %s: %w", address, err)
	}
	server := &http.Server{
		Handler:           handler,
		ReadHeaderTimeout: 5 * time.Second, // and none for all of it, which would end streams
		IdleTimeout:       time.Minute,
		MaxHeaderBytes:    16 << 10,
		ErrorLog:          log.New(io.Discard, "", 0), // never into the terminal
	}
	s.listener, s.server = listener, server
	go s.runSafely(func() error {
		err := server.Serve(listener)
		if errors.Is(err, http.ErrServerClosed) {
			return nil
		}
		return fmt.Errorf("pages are served no longer: %w", err)
	})
	return nil
}

// runSafely runs a goroutine's work. What goes wrong in it is told, and does not
// tear down the terminal.
func (s *web) runSafely(work func() error) {
	defer func() {
		if v := recover(); v != nil {
			s.failed(fmt.Errorf("pages are served no longer: %v\n%s", v, debug.Stack()))
		}
	}()
	if err := work(); err != nil {
		s.failed(err)
	}
}

// port is the one listened at; 0 before start.
func (s *web) port() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.listener == nil {
		return 0
	}
	return s.listener.Addr().(*net.TCPAddr).Port
}

// close ends it. Requests under way have a moment to end.
func (s *web) close() error {
	s.mu.Lock()
	server := s.server
	s.mu.Unlock()
	if server == nil {
		return nil
	}
	ctx, cancel := context.WithTimeout(context.Background(), 500*time.Millisecond)
	defer cancel()
	if server.Shutdown(ctx) == nil {
		return nil
	}
	return server.Close()
}
