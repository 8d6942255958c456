package room

import (
	"cmp"
	"html"
	"net/http"
	"strconv"
	"strings"
	"time"

	"facilitate/session"
)

// ScreenPort and PhonePort serve the pages unless another is asked for: the same at
// every start, so that pages that are open find the program again after it died.
const (
	ScreenPort = 4723
	PhonePort  = 4724
)

// Options are what the room's server needs.
type Options struct {
	Plan     *session.Plan
	Folder   string           // where the plan lies, and the pictures that its slides name; "": there are none beside it
	Port     int              // 0: the system chooses; after a crash open pages find the program again at the same one
	Now      func() time.Time // the instants that scenes are made at; nil: time.Now
	Failed   func(error)      // told, in any goroutine, what broke while pages are served; nil: nobody. The delivery goes on
	Patience time.Duration    // how long a page may take for a message; 0: five seconds
}

// Server serves the room's screen to this computer. Its methods may be called
// from any goroutine, and none but Start and Close takes any time to speak of.
type Server struct {
	screen
	wantedPort int
}

// screen is what shows scenes: its pages, what they are told, and the pictures.
type screen struct {
	web
	stream   *stream
	pictures *pictures
	pages    map[string]asset
}

// New is a server that does not serve yet.
func New(o Options) *Server {
	s := &Server{wantedPort: o.Port, screen: screen{
		web:    web{names: []string{"localhost", "127.0.0.1", "[::1]"}, failed: o.Failed},
		stream: newStream(o.Now), pictures: newPictures(o.Plan, o.Folder), pages: assets("room.html", "room.css", "room.js"),
	}}
	if o.Plan != nil {
		page := s.pages["/"]
		page.data = titled(page.data, o.Plan)
		s.pages["/"] = page
	}
	s.stream.patience = cmp.Or(o.Patience, writePatience)
	return s
}

// titled is the page with the session's title, which is there before any script
// is, and with its language, by which a browser chooses letters.
func titled(page []byte, plan *session.Plan) []byte {
	title := html.EscapeString(plan.Title)
	pairs := []string{
		"<title>Room screen</title>", "<title>" + title + "</title>",
		`<main id="page"></main>`, `<main id="page"><section class="main centre"><div class="fit"><h1 dir="auto">` + title + `</h1></div></section></main>`,
	}
	if tag := plan.LanguageTag(); plan.Language != "" || tag != "en-GB" {
		pairs = append(pairs, `lang="en"`, `lang="`+tag+`"`)
	}
	return []byte(strings.NewReplacer(pairs...).Replace(string(page)))
}

// Start begins to serve, on this computer only. It fails, in words, where the
// port is taken; in the place of ScreenPort the system chooses another then.
func (s *Server) Start() error {
	return s.serve(local, s.wantedPort, ScreenPort, http.HandlerFunc(s.route))
}

// URL is the page's address for a browser on this computer.
func (s *Server) URL() string { return "http://localhost:" + strconv.Itoa(s.Port()) + "/" }

// Publish has every display show a scene, those too that connect later, and waits for
// none. A scene that differs from the one before by nothing but the time that passed
// is not sent again, so it costs little to publish one at every tick.
func (s *Server) Publish(scene Scene) {
	if scene.Slide != nil && scene.Slide.Picture > 0 {
		s.pictures.show(scene.Slide.Picture)
	}
	s.stream.publish(scene)
}

// Displays is how many pages are connected.
func (s *Server) Displays() int { return s.stream.count(false) }

// Close ends all streams and stops serving. The pages go on showing what they
// were told last, and say that they are reconnecting.
func (s *screen) Close() error {
	s.stream.close(nil)
	return s.web.close()
}

// route answers a request. There is nothing here that changes anything.
func (s *screen) route(w http.ResponseWriter, r *http.Request) {
	if !allowMethod(w, r, http.MethodGet) {
		return
	}
	if page, ok := s.pages[r.URL.Path]; ok {
		page.serve(w, r)
		return
	}
	switch number, isPicture := strings.CutPrefix(r.URL.Path, pictureAt); {
	case isPicture:
		s.pictures.serve(w, number)
	case r.URL.Path == "/events":
		s.stream.serve(w, r, nil, nil)
	default:
		refuse(w, http.StatusNotFound, "there is nothing here")
	}
}
