package room

import (
	"encoding/json"
	"errors"
	"io"
	"mime"
	"net/http"
	"net/netip"
	"strconv"
	"time"
)

// Action is what a button on the phone asks for.
type Action string

// The actions of the phone.
const (
	NextNote     Action = "next-note"
	PreviousNote Action = "previous-note"
	NextPhase    Action = "next-phase"
	Pause        Action = "pause"
	Resume       Action = "resume"
	MinuteMore   Action = "minute-more"
	Blank        Action = "blank"
	Unblank      Action = "unblank"
	NextGroup    Action = "next-group" // of a round
)

var actions = map[Action]bool{
	NextNote: true, PreviousNote: true, NextPhase: true, Pause: true, Resume: true, MinuteMore: true,
	Blank: true, Unblank: true, NextGroup: true,
}

// RemoteOptions are what the phone remote needs.
type RemoteOptions struct {
	Address netip.Addr       // of this computer, under which the phone finds it; see Addresses
	Port    int              // 0 lets the system choose
	Now     func() time.Time // nil means time.Now
	// Do carries out what a button asks for and says in a few words what came of
	// it. It is called by one goroutine at a time, and each tap once.
	Do     func(Action) (told string)
	Failed func(error)
}

// Remote serves the page for the facilitator's phone, on a listener of its own.
// Nobody gets in before NewToken gave out an address, nor after Revoke.
type Remote struct {
	o RemoteOptions
	web
	stream *stream
	entry  entry
	doing  chan struct{} // holds one while an action is carried out
	pages  map[string]asset
}

// NewRemote is a remote that does not serve yet.
func NewRemote(o RemoteOptions) *Remote {
	name := o.Address.String()
	if o.Address.Is6() {
		name = "[" + name + "]"
	}
	r := &Remote{
		o: o, web: web{names: []string{name}, failed: o.Failed}, stream: newStream(o.Now), entry: newEntry(), doing: make(chan struct{}, 1),
		pages: assets("phone.html", "phone.css", "phone.js"),
	}
	r.stream.mayListen = func(who any) bool { return r.entry.isIn(who.(*phone)) }
	return r
}

// Start begins to serve at the address, which must be this computer's. In the
// place of PhonePort the system chooses another where that is taken.
func (r *Remote) Start() error {
	if !r.o.Address.IsValid() || r.o.Address.IsUnspecified() {
		return errors.New("the remote needs one of this computer's addresses")
	}
	// Twice protected: the library's protection knows more about methods and the
	// guard about names, and a request has to pass both.
	handler := http.NewCrossOriginProtection().Handler(http.HandlerFunc(r.route))
	return r.serve(r.o.Address, r.o.Port, PhonePort, handler)
}

// Address is the page's address without the token, which nobody gets in by.
func (r *Remote) Address() string { return "http://" + r.host() + "/" }

// NewToken gives out an address that lets phones in until Revoke, or until
// another one is given out. Phones that are in stay in.
func (r *Remote) NewToken() string { return r.Address() + "#" + r.entry.newToken() }

// Revoke turns away every phone at once: no token and no cookie counts any
// more, and all streams end. Their pages forget what they have shown.
func (r *Remote) Revoke() {
	r.entry.revoke()
	r.stream.drop(farewell{})
}

// Connected is how many phones are following.
func (r *Remote) Connected() int { return r.stream.count(true) }

// Publish has the phones show a state. It does not wait for them.
func (r *Remote) Publish(p Phone) { r.stream.publish(p) }

// Close turns everyone away and stops serving.
func (r *Remote) Close() error {
	r.entry.revoke()
	r.stream.close(farewell{Left: true})
	return r.web.close()
}

func (r *Remote) host() string { return r.hosts()[0] }

func (r *Remote) route(w http.ResponseWriter, req *http.Request) {
	if page, ok := r.pages[req.URL.Path]; ok {
		page.serve(w, req)
		return
	}
	switch req.URL.Path {
	case "/enter":
		if allowMethod(w, req, http.MethodPost) && setWriteDeadline(w) {
			r.enter(w, req)
		}
	case "/in": // whether the cookie still counts, which a stream cannot say
		if allowMethod(w, req, http.MethodGet) && setWriteDeadline(w) && r.phoneOf(w, req) != nil {
			answer(w, http.StatusOK, map[string]bool{"in": true})
		}
	case "/events":
		if allowMethod(w, req, http.MethodGet) {
			if phone := r.phoneOf(w, req); phone != nil {
				r.stream.serve(w, req, phone, hello{phone.last.Load().Seq + 1})
			}
		}
	case "/do":
		if allowMethod(w, req, http.MethodPost) && setWriteDeadline(w) {
			if phone := r.phoneOf(w, req); phone != nil {
				r.do(w, req, phone)
			}
		}
	default:
		refuse(w, http.StatusNotFound, "there is nothing here")
	}
}

// hello is the first word of a stream: the number of the phone's next tap.
type hello struct {
	Seq int `json:"seq"`
}

// farewell is the last word of a stream: the phone is let in no more.
type farewell struct {
	Left bool `json:"left"` // because the session was left
}

type tap struct {
	Seq    int    `json:"seq"`
	Action Action `json:"action"`
}

// tapAnswer is the answer to a tap, and the number of the next one.
type tapAnswer struct {
	Told string `json:"told"`
	Seq  int    `json:"seq"`
}

// do carries out a tap. The number makes it one step, however often it comes:
// when a finger bounces, when the network swallowed the answer and it is sent
// again, when somebody replays it.
func (r *Remote) do(w http.ResponseWriter, req *http.Request, p *phone) {
	var t tap
	if !readJSON(w, req, &t) {
		return
	}
	if !actions[t.Action] {
		refuse(w, http.StatusBadRequest, "there is no such action")
		return
	}
	select {
	case r.doing <- struct{}{}:
		defer func() { <-r.doing }()
	case <-req.Context().Done():
		return
	}
	if !r.entry.isIn(p) { // revoked while it waited
		refuse(w, http.StatusUnauthorized, "this phone was turned away")
		return
	}
	switch last := p.last.Load(); {
	case t.Seq == last.Seq+1:
		p.last.Store(&doneTap{t, "that failed; look at the console"}) // for it must not be done twice even then
		told := r.o.Do(t.Action)
		p.last.Store(&doneTap{t, told})
		answer(w, http.StatusOK, tapAnswer{told, t.Seq + 1})
	case t == last.tap && t.Seq > 0:
		answer(w, http.StatusOK, tapAnswer{last.told, t.Seq + 1})
	default:
		answer(w, http.StatusConflict, tapAnswer{"nothing was done; please tap again", last.Seq + 1})
	}
}

func answer(w http.ResponseWriter, status int, v any) {
	text, err := json.Marshal(v)
	if err != nil {
		status, text = http.StatusInternalServerError, []byte("{}")
	}
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Content-Length", strconv.Itoa(len(text)))
	w.WriteHeader(status)
	_, _ = w.Write(text)
}

// mostBody is far more than a phone has to say, in bytes.
const mostBody = 1 << 10

// readJSON reads what a phone sends, strictly; where it cannot, it answers so: false.
func readJSON(w http.ResponseWriter, r *http.Request, v any) bool {
	if media, _, err := mime.ParseMediaType(r.Header.Get("Content-Type")); err != nil || media != "application/json" {
		refuse(w, http.StatusUnsupportedMediaType, "only application/json is read here")
		return false
	}
	if http.NewResponseController(w).SetReadDeadline(time.Now().Add(writePatience)) != nil {
		return false
	}
	in := json.NewDecoder(http.MaxBytesReader(w, r.Body, mostBody))
	in.DisallowUnknownFields()
	err := in.Decode(v)
	if err == nil {
		if _, more := in.Token(); !errors.Is(more, io.EOF) {
			err = errors.New("there is more than one value")
		}
	}
	var large *http.MaxBytesError
	switch {
	case errors.As(err, &large):
		refuse(w, http.StatusRequestEntityTooLarge, "that is too long")
	case err != nil:
		refuse(w, http.StatusBadRequest, "that cannot be read")
	}
	return err == nil
}
