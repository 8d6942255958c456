package room

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"sync"

	"facilitate/session"
)

// Gauge serves a page that measures how scenes fit a window: the room's own page
// in a frame of the window's size, which is shown one scene after the other.
// Whoever wants to know has a browser load the page; it is being loaded until
// all is measured, so that a browser which loads one page and ends does so
// neither too soon nor too late.
//
// Nothing but the answer goes in; nothing is delivered, so it is no way to a session.
type Gauge struct {
	screen
	window window

	once   sync.Once
	done   chan struct{} // closed when the answer is there
	fits   []Fit
	failed error
}

// window is what the page measures: its size, and what is shown in it.
type window struct {
	Width  int     `json:"width"`
	Height int     `json:"height"`
	Scenes []Scene `json:"scenes"`
}

// GaugeOptions are what there is to be measured.
type GaugeOptions struct {
	Plan          *session.Plan
	Folder        string // as in Options
	Width, Height int    // of the window, in CSS pixels
	Scenes        []Scene
}

// Fit is how a scene fits.
type Fit struct {
	Body float64 `json:"body"` // the size of a slide's text, else of its title, in CSS pixels; 0: it has neither
	Over bool    `json:"over"` // something reaches out of its place, however small

	// Broken is the first word that is wider than the slide at the least size
	// that letters should have, and so is broken in two; else empty.
	Broken string `json:"broken"`

	Points  int     `json:"points"`  // items of lists
	Words   int     `json:"words"`   // in all
	Picture float64 `json:"picture"` // how high its place is, in CSS pixels; 0: there is none
	Blind   bool    `json:"blind"`   // the browser can show no picture there
}

// mostMeasured is how long the answer may be, in bytes.
const mostMeasured = 4 << 20

// gaugePolicy is the guard's, but that the page may have itself in a frame.
const gaugePolicy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; " +
	"frame-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'"

// NewGauge is a gauge that does not serve yet.
func NewGauge(o GaugeOptions) *Gauge {
	g := &Gauge{window: window{o.Width, o.Height, o.Scenes}, done: make(chan struct{}), screen: screen{
		web: web{names: []string{local.String()}}, stream: newStream(nil), pictures: newPictures(o.Plan, o.Folder),
		pages: assets("gauge.html", "gauge.js", "room.html", "room.css", "room.js"),
	}}
	g.web.failed = func(err error) { g.answer(nil, err) }
	for _, s := range o.Scenes {
		if s.Slide != nil && s.Slide.Picture > 0 {
			g.pictures.show(s.Slide.Picture)
		}
	}
	return g
}

// Start begins to serve, on this computer only, at a port of the system's choice.
func (g *Gauge) Start() error { return g.serve(local, 0, -1, http.HandlerFunc(g.route)) }

// URL is the page's address for a browser on this computer.
func (g *Gauge) URL() string { return "http://127.0.0.1:" + strconv.Itoa(g.Port()) + "/" }

// Done is closed when a browser has answered.
func (g *Gauge) Done() <-chan struct{} { return g.done }

// Fits are how the scenes fit, in their order, once Done is closed.
func (g *Gauge) Fits() ([]Fit, error) {
	<-g.done
	return g.fits, g.failed
}

// answer takes the first answer; there is no other.
func (g *Gauge) answer(fits []Fit, err error) {
	g.once.Do(func() {
		if err == nil && len(fits) != len(g.window.Scenes) {
			err = fmt.Errorf("%d pages were measured, not %d", len(fits), len(g.window.Scenes))
		}
		g.fits, g.failed = fits, err
		close(g.done)
	})
}

func (g *Gauge) route(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Content-Security-Policy", gaugePolicy)
	w.Header().Set("X-Frame-Options", "SAMEORIGIN")
	switch r.URL.Path {
	case "/measured":
		if allowMethod(w, r, http.MethodPost) && setWriteDeadline(w) {
			g.readAnswer(w, r)
		}
	case "/scenes":
		if allowMethod(w, r, http.MethodGet) && setWriteDeadline(w) {
			answer(w, http.StatusOK, g.window)
		}
	case "/hold":
		if !allowMethod(w, r, http.MethodGet) {
			return
		}
		select {
		case <-g.done:
		case <-r.Context().Done():
		}
		w.WriteHeader(http.StatusNoContent)
	default: // events with nothing in them too, so that the page does not miss the program
		g.screen.route(w, r)
	}
}

// readAnswer takes in what the page found, or why it found nothing.
func (g *Gauge) readAnswer(w http.ResponseWriter, r *http.Request) {
	var found struct {
		Fits   []Fit  `json:"fits"`
		Failed string `json:"failed"`
	}
	err := json.NewDecoder(http.MaxBytesReader(w, r.Body, mostMeasured)).Decode(&found)
	switch {
	case err != nil:
		err = fmt.Errorf("its answer cannot be read: %w", err)
	case found.Failed != "":
		err = errors.New(session.CleanLine(found.Failed))
	}
	for i := range found.Fits {
		found.Fits[i].Broken = session.CleanLine(found.Fits[i].Broken)
	}
	g.answer(found.Fits, err)
	w.WriteHeader(http.StatusNoContent)
}

// PictureTrouble is why the picture of a plan's slide cannot be shown; nil where it can, or
// the slide has none. The folder is as in Options.
func PictureTrouble(plan *session.Plan, slide *session.Slide, folder string) error {
	if slide.Image == "" {
		return nil
	}
	file, _, err := plan.OpenPicture(folder, slide)
	if err == nil {
		err = file.Close()
	}
	return err
}
