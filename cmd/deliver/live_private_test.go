package deliver

import (
	"encoding/json"
	"fmt"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"facilitate/cmd/tui"
	"facilitate/session"
	"facilitate/session/forecast"
	"facilitate/session/run"
	"facilitate/timer/timertest"
)

// marked is a plan whose every text is a mark of its own, so that it is told
// from any other wherever it turns up, and no word in what is sent comes from
// the plan but those marks.
type marked struct {
	*session.Plan
	paths map[string]string // by mark: where in the plan it stands
}

// mark gives every text in the plan that ships a mark: what is alike has the
// same, so that names still find what they name. It goes through all fields,
// those too that do not exist yet.
func mark(t testing.TB) marked {
	t.Helper()
	m := marked{stagePlan(t), map[string]string{}}
	marks := map[string]string{}
	var walk func(path string, v reflect.Value)
	walk = func(path string, v reflect.Value) {
		switch {
		case v.Type() == reflect.TypeFor[session.Position]():
		case v.Kind() == reflect.Pointer && !v.IsNil():
			walk(path, v.Elem())
		case v.Kind() == reflect.Struct:
			for i := range v.NumField() {
				if f := v.Type().Field(i); f.IsExported() {
					walk(path+"."+f.Name, v.Field(i))
				}
			}
		case v.Kind() == reflect.Slice:
			for i := range v.Len() {
				walk(fmt.Sprintf("%s[%d]", path, i), v.Index(i))
			}
		case v.Type() == reflect.TypeFor[string]() && v.String() != "":
			// An identifier is one whatever it stands in; a text is its field's.
			alike := path
			if nameField.MatchString(path) {
				alike = v.String()
			}
			if marks[alike] == "" {
				marks[alike] = fmt.Sprintf("zq%dqz", len(marks))
				m.paths[marks[alike]] = path
			}
			v.SetString(marks[alike])
		}
	}
	walk("", reflect.ValueOf(m.Plan).Elem())
	return m
}

// isSpare is whether a path leads into a spare activity.
func (m marked) isSpare(path string) bool {
	var a int
	_, err := fmt.Sscanf(path, ".Activities[%d]", &a)
	return err == nil && m.Activities[a].Spare
}

var (
	nameField = regexp.MustCompile(`(\.ID|\.Ref|\.(Outcomes|Resources|Sources)\[\d+\])$`)
	aMark     = regexp.MustCompile(`(?i)zq\w*qz`)
	escaped   = regexp.MustCompile(`\\u00..|\\n`)
	aWord     = regexp.MustCompile(`[\pL]+`)
)

// roomWords are the words that this program itself sends to the room: what a
// scene's parts are called, and what it says of its own. No word of lateness is
// among them, and none of an incident.
var roomWords = strings.Fields(`
	event scene beat data retry null true false runs left ms turn page title work break short black thanks
	begins back whole wait soon organisation logo amber activity phase question setting paused clock slide body alt quiz number of statement reveal answer
	because sources round groups name size count to waiting speaking heard
	all together on your own in pairs Group dir auto p`)

// leaksIn are what in a text the room may not know.
func (m marked) leaksIn(sent string, known map[string]bool) (found []string) {
	for _, mark := range aMark.FindAllString(sent, -1) {
		if !known[mark] {
			found = append(found, mark+" "+m.paths[mark])
		}
	}
	rest := aMark.ReplaceAllString(escaped.ReplaceAllString(sent, " "), " ")
	for _, word := range aWord.FindAllString(rest, -1) {
		if !slices.Contains(roomWords, word) {
			found = append(found, "the word "+word)
		}
	}
	if strings.Contains(sent, `_ms":-`) {
		found = append(found, "time over")
	}
	return found
}

// witness reads every byte that is sent to the room in a delivery.
type witness struct {
	*stage
	marked marked // the plan as it should be, whatever was planted in the one delivered
	page   *follower
	known  map[string]bool // marks that the room may know by now
	ever   map[string]bool // marks that it was sent
	leaks  []string
	checks int
}

// know says what the room may know now: all that is to be shown by now, and
// nothing of what is to come.
func (d *witness) know() (revealed bool) {
	add := func(texts ...string) {
		for _, text := range texts {
			d.known[text] = true
		}
	}
	add(d.marked.Title)
	d.state(func(s *run.State) {
		here := s.Current()
		if here == run.NoPhase {
			return
		}
		at := s.Phases()[here]
		activity := &d.marked.Activities[at.Activity]
		phase := &activity.Phases[here-s.FirstOf(at.Activity)]
		add(activity.Title, phase.Name, phase.Question)
		if at.Place >= len(phase.Notes) {
			return
		}
		switch note := phase.Notes[at.Place]; note.Kind {
		case session.ShowSlide:
			slide := d.marked.Slide(note.Ref)
			add(slide.Title, slide.Body, slide.Alt)
		case session.TakeQuiz:
			q, quiz := s.Quiz(note.Ref), d.marked.Quiz(note.Ref)
			if q.At == run.NotBegun || q.Over() {
				return
			}
			statement := quiz.Statements[q.At]
			add(quiz.Title, statement.Text)
			if revealed = q.Answers[q.At].Revealed; revealed {
				add(statement.Because)
				for _, source := range d.marked.Sources {
					if slices.Contains(statement.Sources, source.ID) {
						add(source.Text)
					}
				}
			}
		}
	})
	return revealed
}

var timeLeft = regexp.MustCompile(`_ms":\d+`)

// check waits until the page has what was published last, and looks at all that
// was sent until then.
func (d *witness) check(step string) {
	d.t.Helper()
	revealed := d.know()
	var published []byte
	d.in(func() {
		d.live.mu.Lock()
		defer d.live.mu.Unlock()
		published, _ = json.Marshal(d.live.scene)
		if phone, _ := json.Marshal(d.live.phone); likelyWords.Match(phone) {
			d.leaks = append(d.leaks, step+": the phone is told what is likely: "+string(phone))
		}
	})
	want := timeLeft.ReplaceAllString(string(published), "")
	d.page.until(step+": "+want, func(scene string) bool { return timeLeft.ReplaceAllString(scene, "") == want })
	sent := d.page.bytes()
	for _, mark := range aMark.FindAllString(sent, -1) {
		d.ever[mark] = true
	}
	for _, leak := range d.marked.leaksIn(sent, d.known) {
		d.leaks = append(d.leaks, step+": "+leak)
	}
	// The answers that are sent in this step are those of this step or the one
	// before, which was revealed.
	if strings.Contains(d.page.latest(), `"answer"`) && !revealed {
		d.leaks = append(d.leaks, step+": an answer that is not revealed")
	}
	d.checks++
}

// leaked is whether a leak was found with a text.
func (d *witness) leaked(text string) bool {
	return slices.ContainsFunc(d.leaks, func(l string) bool { return strings.Contains(l, text) })
}

// step presses keys and looks at what is sent after each.
func (d *witness) step(keys ...string) {
	d.t.Helper()
	for _, key := range keys {
		d.press(key)
		d.check(fmt.Sprintf("%q", key))
	}
}

// deliverMarked delivers a marked plan through every note, with names, a quiz
// with hands, rounds, captured lines, pauses of all kinds, answers taken back
// and time over. It is enough that a leak is found with a text, unless that is
// empty.
func deliverMarked(t testing.TB, plan *session.Plan, enough string) *witness {
	t.Helper()
	d := &witness{
		stage: newStage(t, plan, anyPort, nil), marked: mark(t),
		known: map[string]bool{}, ever: map[string]bool{},
	}
	d.page = follow(t, d.roomURL()+"events", nil)
	d.check("before")
	d.take(tui.OddsLearnt{Forecaster: learntTwice(t, plan)})
	d.check("what is likely")
	d.pass(12 * time.Minute) // late
	d.step("enter", "j", "zqAdaqz, zqBoqz, zqCyqz, zqDiqz, zqEdqz, zqFaqz, zqGusqz, zqHalqz, zqIraqz, zqJoqz", "enter", "enter", "esc")
	d.shows("zq") // the console has the names
	d.shows("LIKELY")
	d.step("r", "g", "g", "c", "c", "esc")
	phase, taken := -1, 0
	for {
		here, _ := d.where()
		if here == run.NoPhase {
			break
		}
		if enough != "" && d.leaked(enough) {
			return d
		}
		if here != phase {
			phase = here
			d.step("c", fmt.Sprintf("zqsaid%dqz", here), "enter", "p", "1", "2", "10", "enter", "r", "esc", "3", "esc", "4", "p", "b", ".", "+")
		}
		if _, note := d.where(); here == 3 && note == 1 {
			d.step("r", "g", "esc") // for the rest of the phase
		}
		asked, revealed := d.atQuiz()
		if asked && !revealed {
			d.step("h", "3", "enter", "7", "enter")
		}
		d.step("pgdown")
		if _, now := d.atQuiz(); asked && !revealed && now && taken < 3 {
			taken++
			d.step("u", "pgdown") // the answer is taken back, and shown once more
		}
		if d.t.Failed() || d.checks > 5000 {
			t.Fatalf("after %d steps it is at %d", d.checks, here)
		}
		if here, note := d.where(); here != run.NoPhase && note == 1 {
			d.pass(4 * time.Minute) // over time, at last
			d.check("time passes")
		}
	}
	d.check("after")
	if taken == 0 {
		t.Error("no answer was taken back")
	}
	return d
}

var likelyWords = regexp.MustCompile(`(?i)likely|in 10`)

// learntTwice is what two runs of a plan teach.
func learntTwice(t testing.TB, plan *session.Plan) *forecast.Forecaster {
	t.Helper()
	var past []forecast.Past
	for n := range 2 {
		now := stageBegins.AddDate(0, 0, n-7)
		s := run.New(plan, run.Booking{Start: now})
		var c run.Command = run.Start{}
		for s.Stage() != run.Finished {
			e, err := run.Decide(s, c, now)
			if err != nil {
				t.Fatal(err)
			}
			s.Apply(e)
			c = run.Next{}
			if here := s.Current(); here != run.NoPhase {
				now = now.Add(s.Phases()[here].Budget)
			}
		}
		past = append(past, forecast.Past{State: s, Live: true})
	}
	return forecast.Learn(plan, past)
}

// atQuiz is whether the delivery is at a statement of a quiz, and whether its
// answer is shown.
func (d *witness) atQuiz() (asked, revealed bool) {
	d.state(func(s *run.State) {
		here := s.Current()
		if here == run.NoPhase || s.Phases()[here].Place >= len(s.Phases()[here].Plan.Notes) {
			return
		}
		if note := s.Phases()[here].Plan.Notes[s.Phases()[here].Place]; note.Kind == session.TakeQuiz {
			q := s.Quiz(note.Ref)
			if asked = q.At != run.NotBegun && !q.Over(); asked {
				revealed = q.Answers[q.At].Revealed
			}
		}
	})
	return asked, revealed
}

// TestNothingPrivateLeaves reads every byte that the room is sent while the
// plan that ships is delivered from the console.
func TestNothingPrivateLeaves(t *testing.T) {
	timertest.OneByOne(t)
	t.Parallel()
	plan := mark(t)
	d := deliverMarked(t, plan.Plan, "")
	for _, leak := range d.leaks {
		t.Error(leak)
	}
	if d.checks < 400 {
		t.Errorf("only %d steps", d.checks)
	}
	// What the room is there to see, it saw.
	public := regexp.MustCompile(`^\.Title$|^\.Slides\[\d+\]\.(Title|Body)$|^\.Activities\[\d+\](\.Title|\.Phases\[\d+\]\.(Name|Question))$|^\.Quizzes\[\d+\](\.Title|\.Statements\[\d+\]\.(Text|Because))$`)
	seen, private := 0, 0
	for mark, path := range plan.paths {
		switch {
		case public.MatchString(path) && d.ever[mark]:
			seen++
		case public.MatchString(path):
			// A phase that is its whole activity has the activity's name, and
			// nobody comes to what is spare by going on.
			if !strings.HasSuffix(path, ".Phases[0].Name") && !plan.isSpare(path) {
				t.Errorf("the room never saw %s", path)
			}
		default:
			private++
		}
	}
	if seen < 60 || private < 300 {
		t.Errorf("%d texts were seen, %d are private", seen, private)
	}
	for mark, path := range plan.paths { // each would be found
		if !d.known[mark] && len(plan.leaksIn("data: "+mark, d.known)) == 0 {
			t.Errorf("%s would not be found", path)
		}
	}
}

// TestPlantedLeaks puts private texts where the room sees them: the reading
// finds them.
func TestPlantedLeaks(t *testing.T) {
	timertest.OneByOne(t)
	t.Parallel()
	for what, plant := range map[string]func(marked) (found string){
		"a note in a question": func(m marked) string {
			phase := &m.Activities[1].Phases[0]
			phase.Question = phase.Notes[0].Text
			return phase.Question
		},
		"the safety card on a slide": func(m marked) string {
			m.Slides[1].Body = "- one\n- " + m.Safety[2]
			return m.Safety[2]
		},
		"the reason in a statement": func(m marked) string {
			s := &m.Quizzes[0].Statements[0]
			s.Text = s.Because
			return s.Because
		},
		"a later activity in a name": func(m marked) string {
			m.Activities[1].Phases[0].Name = m.Activities[5].Title
			return m.Activities[5].Title
		},
		"a person in a title":   func(m marked) string { m.Activities[1].Title = "zqAdaqz"; return "zqAdaqz" },
		"a kept line in a name": func(m marked) string { m.Activities[2].Phases[0].Name = "zqsaid1qz"; return "zqsaid1qz" },
		"a word of lateness":    func(m marked) string { m.Title = "late"; return "the word late" },
	} {
		t.Run(what, func(t *testing.T) {
			t.Parallel()
			plan := mark(t)
			planted := plant(plan)
			if d := deliverMarked(t, plan.Plan, planted); !d.leaked(planted) {
				t.Errorf("%s was not found in %d steps", planted, d.checks)
			}
		})
	}
}
