package room

import (
	"bufio"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"facilitate/cmd/clitest"
)

// request is one as it goes over the wire, so that no library makes it better
// than it is.
type request struct {
	method, path, host string
	head               string // further lines
	body               string
}

// ask sends a request and gives the status and the answer's text; a stream's
// first line is enough.
func ask(t testing.TB, port int, r request) (*http.Response, string) {
	t.Helper()
	c, err := net.Dial("tcp", fmt.Sprintf("127.0.0.1:%d", port))
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	if err := c.SetDeadline(time.Now().Add(longEnough)); err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	fmt.Fprintf(&b, "%s %s HTTP/1.1\r\n", r.method, r.path)
	if r.host != "none" {
		fmt.Fprintf(&b, "Host: %s\r\n", r.host)
	}
	b.WriteString(r.head)
	if r.body != "" {
		fmt.Fprintf(&b, "Content-Length: %d\r\n", len(r.body))
	}
	b.WriteString("Connection: close\r\n\r\n" + r.body)
	if _, err := io.WriteString(c, b.String()); err != nil {
		t.Fatal(err)
	}
	answer, err := http.ReadResponse(bufio.NewReader(c), &http.Request{Method: r.method})
	if err != nil {
		t.Fatalf("%s %s: %v", r.method, r.path, err)
	}
	if answer.Header.Get("Content-Type") == "text/event-stream" { // to close its body would wait for its end
		line, _ := bufio.NewReader(answer.Body).ReadString('\n')
		return answer, line
	}
	text, _ := io.ReadAll(io.LimitReader(answer.Body, 500))
	if !utf8.Valid(text) {
		text = []byte("a picture")
	}
	return answer, string(text)
}

const picturePlan = `
title: Pictures
duration: 30m
slides:
  - {id: first, image: drawing.png, alt: a}
  - {id: later, image: later.png, alt: a}
  - {id: lie, image: lie.png, alt: a}
  - {id: script, image: script.gif, alt: a}
  - {id: link, image: link.png, alt: a}
  - {id: within, image: within.png, alt: a}
  - {id: none, image: none.png, alt: a}
  - {id: folder, image: folder.png, alt: a}
  - {id: below, image: below/drawing.png, alt: a}
  - {id: plain, title: plain}
  - {id: linked, image: linked/drawing.png, alt: a}
  - {id: jpeg, image: named.jpg, alt: a}
activities: [{id: a, title: A, duration: 5m, notes: [{slide: first}]}]
`

// pictureServer has shown all slides but the second.
func pictureServer(t *testing.T) *Server {
	t.Helper()
	folder, outside := t.TempDir(), t.TempDir()
	drawing(t, folder)
	drawing(t, outside)
	png, err := os.ReadFile(filepath.Join(folder, "drawing.png"))
	if err != nil {
		t.Fatal(err)
	}
	write(t, folder, "later.png", png)
	write(t, folder, "unnamed.png", png)
	write(t, folder, "below/drawing.png", png)
	write(t, folder, "named.jpg", png)
	write(t, folder, "lie.png", []byte("<html><script>alert(1)</script>"))
	write(t, folder, "script.gif", []byte(`<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>`))
	if err := os.Mkdir(filepath.Join(folder, "folder.png"), 0o700); err != nil {
		t.Fatal(err)
	}
	if runtime.GOOS != "windows" { // where links need rights that tests do not have
		for link, to := range map[string]string{
			"link.png": filepath.Join(outside, "drawing.png"), "within.png": "drawing.png", "linked": outside,
		} {
			if err := os.Symlink(to, filepath.Join(folder, link)); err != nil {
				t.Fatal(err)
			}
		}
	}
	plan := load(t, picturePlan)
	s := serve(t, Options{Plan: plan, Folder: folder})
	for i := range plan.Slides {
		if plan.Slides[i].ID != "later" {
			s.Publish(Scene{Page: WorkPage, Slide: newSlide(plan, &plan.Slides[i])})
		}
	}
	return s
}

// TestRoomMatrix asks the room's server for all kinds of things.
func TestRoomMatrix(t *testing.T) {
	t.Parallel()
	s := pictureServer(t)
	port := s.Port()
	own := fmt.Sprintf("localhost:%d", port)
	type row struct {
		request
		want int
	}
	var rows []row
	add := func(want int, r request) {
		if r.host == "" {
			r.host = own
		}
		if r.method == "" {
			r.method = "GET"
		}
		if r.path == "" {
			r.path = "/"
		}
		rows = append(rows, row{r, want})
	}
	for _, path := range []string{"/", "/?theme=dark", "/room.css", "/room.js", "/events"} {
		for _, host := range []string{"localhost", "127.0.0.1", "[::1]", "LocalHost"} {
			add(200, request{path: path, host: fmt.Sprintf("%s:%d", host, port)})
		}
		for _, host := range []string{
			"evil.com", "localhost", "127.0.0.1", "127.0.0.1.nip.io", "0.0.0.0", "localhost.evil.com", "localhost.", "[::]", "10.0.0.1",
			"127.0.0.2", "2130706433", "user@localhost",
		} {
			with := fmt.Sprintf("%s:%d", host, port)
			if host == "localhost" || host == "127.0.0.1" { // without the port
				with = host
			}
			want := 403
			if strings.Contains(host, "@") {
				want = 400 // the library refuses it
			}
			add(want, request{path: path, host: with})
		}
	}
	add(403, request{host: " "})
	add(400, request{host: "none"})
	add(403, request{host: "localhost:1"})
	add(403, request{path: "http://evil.com/", host: own})
	add(403, request{path: fmt.Sprintf("http://evil.com:%d/events", port), host: own})
	add(400, request{head: "Host: evil.com\r\n"})
	for _, method := range []string{"POST", "PUT", "DELETE", "PATCH", "OPTIONS", "HEAD", "TRACE", "PROPFIND"} {
		for _, path := range []string{"/", "/events", "/do", "/picture/1"} {
			add(405, request{method: method, path: path})
		}
	}
	add(405, request{method: "CONNECT", path: own})
	for _, path := range []string{
		"/do", "/enter", "/in", "/index.html", "/room", "//", "/page/room.js", "/page/phone.js", "/phone.js", "/favicon.ico", "/../server.go",
		"/%2e%2e/server.go", "/.git/config", "/debug/pprof/", "/events/", "/room.css/", "/plan.yaml",
	} {
		add(404, request{path: path})
	}
	for _, path := range []string{
		"0", "2", "-1", "13", "99999999999999999999", "1/", "01", "+1", "1.png", "", "drawing.png", "unnamed.png", "../drawing.png", "..%2fdrawing.png",
		"%2e%2e/%2e%2e/etc/passwd", "1/../2", "..\\2", "1%00", "1%2f..%2f2", "//1", "one", "/1",
		"2?1", "3", "4", "7", "8", "10", "12", "1%20", "file:///etc/passwd",
	} {
		add(404, request{path: "/picture/" + path})
	}
	for _, path := range []string{"1", "9", "1?x", "%31"} {
		add(200, request{path: "/picture/" + path})
	}
	if runtime.GOOS != "windows" {
		add(404, request{path: "/picture/5"})
		add(404, request{path: "/picture/11"})
		add(200, request{path: "/picture/6"})
	}
	for _, path := range []string{"/", "/events", "/picture/1"} {
		for origin, want := range map[string]int{
			"http://" + own: 200, fmt.Sprintf("http://127.0.0.1:%d", port): 200, "http://evil.com": 403, "null": 403, "": 403,
			"https://" + own: 403, "http://localhost": 403, "http://localhost:1": 403, "file://": 403,
		} {
			add(want, request{path: path, head: "Origin: " + origin + "\r\n"})
		}
		add(403, request{path: path, head: "Origin: http://" + own + "\r\nOrigin: http://evil.com\r\n"})
		add(403, request{path: path, head: "Sec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: no-cors\r\n"})
		add(403, request{path: path, head: "Sec-Fetch-Site: same-site\r\nSec-Fetch-Mode: cors\r\n"})
		add(403, request{path: path, head: "Sec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: navigate\r\nSec-Fetch-Dest: iframe\r\n"})
		add(200, request{path: path, head: "Sec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: navigate\r\nSec-Fetch-Dest: document\r\n"})
		add(200, request{path: path, head: "Sec-Fetch-Site: same-origin\r\nSec-Fetch-Mode: cors\r\n"})
	}
	if len(rows) < 150 {
		t.Errorf("only %d requests", len(rows))
	}
	for _, r := range rows {
		answer, text := ask(t, port, r.request)
		if answer.StatusCode != r.want {
			t.Errorf("%s %s at %s %q: %d, want %d: %s", r.method, r.path, r.host, r.head, answer.StatusCode, r.want, text)
		}
		if answer.StatusCode == 400 {
			continue // net/http's own
		}
		for name, want := range map[string]string{
			"Content-Security-Policy": policy, "Cache-Control": "no-store", "X-Content-Type-Options": "nosniff",
			"Referrer-Policy": "no-referrer", "X-Frame-Options": "DENY", "Access-Control-Allow-Origin": "", "Set-Cookie": "", "Location": "",
		} {
			if got := answer.Header.Get(name); got != want {
				t.Errorf("%s %s at %s: %s is %q", r.method, r.path, r.host, name, got)
			}
		}
	}
	for _, need := range []string{"default-src 'none'", "frame-ancestors 'none'", "script-src 'self'"} {
		if !strings.Contains(policy, need) || strings.Contains(policy, "unsafe") {
			t.Errorf("the policy is %s", policy)
		}
	}
}

// remoteFor starts a remote that notes what it does.
func remoteFor(t *testing.T, do func(Action) string) *Remote {
	t.Helper()
	r := NewRemote(RemoteOptions{Address: netip.MustParseAddr("127.0.0.1"), Port: clitest.FreePort(t), Do: do})
	if err := r.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { r.Close() })
	return r
}

// tokenOf is the secret in an address.
func tokenOf(address string) string {
	_, token, _ := strings.Cut(address, "#")
	return token
}

const asJSON = "Content-Type: application/json\r\n"

// let lets a phone in and gives its cookie as a line of a request's head.
func let(t *testing.T, r *Remote, token string) (cookie string, status int) {
	t.Helper()
	answer, _ := ask(t, r.Port(), request{"POST", "/enter", r.host(), asJSON, fmt.Sprintf(`{"token":%q}`, token)})
	for _, c := range answer.Cookies() {
		if c.Name == r.cookieName() {
			if !c.HttpOnly || c.SameSite != http.SameSiteStrictMode || c.Domain != "" || len(c.Value) != 22 {
				t.Errorf("the cookie is %v", c)
			}
			return "Cookie: " + r.cookieName() + "=" + c.Value + "\r\n", answer.StatusCode
		}
	}
	return "", answer.StatusCode
}

// TestRemoteMatrix asks the remote with and without right.
func TestRemoteMatrix(t *testing.T) {
	t.Parallel()
	done := 0
	r := remoteFor(t, func(Action) string { done++; return "done" })
	token := tokenOf(r.NewToken())
	if len(token) != 22 { // 128 bits
		t.Errorf("the token is %q", token)
	}
	cookie, status := let(t, r, token)
	if status != 200 {
		t.Fatal(status)
	}
	port, own := r.Port(), r.host()
	seq := 0
	tap := func(action string) string {
		seq++
		return fmt.Sprintf(`{"seq":%d,"action":%q}`, seq, action)
	}
	type row struct {
		request
		want, does int
	}
	var rows []row
	add := func(want, does int, r request) {
		if r.host == "" {
			r.host = own
		}
		rows = append(rows, row{r, want, does})
	}
	for _, path := range []string{"/", "/phone.css", "/phone.js"} {
		add(200, 0, request{method: "GET", path: path})
		add(405, 0, request{method: "HEAD", path: path})
		add(405, 0, request{method: "POST", path: path})
		for _, host := range []string{"evil.com", fmt.Sprintf("evil.com:%d", port), fmt.Sprintf("localhost:%d", port), "127.0.0.1", fmt.Sprintf("127.0.0.1.nip.io:%d", port), fmt.Sprintf("0.0.0.0:%d", port)} {
			add(403, 0, request{method: "GET", path: path, host: host})
		}
	}
	for _, action := range []Action{NextNote, PreviousNote, NextPhase, Pause, Resume, MinuteMore, Blank, Unblank, NextGroup} {
		body := tap(string(action))
		add(200, 1, request{method: "POST", path: "/do", head: cookie + asJSON, body: body})
		add(200, 0, request{method: "POST", path: "/do", head: cookie + asJSON, body: body}) // the same again
	}
	next := func() string { return fmt.Sprintf(`{"seq":%d,"action":"next-note"}`, seq+1) }
	for want, heads := range map[int][]string{
		401: {
			asJSON, "Cookie: " + r.cookieName() + "=\r\n" + asJSON, "Cookie: " + r.cookieName() + "=" + token + "\r\n" + asJSON,
			"Cookie: other=x\r\n" + asJSON, "Authorization: Bearer " + token + "\r\n" + asJSON,
		},
		403: {
			cookie + asJSON + "Origin: http://evil.com\r\n", cookie + asJSON + "Origin: null\r\n", cookie + asJSON + "Origin: https://" + own + "\r\n",
			cookie + asJSON + "Sec-Fetch-Site: cross-site\r\n", cookie + asJSON + "Sec-Fetch-Site: same-site\r\n",
			cookie + asJSON + fmt.Sprintf("Origin: http://127.0.0.1:%d\r\n", port-1),
			cookie + asJSON + "Sec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: navigate\r\nSec-Fetch-Dest: document\r\n",
		},
		415: {cookie, cookie + "Content-Type: text/plain\r\n", cookie + "Content-Type: application/x-www-form-urlencoded\r\n", cookie + "Content-Type: multipart/form-data; boundary=x\r\n"},
	} {
		for _, head := range heads {
			add(want, 0, request{method: "POST", path: "/do", head: head, body: next()})
		}
	}
	for _, host := range []string{"evil.com", fmt.Sprintf("evil.com:%d", port), fmt.Sprintf("localhost:%d", port)} {
		add(403, 0, request{method: "POST", path: "/do", host: host, head: cookie + asJSON, body: next()})
		add(403, 0, request{method: "GET", path: "/events", host: host, head: cookie})
		add(403, 0, request{method: "POST", path: "/enter", host: host, head: asJSON, body: fmt.Sprintf(`{"token":%q}`, token)})
	}
	for _, method := range []string{"GET", "PUT", "DELETE", "HEAD", "OPTIONS"} {
		add(405, 0, request{method: method, path: "/do", head: cookie})
		add(405, 0, request{method: method, path: "/enter", head: cookie})
	}
	add(405, 0, request{method: "POST", path: "/events", head: cookie})
	add(405, 0, request{method: "POST", path: "/in", head: cookie})
	add(200, 0, request{method: "GET", path: "/events", head: cookie})
	add(200, 0, request{method: "GET", path: "/in", head: cookie})
	for _, path := range []string{"/events", "/in"} {
		add(401, 0, request{method: "GET", path: path})
		add(401, 0, request{method: "GET", path: path + "?token=" + token})
		add(403, 0, request{method: "GET", path: path, head: cookie + "Origin: http://evil.com\r\n"})
		add(403, 0, request{method: "GET", path: path, head: cookie + "Sec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: no-cors\r\n"})
	}
	for want, bodies := range map[int][]string{
		400: {
			"{}", "[]", "null", "x", `{"seq":1}`, `{"action":"finish"}`, fmt.Sprintf(`{"seq":%d,"action":"finish"}`, seq+1), fmt.Sprintf(`{"seq":%d,"action":""}`, seq+1),
			fmt.Sprintf(`{"seq":"%d","action":"next-note"}`, seq+1), fmt.Sprintf(`{"seq":%d,"action":"next-note","more":1}`, seq+1), next() + next(),
			fmt.Sprintf(`{"seq":%d.5,"action":"next-note"}`, seq+1), `{"seq":99999999999999999999,"action":"next-note"}`,
		},
		409: {
			`{"seq":0,"action":"next-note"}`, `{"seq":-1,"action":"next-note"}`, `{"action":"next-note"}`, `{"seq":1,"action":"next-note"}`,
			fmt.Sprintf(`{"seq":%d,"action":"next-note"}`, seq+2), fmt.Sprintf(`{"seq":%d,"action":"pause"}`, seq),
		},
		413: {`{"seq":1,"action":"` + strings.Repeat("x", 4000) + `"}`},
	} {
		for _, body := range bodies {
			add(want, 0, request{method: "POST", path: "/do", head: cookie + asJSON, body: body})
		}
	}
	for _, path := range []string{"/room.js", "/picture/1", "/../remote.go", "/%2e%2e/remote.go", "/do/", "/enter/", "/token", "/favicon.ico"} {
		add(404, 0, request{method: "GET", path: path, head: cookie})
	}
	if len(rows) < 100 {
		t.Errorf("only %d requests", len(rows))
	}
	for _, row := range rows {
		before := done
		answer, text := ask(t, port, row.request)
		if answer.StatusCode != row.want || done-before != row.does {
			t.Errorf("%s %s at %s\n%s%s\n%d (want %d), %d steps (want %d): %s", row.method, row.path, row.host, row.head, row.body,
				answer.StatusCode, row.want, done-before, row.does, text)
		}
		if answer.StatusCode != 400 && answer.Header.Get("Content-Security-Policy") != policy {
			t.Errorf("%s %s: no policy", row.method, row.path)
		}
		if answer.Header.Get("Access-Control-Allow-Origin") != "" {
			t.Errorf("%s %s lets others in", row.method, row.path)
		}
	}
}

// TestForeign is what a browser says of who asks.
func TestForeign(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		method, origin, site, mode, dest string
		want                             bool
	}{
		{"GET", "", "", "", "", false},
		{"POST", "", "", "", "", false}, // no browser
		{"POST", "http://a:1", "", "", "", false},
		{"POST", "http://b:1", "", "", "", true},
		{"POST", "http://a:1", "cross-site", "", "", false}, // cannot be; the origin is what counts
		{"POST", "", "cross-site", "navigate", "document", true},
		{"GET", "", "cross-site", "navigate", "document", false},
		{"GET", "", "cross-site", "navigate", "iframe", true},
		{"GET", "", "cross-site", "cors", "document", true},
		{"GET", "", "same-site", "no-cors", "image", true},
		{"GET", "", "same-origin", "cors", "empty", false},
		{"GET", "", "none", "navigate", "document", false},
	} {
		r := httptest.NewRequest(test.method, "/", nil)
		for name, value := range map[string]string{"Origin": test.origin, "Sec-Fetch-Site": test.site, "Sec-Fetch-Mode": test.mode, "Sec-Fetch-Dest": test.dest} {
			if value != "" {
				r.Header.Set(name, value)
			}
		}
		if got := foreign(r, []string{"a:1"}); got != test.want {
			t.Errorf("%+v: %v", test, got)
		}
	}
}
