// Package session is the plan: what a session is made of, how it is read from
// a YAML file with the place of every problem in it, and what can be said of a
// plan before anybody delivers it.
//
// It must never know how a delivery is going (that is session/run), nor a
// terminal, HTTP or a command line.
package session

import (
	"iter"
	"slices"
	"time"

	"facilitate/timer"
)

// Position is a place in a file, line and column from 1; zero is no place.
type Position struct {
	Line, Column int
	File         string // empty: the plan's own; else that of a plan it extends
}

// Plan is a whole session plan. Every text in it is clean: no control, escape
// or bidirectional characters are left (see clean.go).
type Plan struct {
	Format         int
	ID             string
	Title          string
	Duration       time.Duration // the time booked
	Start          *timer.TimeOfDay
	Language       string // of its texts, a tag like "en-GB"; may be empty
	WordsPerMinute int    // 130 where the plan does not say
	Cues           []Cue
	Aim            string
	Background     string
	Audience       string
	Outcomes       []Outcome
	Resources      []Resource
	Prepare        []Preparation
	Date           string   // YYYY-MM-DD, or empty
	Facilitators   []string // those who lead and those in support
	Organisation   string   // whose session it is; may be empty, as may the next two
	Logo           string   // a picture's file beside the plan
	Venue          string   // where it is held
	Safety         []string
	Sensitive      []string // the hard subjects it touches on, to be said beforehand
	Sources        []Source
	Slides         []Slide    // in the order in which they go up
	Activities     []Activity // at least one
	Quizzes        []Quiz
	Handouts       []Handout
	Evaluation     Evaluation
	Framework      string // by name, or the path of its file; may be empty
	FrameworkAt    Position
	Learning       []Learning
	Catalogue      Catalogue

	At         Position // of the plan's first key
	DurationAt Position // of the value of the time booked
	logoAt     Position // of the logo's name

	Blanks  []Blank
	filling Filling
	dollars []dollarWord // words behind a dollar in its texts, for Check

	logoFolder pictureFolder     // of a logo that a plan beneath names
	hidden     []hiddenCharacter // what its texts were cleaned of, for Check
	overlay    *Overlay          // nil where it extends no other plan
}

// Outcome is what participants should be able to do afterwards.
type Outcome struct {
	ID   string   `json:"id"`
	Text string   `json:"text"`
	At   Position `json:"-"`
}

// Per says for whom a resource is counted.
type Per string

// The values of Per; PerSession where the plan does not say.
const (
	PerSession Per = "session"
	PerPerson  Per = "person"
	PerGroup   Per = "group"
)

// Resource is a thing to bring.
type Resource struct {
	ID, Name string
	Per      Per
	Count    int // so many for each; at least 1
	At       Position
}

// Source is what a figure, a quiz answer or a contact rests on.
type Source struct {
	ID      string   `json:"id"`
	Text    string   `json:"text"`
	URL     string   `json:"url,omitempty"`
	Checked string   `json:"checked,omitempty"` // YYYY-MM-DD, or empty
	At      Position `json:"-"`
}

// Slide is what the room's screen shows.
type Slide struct {
	ID      string        `json:"id"`
	Title   string        `json:"title,omitempty"`
	Body    string        `json:"body,omitempty"`
	Read    bool          `json:"read"`            // aloud, and so counted as speech
	Image   string        `json:"image,omitempty"` // a picture's file beside the plan
	Alt     string        `json:"alt,omitempty"`   // the picture's text
	Sources []string      `json:"sources,omitempty"`
	At      Position      `json:"-"`
	imageAt Position      // of the picture's name
	folder  pictureFolder // of a picture that a plan beneath names; else empty
}

// Activity is a part of the session with a purpose of its own.
type Activity struct {
	ID, Title string
	Outcomes  []string
	Resources []string
	Break     bool             // people have a break: kept whole when late
	Optional  bool             // may be dropped when late
	Spare     bool             // kept for when there is time, and not counted before; never with FixedAt
	Protect   bool             // may not be shortened
	Cut       Cut              // when late
	FixedAt   *timer.TimeOfDay // only for what must begin at a fixed time
	Cues      []Cue            // its own, in place of the plan's
	Lead      string           // who leads it; may be empty
	Phases    []Phase          // at least one
	Covers    []Claim          // statements of the framework met here
	Touches   []Claim          // those met in part
	Single    bool             // the activity gave its duration itself: Phases holds that one
	At        Position
	FixedAtAt Position // of the value of the fixed time
}

// Cut says when a recovery shortens something, or leaves it out.
type Cut string

// The values of Cut; empty is between the two.
const (
	CutFirst Cut = "first"
	CutLast  Cut = "last"
)

// Cue is a moment of a phase at which the facilitator wants to be told.
type Cue struct {
	Left  time.Duration // so long before its time is up; zero: it is After
	After time.Duration // so much time into the phase; zero: it is Left
	Text  string        // what to be told; may be empty
}

// Phase is a stretch of an activity with a time of its own.
type Phase struct {
	ID         string // may be empty; runs are compared by it, else by Name
	Name       string
	Duration   time.Duration
	AtLeast    time.Duration // zero where the plan does not say
	Protect    bool
	Cut        Cut       // empty: its activity's
	Cues       []Cue     // its own, in place of its activity's
	Lead       string    // empty: its activity's
	Settings   []Setting // none, one, or several to choose from
	Question   string    // what the room's screen asks
	Covers     []Claim   // its own, beside its activity's
	Touches    []Claim
	Notes      []Note
	At         Position
	DurationAt Position // of the duration's value
}

// Note is one thing to say, do, ask or know.
type Note struct {
	ID    string   `json:"id,omitempty"` // may be empty
	Kind  NoteKind `json:"kind"`
	Text  string   `json:"text,omitempty"`  // empty where there are Items or a Ref
	Title string   `json:"title,omitempty"` // of the Items; may be empty
	Items []string `json:"items,omitempty"` // of listen and key_points, and of safety where it is a list
	Ref   string   `json:"ref,omitempty"`   // id of the slide, quiz or handout
	At    Position `json:"-"`
}

// Quiz is a set of statements, each true or false.
type Quiz struct {
	ID         string      `json:"id"`
	Title      string      `json:"title,omitempty"`
	Statements []Statement `json:"statements"`
	At         Position    `json:"-"`
}

// Statement is a line of a quiz.
type Statement struct {
	Text    string   `json:"text"`
	Answer  bool     `json:"answer"`
	Because string   `json:"because,omitempty"` // the supporting statement
	Sources []string `json:"sources,omitempty"`
	At      Position `json:"-"`
}

// Rank is when a recovery cuts a phase of the activity: 0 first, 2 last.
func (a *Activity) Rank(ph *Phase) int {
	cut := a.Cut
	if ph != nil && ph.Cut != "" {
		cut = ph.Cut
	}
	return slices.Index([]Cut{CutFirst, "", CutLast}, cut)
}

// CuesOf are the cues that hold in a phase of an activity: the nearest list
// there is. None means the usual ones.
func (p *Plan) CuesOf(a *Activity, ph *Phase) []Cue {
	switch {
	case ph.Cues != nil:
		return ph.Cues
	case a.Cues != nil:
		return a.Cues
	}
	return p.Cues
}

// PhaseTitle is what people call a phase of the activity: both names with a
// sign between them, or one name where a phase is all there is of it.
func (a *Activity) PhaseTitle(ph *Phase, between string) string {
	if a.Single || len(a.Phases) == 1 && ph.Name == a.Title {
		return a.Title
	}
	return a.Title + between + ph.Name
}

// Verdict is the answer in words: "True" or "False".
func (s *Statement) Verdict() string { return map[bool]string{true: "True", false: "False"}[s.Answer] }

// Handout is a sheet that participants take away.
type Handout struct {
	ID       string    `json:"id"`
	Title    string    `json:"title,omitempty"`
	Body     string    `json:"body,omitempty"`
	Contacts []Contact `json:"contacts,omitempty"`
	At       Position  `json:"-"`
}

// Contact is somebody to turn to.
type Contact struct {
	Name     string   `json:"name"`
	Phone    string   `json:"phone,omitempty"`
	URL      string   `json:"url,omitempty"`
	For      string   `json:"for,omitempty"`
	Hours    string   `json:"hours,omitempty"`
	Checked  string   `json:"checked,omitempty"` // YYYY-MM-DD, or empty
	Verified bool     `json:"verified"`          // only these are printed
	Sources  []string `json:"sources,omitempty"`
	At       Position `json:"-"`
}

// Evaluation is what participants are asked at the end.
type Evaluation struct {
	Questions []Question `json:"questions,omitempty"`
	FollowUp  FollowUp   `json:"follow_up,omitzero"`
	At        Position   `json:"-"`
}

// QuestionKind is how a question is answered.
type QuestionKind string

// The kinds of question.
const (
	Scale    QuestionKind = "scale" // 0 to 10
	Choice   QuestionKind = "choice"
	FreeText QuestionKind = "text"
)

// Question is a line of the evaluation form.
type Question struct {
	ID      string       `json:"id"`
	Text    string       `json:"text"`
	Kind    QuestionKind `json:"kind"`
	Options []string     `json:"options,omitempty"` // of a choice
	At      Position     `json:"-"`
}

// Phases are all phases of the plan in its flat order, each with its activity.
func (p *Plan) Phases() iter.Seq2[*Activity, *Phase] {
	return func(yield func(*Activity, *Phase) bool) {
		for i := range p.Activities {
			a := &p.Activities[i]
			for j := range a.Phases {
				if !yield(a, &a.Phases[j]) {
					return
				}
			}
		}
	}
}

// Planned is the sum of all phases, but for those of spare activities. What is
// waited for a fixed time is no part of it.
func (p *Plan) Planned() time.Duration {
	var sum time.Duration
	for a, ph := range p.Phases() {
		if !a.Spare {
			sum += ph.Duration
		}
	}
	return sum
}

// Stretch is a part of the time from the start on.
type Stretch struct{ Begin, End time.Duration }

// Lasts is how long the session takes by the plan: what is waited for fixed
// times is counted, as far as the plan says when it starts.
func (p *Plan) Lasts() time.Duration {
	_, lasts := p.Stretches(p.Start)
	return lasts
}

// Stretches are the times of each phase by the plan, in its flat order, and when
// the last of them ends. Those of spare activities have none. Where nobody says
// when the session starts, nobody knows how long an activity must wait for its
// time of day.
func (p *Plan) Stretches(start *timer.TimeOfDay) (all []Stretch, lasts time.Duration) {
	for _, a := range p.Activities {
		if a.FixedAt != nil && start != nil && !a.Spare {
			lasts = max(lasts, SinceStart(*a.FixedAt, *start))
		}
		for _, ph := range a.Phases {
			if a.Spare {
				all = append(all, Stretch{})
				continue
			}
			all = append(all, Stretch{lasts, lasts + ph.Duration})
			lasts += ph.Duration
		}
	}
	return all, lasts
}

// Duration is the sum of the activity's phases.
func (a *Activity) Duration() time.Duration {
	var sum time.Duration
	for i := range a.Phases {
		sum += a.Phases[i].Duration
	}
	return sum
}
