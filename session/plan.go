// Package session is the plan: what a session is made of, how it is read from
// a YAML file with the place of every problem in it, and what can be said of a
// plan before anybody delivers it.
//
// It must never know how a delivery is going (that is session/run), nor a
// terminal, HTTP or a command line.
package session

import (
	"time"

	"facilitate/timer"
)

// Position is a place in a plan's file, both from 1; zero is no place.
type Position struct{ Line, Column int }

// Plan is a whole session plan. Every text in it is clean: no control, escape
// or bidirectional characters are left (see clean.go).
type Plan struct {
	Format         int
	ID             string
	Title          string
	Duration       time.Duration // the time booked
	Start          *timer.TimeOfDay
	WordsPerMinute int // 130 where the plan does not say
	Aim            string
	Background     string
	Audience       string
	Outcomes       []Outcome
	Resources      []Resource
	Safety         []string
	Sources        []Source
	Slides         []Slide
	Activities     []Activity // at least one
	Quizzes        []Quiz
	Handouts       []Handout
	Evaluation     Evaluation

	At         Position // of the plan's first key
	DurationAt Position // of the value of the time booked

	hidden []hiddenCharacter // what its texts were cleaned of, for Check
}

// Outcome is what participants should be able to do afterwards.
type Outcome struct {
	ID, Text string
	At       Position
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
	At       Position
}

// Source is what a figure, a quiz answer or a contact rests on.
type Source struct {
	ID, Text, URL string
	Checked       string // YYYY-MM-DD, or empty
	At            Position
}

// Slide is what the room's screen shows.
type Slide struct {
	ID, Title, Body string
	Read            bool // read aloud, and so counted as speech
	Sources         []string
	Image, Alt      string // a picture's file beside the plan, and its text
	At              Position
}

// Activity is a part of the session with a purpose of its own.
type Activity struct {
	ID, Title string
	Outcomes  []string
	Resources []string
	Optional  bool             // may be dropped when late
	Protect   bool             // may not be shortened
	FixedAt   *timer.TimeOfDay // only for what must begin at a fixed time
	Phases    []Phase          // at least one
	Single    bool             // the activity gave its duration itself: Phases holds that one
	At        Position
}

// Phase is a stretch of an activity with a time of its own.
type Phase struct {
	ID         string // may be empty; runs are compared by it, else by Name
	Name       string
	Duration   time.Duration
	AtLeast    time.Duration // zero where the plan does not say
	Protect    bool
	Settings   []Setting // none, one, or several to choose from
	Question   string    // what the room's screen asks
	Notes      []Note
	At         Position
	DurationAt Position // of the duration's value
}

// Note is one thing to say, do, ask or know.
type Note struct {
	ID    string // may be empty
	Kind  NoteKind
	Text  string   // empty where there are Items or a Ref
	Items []string // of listen, and of safety where it is a list
	Ref   string   // id of the slide, quiz or handout
	At    Position
}

// Quiz is a set of statements, each true or false.
type Quiz struct {
	ID, Title  string
	Statements []Statement
	At         Position
}

// Statement is a line of a quiz.
type Statement struct {
	Text    string
	Answer  bool
	Because string // the supporting statement
	Sources []string
	At      Position
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
func (s *Statement) Verdict() string {
	if s.Answer {
		return "True"
	}
	return "False"
}

// Handout is a sheet that participants take away.
type Handout struct {
	ID, Title, Body string
	Contacts        []Contact
	At              Position
}

// Contact is somebody to turn to.
type Contact struct {
	Name, Phone, URL, For, Hours string
	Checked                      string // YYYY-MM-DD, or empty
	Verified                     bool   // only these are printed
	Sources                      []string
	At                           Position
}

// Evaluation is what participants are asked at the end.
type Evaluation struct {
	Questions []Question
	At        Position
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
	ID, Text string
	Kind     QuestionKind
	Options  []string // of a choice
	At       Position
}

// Slide finds a slide by its id; nil where the plan has none.
func (p *Plan) Slide(id string) *Slide {
	for i := range p.Slides {
		if p.Slides[i].ID == id {
			return &p.Slides[i]
		}
	}
	return nil
}

// Quiz finds a quiz by its id; nil where the plan has none.
func (p *Plan) Quiz(id string) *Quiz {
	for i := range p.Quizzes {
		if p.Quizzes[i].ID == id {
			return &p.Quizzes[i]
		}
	}
	return nil
}

// Handout finds a handout by its id; nil where the plan has none.
func (p *Plan) Handout(id string) *Handout {
	for i := range p.Handouts {
		if p.Handouts[i].ID == id {
			return &p.Handouts[i]
		}
	}
	return nil
}

// Planned is the sum of all phases.
func (p *Plan) Planned() time.Duration {
	var sum time.Duration
	for _, a := range p.Activities {
		for _, ph := range a.Phases {
			sum += ph.Duration
		}
	}
	return sum
}
