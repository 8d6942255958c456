package deliver

import (
	"errors"
	"fmt"
	"net/netip"
	"sync"
	"sync/atomic"
	"time"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/spf13/pflag"

	"facilitate/cmd/cli"
	"facilitate/cmd/room"
	"facilitate/cmd/tui"
	"facilitate/session"
	"facilitate/session/run"
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
	f.IntVar(&o.port, "port", room.ScreenPort, "the `PORT` of the room's screen")
	f.BoolVar(&o.remote, "remote", false, "let a phone in as a remote (at any time: r, then p)")
	f.IntVar(&o.remotePort, "remote-port", room.PhonePort, "the `PORT` of the phone remote")
	f.StringVar(&o.address, "address", "", "this computer's `ADDRESS` for the phone (default: the likeliest)")
}

func (o roomOptions) check() error {
	for flag, port := range map[string]int{"port": o.port, "remote-port": o.remotePort} {
		if err := cli.CheckPort(flag, port); err != nil {
			return err
		}
	}
	if o.address != "" {
		if _, err := netip.ParseAddr(o.address); err != nil {
			return cli.Usage("--address: %q is no address; write it like 192.168.1.20", o.address)
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

	tapWait     time.Duration // how long the console may take to carry out a tap
	browserWait time.Duration // how long a browser may take to start
	pageWait    time.Duration // how long a page that was open before takes to come back
	patience    time.Duration // with a page that takes nothing; 0: as the room has it

	// opening is held while something begins to be served, which may take a
	// while. The console shows the room something at every key, so it waits for
	// mu alone, which nobody keeps.
	opening sync.Mutex
	others  []room.Address // under which the phone might find this computer too
	failure atomic.Pointer[error]

	mu        sync.Mutex
	send      func(tea.Msg)
	server    *room.Server
	remote    *room.Remote
	slideDown *room.Place
	scene     *room.Scene // as it was shown last; nil: nothing was yet
	phone     *room.Phone
	isClosed  bool
	left      chan struct{} // closed when the console was left
}

// newLive is a room's screen that nobody has opened yet. Now is true time.
func newLive(o roomOptions, plan *session.Plan, folder string, now func() time.Time) *live {
	return &live{
		options: o, plan: plan, folder: folder, now: now, send: func(tea.Msg) {}, left: make(chan struct{}),
		tapWait: 2 * time.Second, browserWait: 5 * time.Second, pageWait: 1200 * time.Millisecond,
	}
}

// Connect is given the way by which taps come to the console.
func (l *live) Connect(send func(tea.Msg)) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.send = send
}

// Open serves the page, if it is not served yet, and shows it in a browser.
// Where a page that was open before finds it, as after a crash, no other one
// is opened in front of it.
func (l *live) Open() (told string, err error) {
	l.opening.Lock()
	defer l.opening.Unlock()
	fresh := l.Address() == ""
	if fresh {
		if told, err = l.serveRoom(); err != nil {
			return "", err
		}
	}
	url := l.Address()
	switch {
	case l.options.noOpen:
		return told + "the room's screen is at " + url, nil
	case fresh && l.comesBack():
		return told + "a page that was open follows again, and no other was opened", nil
	case l.inBrowser(url) != nil:
		return told + "no browser could be started; open " + url + " in one", nil
	}
	return told + "in the browser: put it on the projector, then click here, for the keys", nil
}

func (l *live) serveRoom() (told string, err error) {
	server := room.New(room.Options{Plan: l.plan, Folder: l.folder, Port: l.options.port, Now: l.now, Failed: l.noteFailure, Patience: l.patience})
	if err := server.Start(); err != nil {
		return "", fmt.Errorf("the room's screen cannot be opened: %w", err)
	}
	if wanted := l.options.port; wanted != 0 && wanted != server.Port() { // another session may have it
		told = fmt.Sprintf("port %d is taken; ", wanted)
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.isClosed {
		_ = server.Close()
		return "", errLeft
	}
	if l.scene != nil {
		server.Publish(*l.scene)
	}
	l.server = server
	return told, nil
}

var errLeft = errors.New("the session was left")

func (l *live) comesBack() bool {
	for began := time.Now(); time.Since(began) < l.pageWait; time.Sleep(20 * time.Millisecond) {
		if displays, _ := l.Watching(); displays > 0 {
			return true
		}
	}
	return false
}

// inBrowser starts a browser. Some ways to start one come to an end only with
// it, so after a while it is taken to have started.
func (l *live) inBrowser(url string) error {
	done := make(chan error, 1)
	go func() { done <- l.browse(url) }()
	select {
	case err := <-done:
		return err
	case <-time.After(l.browserWait):
		return nil
	}
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
	if _, place, up := room.SlideUp(s, now); up && l.slideDown != nil && *l.slideDown != place {
		l.slideDown = nil // another one went up
	}
	view := room.View{
		Blank: v.Blank, CountIn: v.CountIn, HideClock: v.HideClock, GroupsShown: v.GroupsShown, SlideDown: l.slideDown,
		BackAt: v.BackAt, Stepped: v.Stepped, Zone: v.Zone,
	}
	scene := room.SceneOf(s, now, view.Following(s, now))
	phone := room.PhoneOf(s, now, room.PhoneView{
		Verdict: v.Verdict, Blank: v.Blank, Turn: room.TurnOf(s, now), Zone: v.Zone, Stepped: v.Stepped,
	})
	scene.At, phone.At = now.Add(-s.Jumped()), now.Add(-s.Jumped()) // pages count on in true time
	l.scene, l.phone = &scene, &phone
	if l.server != nil {
		l.server.Publish(scene)
	}
	if l.remote != nil {
		l.remote.Publish(phone)
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

// LetIn serves the page for the phone, if it is not served yet, and gives out a way in.
func (l *live) LetIn() (door tui.PhoneDoor, err error) {
	l.opening.Lock()
	defer l.opening.Unlock()
	l.mu.Lock()
	remote := l.remote
	l.mu.Unlock()
	if remote == nil {
		if remote, err = l.serveRemote(); err != nil {
			return door, err
		}
	}
	door.Address = remote.NewToken()
	door.Hint = "No answer? Many guest networks keep devices apart: share the phone's own network with this computer, or connect both by cable or hotspot."
	for i, other := range l.others {
		door.Hint += map[bool]string{true: " Or begin with --address and another one of this computer: ", false: ", "}[i == 0] + other.String()
	}
	door.Code, _ = room.QR(door.Address) // where it is too long for one it can be typed
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
		address, l.others = all[0].IP, all[1:]
	}
	remote := room.NewRemote(room.RemoteOptions{Address: address, Port: l.options.remotePort, Now: l.now, Do: l.takeTap, Failed: l.noteFailure})
	if err := remote.Start(); err != nil {
		return nil, fmt.Errorf("no phone can be let in: %w", err)
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.isClosed {
		_ = remote.Close()
		return nil, errLeft
	}
	if l.phone != nil {
		remote.Publish(*l.phone)
	}
	l.remote = remote
	return remote, nil
}

// taps are what the buttons of the phone ask for.
var taps = map[room.Action]tui.Intent{
	room.NextNote: tui.NextNote, room.PreviousNote: tui.PreviousNote, room.NextPhase: tui.NextPhase,
	room.Pause: tui.Pause, room.Resume: tui.Resume, room.MinuteMore: tui.MinuteMore,
	room.Blank: tui.Blank, room.Unblank: tui.Unblank, room.NextGroup: tui.NextGroup,
}

// takeTap hands a tap to the console, and says what came of it. A tap that the
// console did not take in time is not carried out: a step must not come minutes
// late because the terminal was stopped for a while. One that it took is, as soon
// as the record of what was before it is written; so that is said of it.
func (l *live) takeTap(a room.Action) string {
	l.mu.Lock()
	send := l.send
	l.mu.Unlock()
	told := make(chan string, 1)
	var decided atomic.Bool // by the console, which takes the tap, or here, where it is given up
	go send(tui.Tap{Wants: taps[a], Told: told, Take: func() bool { return decided.CompareAndSwap(false, true) }})
	select {
	case words := <-told:
		return words
	case <-l.left:
		return "the session was left at the console"
	case <-time.After(l.tapWait):
	}
	if decided.CompareAndSwap(false, true) {
		return "the console does not answer: nothing was done"
	}
	return "taken: it comes once the slow disk has caught up; do not tap again"
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

func (l *live) noteFailure(err error) { l.failure.Store(&err) }

// Trouble is what failed last.
func (l *live) Trouble() error {
	if err := l.failure.Load(); err != nil {
		return *err
	}
	return nil
}

// Close stops serving. A tap that waits for the console waits no longer.
func (l *live) Close() {
	l.mu.Lock()
	server, remote := l.server, l.remote
	if !l.isClosed {
		l.isClosed = true
		close(l.left)
	}
	l.mu.Unlock()
	if server != nil {
		_ = server.Close()
	}
	if remote != nil {
		_ = remote.Close()
	}
}
