package cmd

import (
	"errors"
	"fmt"
	"io"
	"net/netip"
	"path/filepath"
	"strings"
	"sync"
	"time"

	tea "github.com/charmbracelet/bubbletea"
	webbrowser "github.com/cli/browser"
	"github.com/spf13/pflag"

	"facilitate/cmd/room"
	"facilitate/cmd/tui"
	"facilitate/session"
	"facilitate/session/run"
)

// roomPort and phonePort are where the pages are served unless another port is
// asked for: the same ones at every start, so that pages that are open find
// the program again after it died.
const (
	roomPort  = 4723
	phonePort = 4724
)

// roomOptions are what is asked of the room's screen and of the phone.
type roomOptions struct {
	open, noOpen, remote bool
	port, remotePort     int
	address              string
}

func roomFlags(f *pflag.FlagSet, o *roomOptions) {
	f.BoolVar(&o.open, "room", false, "open the room's screen in the browser (at any time: r)")
	f.BoolVar(&o.noOpen, "no-open", false, "do not start a browser: only say where the page is")
	f.IntVar(&o.port, "port", roomPort, "the `PORT` of the room's screen")
	f.BoolVar(&o.remote, "remote", false, "let a phone in as a remote (at any time: r, then p)")
	f.IntVar(&o.remotePort, "remote-port", phonePort, "the `PORT` of the phone remote")
	f.StringVar(&o.address, "address", "", "this computer's `ADDRESS` for the phone (default: the likeliest)")
}

// check finds what cannot be meant.
func (o roomOptions) check() error {
	for flag, port := range map[string]int{"port": o.port, "remote-port": o.remotePort} {
		if port < 0 || port > 65535 {
			return usage("--%s: there is no port %d; they go from 1 to 65535", flag, port)
		}
	}
	if o.address != "" {
		if _, err := netip.ParseAddr(o.address); err != nil {
			return usage("--address: %q is no address; write it like 192.168.1.20", o.address)
		}
	}
	return nil
}

// live is the room's screen and the phone of a session: what the console says
// of the session goes to the pages, and taps on the phone come back to it.
type live struct {
	options roomOptions
	plan    *session.Plan
	folder  string // of the plan, for pictures; empty where it ships
	now     func() time.Time
	browse  func(url string) error
	send    func(tea.Msg)

	mu        sync.Mutex
	server    *room.Server
	remote    *room.Remote
	slideDown *room.Place
	view      room.View // as it was shown last
	scene     room.Scene
	phone     room.Phone
	failed    error
}

var _ tui.Screen = (*live)(nil)

// newLive is a room's screen that nobody has opened yet. Now is true time.
func newLive(o roomOptions, plan *session.Plan, file string, now func() time.Time) *live {
	l := &live{options: o, plan: plan, now: now, browse: openBrowser, send: func(tea.Msg) {}}
	if file != "" {
		l.folder = filepath.Dir(file)
	}
	return l
}

// openBrowser starts the system's browser, which must not write into the
// console.
func openBrowser(url string) error {
	webbrowser.Stdout, webbrowser.Stderr = io.Discard, io.Discard
	return webbrowser.OpenURL(url)
}

// Connect is given the way by which taps come to the console.
func (l *live) Connect(send func(tea.Msg)) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.send = send
}

// Open serves the page, if it is not served yet, and shows it in a browser.
func (l *live) Open() (string, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	told := ""
	if l.server == nil {
		serve := func(port int) (*room.Server, error) {
			s := room.New(room.Options{Plan: l.plan, Folder: l.folder, Port: port, Now: l.now, Failed: l.broke})
			return s, s.Start()
		}
		server, err := serve(l.options.port)
		if err != nil && l.options.port == roomPort { // another session may have it
			told = fmt.Sprintf("port %d is taken; ", roomPort)
			server, err = serve(0)
		}
		if err != nil {
			return "", fmt.Errorf("the room's screen cannot be opened: %w", err)
		}
		l.server = server
		server.Publish(l.scene)
	}
	url := l.server.URL()
	if l.options.noOpen {
		return told + "the room's screen is at " + url, nil
	}
	if err := l.browse(url); err != nil {
		return told + "no browser could be started; open " + url + " in one", nil
	}
	return told + "in the browser: put it on the projector, then click here, for the keys", nil
}

// Address is where the page is; empty until it was opened.
func (l *live) Address() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.server == nil {
		return ""
	}
	return l.server.URL()
}

// Show says what is to be seen.
func (l *live) Show(s *run.State, now time.Time, v tui.View) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.view = room.View{
		Blank: v.Blank, HideClock: v.HideClock, GroupsShown: v.GroupsShown, SlideDown: l.slideDown,
		BackAt: v.BackAt, Stepped: v.Stepped, Zone: v.Zone,
	}
	at := now.Add(-s.Jumped()) // pages count on in true time
	l.scene = room.SceneOf(s, now, l.view.Following(s, now))
	l.scene.At = at
	if l.server != nil {
		l.server.Publish(l.scene)
	}
	if l.remote != nil {
		l.phone = room.PhoneOf(s, now, room.PhoneView{Verdict: v.Verdict, Blank: v.Blank, Turn: room.TurnOf(s, now)})
		l.phone.At = at
		l.remote.Publish(l.phone)
	}
}

// ToggleSlide takes the slide that is up down, or puts it up again.
func (l *live) ToggleSlide(s *run.State, now time.Time) string {
	l.mu.Lock()
	defer l.mu.Unlock()
	_, place, up := room.SlideUp(s, now)
	switch {
	case !up:
		return "no slide is up"
	case l.slideDown != nil && *l.slideDown == place:
		l.slideDown = nil
		return "the slide is up again"
	}
	l.slideDown = &place
	return "the slide is taken down"
}

// tapWait is how long the console may take to carry out a tap.
const tapWait = 2 * time.Second

// LetIn serves the page for the phone, if it is not served yet, and gives out
// a way in.
func (l *live) LetIn() (tui.PhoneDoor, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	var door tui.PhoneDoor
	if l.remote == nil {
		remote, err := l.serveRemote()
		if err != nil {
			return door, err
		}
		l.remote = remote
	}
	door.Address = l.remote.NewToken()
	door.Hint = "No answer? Many guest networks keep devices apart: share the phone's own network with this computer, or connect both by cable or hotspot."
	if code, err := room.QR(door.Address, room.Coloured); err == nil {
		door.Code = strings.Split(strings.TrimRight(code, "\n"), "\n")
	}
	return door, nil
}

func (l *live) serveRemote() (*room.Remote, error) {
	var address netip.Addr
	if l.options.address != "" {
		address = netip.MustParseAddr(l.options.address) // check saw to it
	} else {
		all, err := room.Addresses()
		if err != nil {
			return nil, err
		}
		if len(all) == 0 {
			return nil, errors.New("this computer is in no network that a phone could be in too")
		}
		address = all[0].IP
	}
	serve := func(port int) (*room.Remote, error) {
		r := room.NewRemote(room.RemoteOptions{Address: address, Port: port, Now: l.now, Do: l.tapped, Failed: l.broke})
		return r, r.Start()
	}
	remote, err := serve(l.options.remotePort)
	if err != nil && l.options.remotePort == phonePort {
		remote, err = serve(0)
	}
	if err != nil {
		return nil, fmt.Errorf("no phone can be let in: %w", err)
	}
	return remote, nil
}

// tapped hands a tap to the console, and says what came of it.
func (l *live) tapped(a room.Action) string {
	l.mu.Lock()
	send := l.send
	l.mu.Unlock()
	action := tui.TapAction(a)
	if a == room.NextGroup {
		action = tui.TapNext // at a round, the next step is the next group
	}
	told := make(chan string, 1)
	send(tui.Tap{Action: action, Told: told})
	select {
	case words := <-told:
		return words
	case <-time.After(tapWait):
		return "the console does not answer"
	}
}

// Revoke turns every phone away.
func (l *live) Revoke() {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.remote != nil {
		l.remote.Revoke()
	}
}

// Watching is how many displays and phones follow.
func (l *live) Watching() (displays, phones int) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.server != nil {
		displays = l.server.Displays()
	}
	if l.remote != nil {
		phones = l.remote.Connected()
	}
	return displays, phones
}

// broke takes in what failed while pages are served.
func (l *live) broke(err error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.failed = err
}

// Trouble is what failed last.
func (l *live) Trouble() error {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.failed
}

// Close stops serving.
func (l *live) Close() {
	l.mu.Lock()
	server, remote := l.server, l.remote
	l.mu.Unlock()
	if server != nil {
		_ = server.Close()
	}
	if remote != nil {
		_ = remote.Close()
	}
}
