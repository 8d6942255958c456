package plain

import (
	"errors"
	"strings"
	"time"

	"facilitate/cmd/words"
	"facilitate/session/run"
)

// Screen is the room's screen and the phone. None of its methods but Open and
// LetIn takes any time to speak of.
type Screen interface {
	Open() (told string, err error)                        // shows the room's screen in a browser, and says what to do next
	Address() string                                       // the room's page; empty until it was opened
	Show(s *run.State, now time.Time, v View)              // told what is to be seen, after everything that happens
	ToggleSlide(s *run.State, now time.Time) (told string) // takes the slide that is up down, or puts it up again
	LetIn() (address, hint string, err error)              // lets a phone in by an address; the hint is for where it does not get through
	Revoke()                                               // turns every phone away
	Watching() (displays, phones int)                      // how many displays and how many phones follow
	Trouble() error                                        // what broke while pages are served; nil if nothing did
}

// View is what the facilitator chose for the room's screen.
type View struct {
	Blank, CountIn, HideClock, GroupsShown bool
	BackAt                                 time.Time     // when the break ends; zero: nobody said
	Stepped                                time.Duration // how far the wall clock is from the delivery's
	Zone                                   *time.Location
	Verdict                                string // for the phone
}

// Tap is a button pressed on the phone, as the line that does the same. What came
// of it goes to Told, which has room for it. Take is asked once; where it says no
// nobody waits for the tap any more, and nothing is done.
type Tap struct {
	Line string
	Told chan<- string
	Take func() bool
}

func (l *lines) show() {
	if l.Screen == nil {
		return
	}
	if kind, _, paused := l.State.Pause(l.now); !paused || kind != run.Break {
		l.view.BackAt = time.Time{}
	}
	if l.view.GroupsShown && l.State.Current() != l.groupsAt {
		l.view.GroupsShown = false // people have found theirs
	}
	v := l.view
	v.Stepped, v.Zone = l.wallAhead(), l.Zone
	if l.State.Current() != run.NoPhase {
		v.Verdict = l.verdict().Line()
	}
	l.Screen.Show(l.State, l.now, v)
	if err := l.Screen.Trouble(); err != nil && !l.broken {
		l.broken = true
		why, _, _ := strings.Cut(err.Error(), "\n") // what follows is for those who mend the program
		l.say("The room's screen: " + why + ".")
	}
}

// meanwhile does what takes a while beside the session, and then what follows it;
// what went wrong is said.
func (l *lines) meanwhile(do func() (then func(), err error)) {
	go func() {
		then, err := do()
		if err != nil {
			then = func() { l.say(err.Error() + ".") }
		}
		select {
		case l.done <- then:
		case <-l.ended:
		}
	}()
}

func (l *lines) openScreen() {
	l.meanwhile(func() (func(), error) {
		told, err := l.Screen.Open()
		return func() {
			if address := l.Screen.Address(); !strings.Contains(told, address) {
				told = "the room's screen is " + told + ". Its address is " + address
			}
			l.say(told)
		}, err
	})
}

func (l *lines) letIn() {
	l.meanwhile(func() (func(), error) {
		address, hint, err := l.Screen.LetIn()
		return func() {
			l.say("A phone in the same network gets in by this address, and whoever has it can move the session on: " + address)
			l.say("Sign by sign: " + words.Spelt(strings.TrimPrefix(address, "http://")) + ".")
			l.say(hint)
		}, err
	})
}

var (
	errNoScreen = errors.New("there is no room's screen and no phone here: deliver has them")
	errNotOpen  = errors.New("the room's screen is not open: room opens it")
)

// room opens the room's screen, says how it is, or changes what is seen on it.
func room(l *lines, args []string) error {
	switch {
	case l.Screen == nil:
		return errNoScreen
	case l.Screen.Address() == "" && len(args) == 0, len(args) == 1 && args[0] == "open":
		l.openScreen()
		return nil
	case l.Screen.Address() == "":
		return errNotOpen
	case len(args) == 0:
		displays, phones := l.Screen.Watching()
		l.say("The room's screen is at " + l.Screen.Address() + ". " + words.Plural(displays, "display") + " and " + words.Plural(phones, "phone") + " follow.")
		return nil
	case args[0] == "back":
		return l.backAt(args[1:])
	case len(args) == 1:
		return l.toggle(args[0])
	}
	return errLacks
}

// toggle changes one of the things that the room sees or does not.
func (l *lines) toggle(what string) error {
	v := &l.view
	turn := func(value *bool, on, off string) error {
		if *value = !*value; *value {
			off = on
		}
		l.say(off + ".")
		return nil
	}
	switch what {
	case "black":
		return turn(&v.Blank, "the room's screen is black; the word black shows it again", "the room's screen is shown again")
	case "clock":
		return turn(&v.HideClock, "the room sees no clock", "the room sees the clock")
	case "slide":
		l.say(l.Screen.ToggleSlide(l.State, l.now) + ".")
		return nil
	case "countdown":
		if l.State.Stage() != run.Ready || !l.State.Booked() {
			return errors.New("there is no booked start to count down to")
		}
		return turn(&v.CountIn, "the room sees how long it is until the start", "the room sees the title")
	case "groups":
		if l.State.Current() == run.NoPhase || len(l.State.Gathering().InGroups()) == 0 {
			return errors.New("no groups are formed: people forms them")
		}
		l.groupsAt = l.State.Current()
		return turn(&v.GroupsShown, "the room sees the groups; they come down with the next phase", "the groups are taken down")
	}
	return errLacks
}

func (l *lines) backAt(args []string) error {
	if kind, _, paused := l.State.Pause(l.now); !paused || kind != run.Break {
		return errors.New("that is for a pause that is a break: pause break")
	}
	at, err := l.timeOfDay(args, l.now)
	if err != nil {
		return err
	}
	l.view.BackAt = at
	l.say("the room reads: back at " + l.clock(at) + ".")
	return nil
}

// black is the key of clickers: it does nothing where no screen is open.
func black(l *lines, _ []string) error {
	if l.Screen == nil || l.Screen.Address() == "" {
		return errNotOpen
	}
	return l.toggle("black")
}

func phone(l *lines, args []string) error {
	switch {
	case l.Screen == nil:
		return errNoScreen
	case len(args) == 0:
		l.letIn()
		return nil
	case len(args) == 1 && args[0] == "off":
		l.Screen.Revoke()
		l.say("every phone is turned away; phone lets one in again.")
		return nil
	}
	return errLacks
}

// tapped does what was tapped on the phone, and answers it. Who leads by the phone
// reads the notes there; what else is said is the answer.
func (l *lines) tapped(t Tap) {
	if !t.Take() {
		return
	}
	told, note := "", t.Line == "on" || t.Line == "up"
	switch stage := l.State.Stage(); {
	case t.Line == "black" || t.Line == "unblack":
		if l.view.Blank != (t.Line == "black") {
			_ = l.toggle("black")
			told = l.newest
		}
	case stage == run.Ready:
		told = "not started yet: start it at the computer"
	case stage == run.Finished:
		told = "the session has ended"
	case l.Gone != "":
		told = "the computer asks something: answer it there"
	case t.Line == "pause" && stage == run.Paused:
		told = "it is paused already"
	case t.Line == "resume" && stage != run.Paused:
		told = "it goes on already"
	case t.Line == "next-group" && (l.round() == nil || l.round().Over()):
		told = "nobody is to be heard here"
	default:
		told = l.lead(t.Line, note)
	}
	t.Told <- told
}

// lead does a line of the phone's under way.
func (l *lines) lead(line string, note bool) (told string) {
	if line == "next-group" {
		line = "on"
	}
	l.say("By the phone: " + line + ".")
	l.newest = ""
	l.take(line)
	switch {
	case !note:
		return l.newest
	case l.announcedAt.IsZero():
		return ""
	case l.State.Next() == run.NoPhase:
		return "next again: the end of the session"
	}
	return "next again: the next phase"
}
