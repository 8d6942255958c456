package room

import (
	"cmp"
	"slices"
	"time"

	"facilitate/session"
	"facilitate/session/prose"
	"facilitate/session/run"
)

// Page says what the room's screen shows as a whole.
type Page string

// The pages of the room's screen.
const (
	TitlePage  Page = "title"  // before the start
	WorkPage   Page = "work"   // a phase, with the slide that is up
	WaitPage   Page = "wait"   // a phase that waits for its time, and when it begins
	BreakPage  Page = "break"  // a break, and when it ends
	ShortPage  Page = "short"  // "a short break": all that is said of an incident
	BlackPage  Page = "black"  // nothing
	ThanksPage Page = "thanks" // after the end
)

// Scene is everything that the room may see. What it does not hold is never
// sent to the room, so a field is added here only if twenty people may read it.
type Scene struct {
	// At is the instant at which the clocks showed what they say. It is not
	// sent: pages count on from when they hear of it.
	At time.Time `json:"-"`

	Page   Page   `json:"page"`
	Title  string `json:"title,omitempty"`  // of the session: before the start and after the end
	Begins string `json:"begins,omitempty"` // a time of day: of a session that was booked, or of what waits
	Back   string `json:"back,omitempty"`   // a time of day: when the break ends
	Soon   bool   `json:"soon,omitempty"`   // that time is there, and nobody is told how long since

	// Whose session it is, on pages where nobody works.

	Organisation string `json:"organisation,omitempty"`
	Logo         bool   `json:"logo,omitempty"` // the organisation's picture can be fetched

	// The rest is of a WorkPage. The clock of a TitlePage or a WaitPage counts
	// down to when it begins, and what takes the page may do so in a break.

	Activity string `json:"activity,omitempty"` // also of a WaitPage, and of a break that was planned
	Phase    string `json:"phase,omitempty"`    // empty where it is called like its activity
	Question string `json:"question,omitempty"`
	Setting  string `json:"setting,omitempty"` // in words: "in groups"
	Paused   bool   `json:"paused,omitempty"`
	Clock    *Clock `json:"clock,omitempty"` // nil where it is hidden
	Slide    *Slide `json:"slide,omitempty"`

	// At most one of these takes the page, and no slide is in the scene then.

	Quiz   *QuizScene   `json:"quiz,omitempty"`
	Round  *RoundScene  `json:"round,omitempty"`
	Groups *GroupsScene `json:"groups,omitempty"`
}

// Slide is one as it is shown.
type Slide struct {
	Title   string `json:"title,omitempty"`
	Body    string `json:"body,omitempty"`    // HTML, of the few elements that prose.OnScreen writes
	Picture int    `json:"picture,omitempty"` // its number from 1, for the address it is served at
	Alt     string `json:"alt,omitempty"`
}

// View is what the facilitator chose for the room's screen.
type View struct {
	Blank     bool
	CountIn   bool            // before the start, count down to it
	HideClock bool            // once it was started
	SlideDown *Place          // the slide that was taken down; another one goes up all the same
	BackAt    time.Time       // when the break ends; the zero time where nobody said
	Setting   session.Setting // the one chosen, where the plan leaves a choice
	Zone      *time.Location  // in which times of day are told; nil means local time
	Stepped   time.Duration   // how far the wall clock has been set from true instants

	GroupsShown bool // the groups take the page, for people to find theirs

	// What takes the page instead of a slide, at most one of them; see Following.

	Quiz   *QuizScene
	Round  *RoundScene
	Groups *GroupsScene
}

// SceneOf is what the room sees of a delivery at an instant.
func SceneOf(state *run.State, now time.Time, view View) Scene {
	s := Scene{At: now}
	plan := state.Plan()
	kind, _, paused := state.Pause(now)
	begins, waits := state.Waiting(now)
	switch stage := state.Stage(); {
	case view.Blank:
		s.Page = BlackPage
	case stage == run.Ready:
		s.Page, s.Title = TitlePage, plan.Title
		s.before(state, now, view)
	case stage == run.Finished:
		s.Page, s.Title = ThanksPage, plan.Title
	case paused && kind == run.Incident:
		s.Page = ShortPage
	case paused && kind == run.Break:
		s.Page = BreakPage
		s.rest(state, now, view)
	case waits:
		s.Page = WaitPage
		s.wait(state, begins, now, view)
	case isBreak(state.Activity(state.Current())):
		s.Page = BreakPage
		s.rest(state, now, view)
		s.takePage(state, now, view)
	default:
		s.Page, s.Paused = WorkPage, paused
		s.work(state, now, view)
	}
	switch s.Page {
	case TitlePage, ThanksPage, BreakPage:
		s.Organisation, s.Logo = plan.Organisation, plan.Logo != ""
	}
	return s
}

func (s *Scene) before(state *run.State, now time.Time, view View) {
	if !state.Booked() {
		return
	}
	start := state.ScheduledStart(now)
	s.Begins = view.timeOfDay(start)
	passed := now.Sub(start)
	switch {
	case view.CountIn && passed < 0:
		s.Clock = NewClock(-passed, true)
	case view.CountIn, passed >= time.Minute: // the clock on the wall no longer shows that time
		s.Soon = true
	}
}

func (s *Scene) work(state *run.State, now time.Time, view View) {
	here := state.Current()
	s.about(state.Activity(here), state.Phases()[here].Plan, view.Setting)
	if !view.HideClock {
		s.Clock = phaseClock(state, now, NewClock)
		s.Clock.Whole = state.Phases()[here].Budget.Milliseconds()
	}
	s.takePage(state, now, view)
}

// takePage fills in what takes the page, if anything does.
func (s *Scene) takePage(state *run.State, now time.Time, view View) {
	s.Quiz, s.Round, s.Groups = view.Quiz, view.Round, view.Groups
	if s.Quiz != nil || s.Round != nil || s.Groups != nil {
		if view.HideClock && s.Round != nil {
			round := *s.Round
			round.Clock = nil
			s.Round = &round
		}
		return
	}
	if up, at, ok := SlideUp(state, now); ok && (view.SlideDown == nil || *view.SlideDown != at) {
		s.Slide = newSlide(state.Plan(), up)
	}
}

// about says what people do in a phase, and how they sit and work.
func (s *Scene) about(activity *session.Activity, phase *session.Phase, chosen session.Setting) {
	s.Activity = activity.Title
	if phase.Name != activity.Title {
		s.Phase = phase.Name
	}
	s.Question = prose.Plain(phase.Question)
	s.Setting = settingWords(phase.Settings, chosen)
}

func newSlide(plan *session.Plan, up *session.Slide) *Slide {
	s := &Slide{Title: up.Title, Body: string(prose.OnScreen(up.Body)), Alt: up.Alt}
	if up.Image != "" {
		s.Picture = 1 + slices.IndexFunc(plan.Slides, func(other session.Slide) bool { return other.ID == up.ID })
	}
	return s
}

// settingWords tell the setting: the one chosen, or the only one there is.
// Where a choice is open, the room is not asked to make it.
func settingWords(all []session.Setting, chosen session.Setting) string {
	switch {
	case slices.Contains(all, chosen):
		return chosen.ToYou()
	case len(all) == 1:
		return all[0].ToYou()
	}
	return ""
}

// timeOfDay is an instant as the clock on the wall shows it.
func (v View) timeOfDay(t time.Time) string { return timeOfDay(t, v.Zone, v.Stepped) }

func timeOfDay(t time.Time, zone *time.Location, stepped time.Duration) string {
	return t.Add(stepped).In(cmp.Or(zone, time.Local)).Format("15:04")
}

func (s Scene) at() time.Time { return s.At }

func (s Scene) clocks() []*Clock {
	return []*Clock{s.Clock, cmp.Or(s.Round, &RoundScene{}).Clock}
}

func (s Scene) with(at time.Time, change func(*Clock) *Clock) content {
	s.At, s.Clock = at, change(s.Clock)
	if s.Round != nil {
		round := *s.Round
		round.Clock = change(round.Clock)
		s.Round = &round
	}
	return s
}

// wait is a phase that waits for its time. It has not begun, so nothing is shown but
// what it is and when it begins: the facilitator can read on in the notes without a
// slide or a question going up too soon. Only groups that people are to find take the
// page all the same. The countdown is to an instant, which no pause puts off.
func (s *Scene) wait(state *run.State, begins, now time.Time, view View) {
	s.Activity = state.Activity(state.Current()).Title
	s.Begins = view.timeOfDay(begins)
	if !view.HideClock {
		s.Clock = NewClock(begins.Sub(now), true)
	}
	s.Groups = view.Groups
}

// rest is a break: one that was planned, or a pause. People are to be back when the
// facilitator said; else when what comes next begins, where that can be told.
func (s *Scene) rest(state *run.State, now time.Time, view View) {
	activity := state.Activity(state.Current())
	until, waits := state.Waiting(now)
	planned := isBreak(activity)
	if planned && !waits {
		s.Activity = activity.Title
	}
	begins, told := view.BackAt, view.BackAt
	switch {
	case !view.BackAt.IsZero():
	case waits:
		begins, told = until, until
	case planned:
		begins, told = nextBegins(state, now)
	}
	if begins.IsZero() {
		return
	}
	if s.Soon = !begins.After(now); s.Soon {
		return
	}
	s.Back = view.timeOfDay(told)
	if !view.HideClock {
		spent := state.Spent(state.Current(), now)
		if _, since, paused := state.Pause(now); paused {
			spent = since
		}
		left := begins.Sub(now)
		s.Clock = NewClock(left, true)
		s.Clock.Whole = (left + spent).Round(time.Second).Milliseconds()
	}
}

// isBreak is whether people have a break in an activity: one that the plan marks
// as such, or only calls so and asks nothing of them.
func isBreak(a *session.Activity) bool {
	return a.Break || a.CalledBreak() && !slices.ContainsFunc(a.Phases, func(ph session.Phase) bool { return ph.Question != "" })
}

// nextBegins is when the activity that comes next is expected to begin, and the
// whole minute that people are told of that: for a fixed one as they are told
// everywhere, else never an earlier one. Both are zero where nothing comes.
func nextBegins(state *run.State, now time.Time) (begins, told time.Time) {
	phases := state.Phases()
	here := phases[state.Current()].Activity
	for _, next := range state.Way() {
		activity := phases[next].Activity
		if activity == here {
			continue
		}
		begins = state.Expected(now)[next].Begin
		for _, p := range state.Promises(now) {
			switch shown := p.Shown(); {
			case p.Activity != activity || phases[next].Number != 1:
			case p.Missed():
				return begins, shown.Arrival
			default:
				return begins, shown.At
			}
		}
		return begins, begins.Add(time.Minute - 1).Truncate(time.Minute)
	}
	return time.Time{}, time.Time{}
}

// Clock is time left, as it was at some instant.
type Clock struct {
	Left int64 `json:"left_ms"` // milliseconds; on the room's screen never below zero
	Runs bool  `json:"runs"`    // false while the session is paused

	// Whole is how long it was when it was full, in milliseconds; 0: that is not
	// to be told. What is left of it is seen from far as a length.
	Whole int64 `json:"whole_ms,omitempty"`

	// Amber is from how many milliseconds left on a running clock is amber: the
	// last minutes of a phase; 0: never.
	Amber int64 `json:"amber_ms,omitempty"`

	over bool // it may go below zero: only the facilitator's phone may know
}

// NewClock is a clock for the room: time over is no time left.
func NewClock(left time.Duration, runs bool) *Clock {
	return &Clock{Left: max(0, left).Milliseconds(), Runs: runs}
}

// after is the clock when some time has passed; nil stays nil.
func (c *Clock) after(passed time.Duration) *Clock {
	if c == nil || !c.Runs {
		return c
	}
	later := *c
	later.Left -= passed.Milliseconds()
	if !c.over {
		later.Left = max(0, later.Left)
	}
	return &later
}

// phaseClock is a phase's, made for whoever sees it: amber in its last minutes.
func phaseClock(state *run.State, now time.Time, made func(time.Duration, bool) *Clock) *Clock {
	runs := state.Stage() == run.Running
	c := made(state.Remaining(now), runs)
	if runs {
		c.Amber = state.LastMinutes(state.Current()).Milliseconds()
	}
	return c
}

// withoutTime is a clock that says only whether it runs, and when it is amber.
func (c *Clock) withoutTime() *Clock {
	if c == nil {
		return nil
	}
	return &Clock{Runs: c.Runs, Whole: c.Whole, Amber: c.Amber}
}

// mostOff is by how much two clocks may differ and still tell the same.
const mostOff = 100 * time.Millisecond

// clocksAgree is whether a clock, some time later, shows what another one does.
func clocksAgree(was *Clock, passed time.Duration, is *Clock) bool {
	if was == nil || is == nil {
		return was == is
	}
	off := time.Duration(was.after(passed).Left-is.Left) * time.Millisecond
	return was.Runs == is.Runs && off.Abs() <= mostOff
}
