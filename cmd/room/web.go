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
	"path"
	"runtime/debug"
	"slices"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"time"
)

//go:embed page
var files embed.FS

type asset struct {
	media string
	data  []byte
}

// media are the kinds of the page's files, by the ending of their names.
var media = map[string]string{
	".html": "text/html; charset=utf-8", ".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8",
}

// assets are files of the page folder by their paths: the first is the page
// itself, the others are called like their files.
func assets(names ...string) map[string]asset {
	all := map[string]asset{}
	for i, name := range names {
		data, err := files.ReadFile("page/" + name)
		if err != nil {
			panic(err) // it is compiled in
		}
		at := "/" + strings.TrimSuffix(name, ".html")
		if i == 0 {
			at = "/"
		}
		all[at] = asset{media[path.Ext(name)], data}
	}
	return all
}

func (a asset) serve(w http.ResponseWriter, r *http.Request) {
	if !allowMethod(w, r, http.MethodGet) || !setWriteDeadline(w) {
		return
	}
	w.Header().Set("Content-Type", a.media)
	_, _ = w.Write(a.data)
}

// setWriteDeadline gives an answer its time to be written; false where it cannot.
func setWriteDeadline(w http.ResponseWriter) bool {
	return http.NewResponseController(w).SetWriteDeadline(time.Now().Add(writePatience)) == nil
}

// What Windows calls the two errors of a port; no other system has such numbers.
const (
	winAddressInUse = syscall.Errno(10048)
	winAccess       = syscall.Errno(10013)
)

type web struct {
	names  []string    // under which it may be asked for
	failed func(error) // is told, in any goroutine, what broke; nil does not want to know

	mu       sync.Mutex
	listener net.Listener
	server   *http.Server
}

// local is this computer's address for itself.
var local = netip.AddrFrom4([4]byte{127, 0, 0, 1})

// serve begins to serve at an address, behind the guard; port 0 lets the system
// choose one. The usual port may be another session's: then the system does too.
func (s *web) serve(at netip.Addr, port, usual int, route http.Handler) error {
	if port < 0 || port > 65535 {
		return fmt.Errorf("there is no port %d; they go from 1 to 65535", port)
	}
	handler := guard{hosts: s.hosts, failed: s.tellFailed, next: route}
	err := s.start(netip.AddrPortFrom(at, uint16(port)), handler)
	if err != nil && port == usual {
		err = s.start(netip.AddrPortFrom(at, 0), handler)
	}
	return err
}

func (s *web) tellFailed(err error) {
	if s.failed != nil {
		s.failed(err)
	}
}

// hosts are the names with the port, as a Host header has them.
func (s *web) hosts() (hosts []string) {
	port := s.Port()
	for _, name := range s.names {
		hosts = append(hosts, name+":"+strconv.Itoa(port))
		if port == 80 { // browsers leave it out
			hosts = append(hosts, name)
		}
	}
	return hosts
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

// runSafely runs a goroutine's work. What goes wrong is told, and spares the terminal.
func (s *web) runSafely(work func() error) {
	defer func() {
		if v := recover(); v != nil {
			s.tellFailed(fmt.Errorf("pages are served no longer: %v\n%s", v, debug.Stack()))
		}
	}()
	if err := work(); err != nil {
		s.tellFailed(err)
	}
}

// Port is where pages are served; 0 before Start.
func (s *web) Port() int {
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

// policy lets a page use what this program serves and nothing else: no script
// but its own file, no address but its own, no frame around it.
const policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; " +
	"base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

// guard is what every request passes first.
type guard struct {
	hosts  func() []string // the names and ports under which this server may be asked for
	failed func(error)
	next   http.Handler
}

// ServeHTTP answers only who asked for this server by one of its names. A page
// from elsewhere that had its own name point here (DNS rebinding) is refused by
// that, and one that asks across origins by its Origin.
func (g guard) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	defer func() {
		v := recover()
		if v == nil {
			return
		}
		if err, ok := v.(error); !ok || !errors.Is(err, http.ErrAbortHandler) {
			g.failed(fmt.Errorf("a page could not be served: %v\n%s", v, debug.Stack()))
		}
		panic(http.ErrAbortHandler) // ends the connection, and net/http says nothing
	}()
	head := w.Header()
	head.Set("Content-Security-Policy", policy)
	head.Set("Cache-Control", "no-store")
	head.Set("X-Content-Type-Options", "nosniff")
	head.Set("X-Frame-Options", "DENY")
	head.Set("Referrer-Policy", "no-referrer")
	head.Set("Cross-Origin-Resource-Policy", "same-origin")
	head.Set("Cross-Origin-Opener-Policy", "same-origin")
	head.Set("Permissions-Policy", "camera=(), microphone=(), geolocation=()")
	switch hosts := g.hosts(); {
	case !slices.Contains(hosts, strings.ToLower(r.Host)):
		refuse(w, http.StatusForbidden, "this address is not served")
	case foreign(r, hosts):
		refuse(w, http.StatusForbidden, "other pages may not ask")
	default:
		g.next.ServeHTTP(w, r)
	}
}

// foreign is whether a page of another origin asks; to follow a link here is not.
func foreign(r *http.Request, hosts []string) bool {
	if origins, given := r.Header["Origin"]; given {
		host, ok := strings.CutPrefix(strings.Join(origins, " "), "http://")
		return !ok || !slices.Contains(hosts, host)
	}
	switch r.Header.Get("Sec-Fetch-Site") {
	case "", "same-origin", "none":
		return false
	}
	return r.Method != http.MethodGet || r.Header.Get("Sec-Fetch-Mode") != "navigate" || r.Header.Get("Sec-Fetch-Dest") != "document"
}

func refuse(w http.ResponseWriter, status int, why string) {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	w.WriteHeader(status)
	_, _ = fmt.Fprintln(w, why)
}

// allowMethod answers a request of another method than those allowed; false then.
func allowMethod(w http.ResponseWriter, r *http.Request, method string) bool {
	if r.Method == method {
		return true
	}
	w.Header().Set("Allow", method)
	refuse(w, http.StatusMethodNotAllowed, "only "+method+" is answered here")
	return false
}
