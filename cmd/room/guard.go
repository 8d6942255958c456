package room

import (
	"errors"
	"fmt"
	"net/http"
	"runtime/debug"
	"slices"
	"strings"
)

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

// foreign is whether a page of another origin asks. Following a link to this
// server is no such thing.
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

// refuse answers with a status and a line of words.
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
