package room

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"
	"unicode"

	"facilitate/session"
	"facilitate/session/run"
	"facilitate/timer/timertest"
)

// display reads all that a page is sent.
type display struct {
	t      testing.TB
	body   io.ReadCloser
	in     *bufio.Reader
	sent   bytes.Buffer // every byte
	latest string       // the newest scene
}

func connect(t testing.TB, url string) *display {
	t.Helper()
	answer, err := http.Get(url + "events")
	if err != nil {
		t.Fatal(err)
	}
	if answer.StatusCode != http.StatusOK {
		t.Fatal(answer.Status)
	}
	t.Cleanup(func() { answer.Body.Close() })
	return newDisplay(t, answer.Body)
}

func newDisplay(t testing.TB, body io.ReadCloser) *display {
	return &display{t: t, body: body, in: bufio.NewReader(body)}
}

// next waits for the next scene, whatever heartbeats come before it.
func (d *display) next() string {
	d.t.Helper()
	name := ""
	for {
		line, err := d.in.ReadString('\n')
		d.sent.WriteString(line)
		if err != nil {
			d.t.Fatal(err)
		}
		if after, ok := strings.CutPrefix(line, "event: "); ok {
			name = strings.TrimSpace(after)
		}
		if after, ok := strings.CutPrefix(line, "data: "); ok && name == "scene" {
			d.latest = strings.TrimSpace(after)
			return d.latest
		}
	}
}

// step is a moment of a delivery with what was sent in it.
type step struct {
	name   string
	scene  Scene
	sent   string   // every byte, heartbeats too
	told   string   // the scene
	public []string // what the room may know of by now
}

// deliverWhole delivers a plan through every note, with pauses of every kind,
// late and over time, and gives what a display was sent after each step.
func deliverWhole(t testing.TB, plan *session.Plan, plant func(*Scene, *delivery)) (all []step) {
	t.Helper()
	d := deliver(t, plan)
	var now atomic.Int64 // the server reads it while time passes here
	now.Store(d.now.UnixNano())
	s := serve(t, Options{Plan: plan, Now: func() time.Time { return time.Unix(0, now.Load()) }})
	page := connect(t, s.URL())
	public := []string{plan.Title}
	between := 0
	see := func(name string, view View) {
		now.Store(d.now.UnixNano())
		scene := d.scene(view)
		if plant != nil {
			plant(&scene, d)
		}
		// Another one in between, so that each is sent though it is like the last.
		between++
		s.Publish(Scene{At: d.now, Page: BreakPage, Back: fmt.Sprint(between)})
		inBetween := page.next()
		s.Publish(scene)
		page.sent.Reset()
		for page.next() == inBetween { // whoever joins may be told a scene twice
		}
		all = append(all, step{name, scene, page.sent.String(), page.latest, slices.Clone(public)})
	}
	see("before", View{})
	d.pass(12 * time.Minute) // late
	d.say("start")
	activity := ""
	for here := range d.throughout() {
		phase := d.state.Phases()[here].Plan
		if a := d.state.Activity(here); a.ID != activity {
			activity = a.ID
			public = append(public, a.Title)
		}
		public = append(public, phase.Name, phase.Question)
		for note, n := range phase.Notes {
			d.place(note)
			if n.Kind == session.ShowSlide {
				slide := plan.Slide(n.Ref)
				public = append(public, slide.Title, slide.Body)
			}
			name := fmt.Sprintf("%s, note %d", d.state.Name(here), note+1)
			see(name, View{})
			if n.Kind == session.TakeQuiz {
				quiz := plan.Quiz(n.Ref)
				for i := range quiz.Statements {
					public = append(public, quiz.Title, quiz.Statements[i].Text)
					see(fmt.Sprintf("%s, statement %d", name, i+1), View{Quiz: NewQuizScene(plan, quiz, i, false)})
				}
			}
		}
		for _, kind := range run.PauseKinds {
			d.say("pause", string(kind))
			see("pause: "+string(kind), View{BackAt: d.now.Add(10 * time.Minute)})
			d.say("resume")
		}
		d.pass(phase.Duration + 3*time.Minute)
		see(d.state.Name(here)+", over time", View{})
		see(d.state.Name(here)+", blanked", View{Blank: true})
	}
	d.say("finish")
	see("after", View{})
	return all
}

// wordsOf is a text as its letters and digits in small, with a blank around
// each word, so that no mark of Markdown, HTML or JSON hides it.
func wordsOf(text string) string {
	for _, escaped := range [][2]string{{`\u003c`, "<"}, {`\u003e`, ">"}, {`\u0026`, "&"}, {`\n`, " "}, {"&#39;", "'"}, {"&#34;", " "}, {"&amp;", " "}} {
		text = strings.ReplaceAll(text, escaped[0], escaped[1])
	}
	text = otherTag.ReplaceAllString(withinWords.ReplaceAllString(text, ""), " ")
	words := strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	if len(words) == 0 {
		return ""
	}
	return " " + strings.Join(words, " ") + " "
}

var (
	withinWords = regexp.MustCompile(`</?(em|strong|code|wbr)( /)?>`)
	otherTag    = regexp.MustCompile(`</?(p|ul|ol|li|br|h[2-6]|blockquote)( [^<>]*)?>`)
)

// secretsOf are the texts of a plan that the room never sees, by what they are.
// Titles, questions and slides are those that it sees later.
func secretsOf(plan *session.Plan) map[string]string {
	all := map[string]string{}
	add := func(what, text string) {
		if wordsOf(text) != "" {
			all[what] = text
		}
	}
	for _, word := range []string{"incident", "late", "behind", "drift", "over time", "verdict", "note", "safety"} {
		add("word "+word, word)
	}
	add("aim", plan.Aim)
	add("background", plan.Background)
	add("audience", plan.Audience)
	for i, p := range plan.Prepare {
		add(fmt.Sprintf("preparation %d", i+1), p.Do)
	}
	for i, text := range plan.Safety {
		add(fmt.Sprintf("safety card, line %d", i+1), text)
	}
	for _, a := range plan.Activities {
		add("title of "+a.ID, a.Title)
		claims := func(what string, all []session.Claim) {
			for _, c := range all {
				add(what+" "+c.ID, c.ID)
			}
		}
		claims("statement met in "+a.ID, slices.Concat(a.Covers, a.Touches))
		for j, ph := range a.Phases {
			claims(fmt.Sprintf("statement met in %s/%d", a.ID, j+1), slices.Concat(ph.Covers, ph.Touches))
			add(fmt.Sprintf("question of %s/%d", a.ID, j+1), ph.Question)
			for k, n := range ph.Notes {
				what := fmt.Sprintf("%s/%d, note %d", a.ID, j+1, k+1)
				add(what, n.Text)
				add(what+", title", n.Title)
				for l, item := range n.Items {
					add(fmt.Sprintf("%s, item %d", what, l+1), item)
				}
			}
		}
	}
	for _, s := range plan.Slides {
		for line := range strings.Lines(s.Body) {
			add("slide "+s.ID+": "+line, line)
		}
	}
	for _, q := range plan.Quizzes {
		for i, st := range q.Statements {
			add(fmt.Sprintf("statement %s/%d", q.ID, i+1), st.Text)
			add(fmt.Sprintf("reason %s/%d", q.ID, i+1), st.Because)
			add(fmt.Sprintf("answer %s/%d", q.ID, i+1), "reveal answer")
		}
	}
	for _, h := range plan.Handouts {
		add("handout "+h.ID, h.Body)
		for _, c := range h.Contacts {
			add("contact "+c.Name, c.Phone)
		}
	}
	return all
}

// leaks are the secrets found in what was sent where no text that the room may
// know is around them: a prompt of two words may well be part of a slide.
func leaks(secrets map[string]string, sent string, public []string) (found []string) {
	text := wordsOf(sent)
	type stretch struct{ from, to int }
	stretches := func(part string) (all []stretch) {
		for at := 0; part != ""; {
			i := strings.Index(text[at:], part)
			if i < 0 {
				break
			}
			all = append(all, stretch{at + i, at + i + len(part)})
			at += i + 1
		}
		return all
	}
	var open []stretch
	for _, p := range public {
		open = append(open, stretches(wordsOf(p))...)
		for line := range strings.Lines(p) {
			open = append(open, stretches(wordsOf(line))...)
		}
	}
	for what, secret := range secrets {
		for _, s := range stretches(wordsOf(secret)) {
			if !slices.ContainsFunc(open, func(o stretch) bool { return o.from <= s.from && s.to <= o.to }) {
				found = append(found, what)
				break
			}
		}
	}
	return found
}

// TestNothingPrivateIsSent reads every byte that a display is sent.
func TestNothingPrivateIsSent(t *testing.T) {
	timertest.OneByOne(t)
	t.Parallel()
	plan := shipped(t)
	secrets := secretsOf(plan)
	if len(secrets) < 200 {
		t.Errorf("only %d texts are secret", len(secrets))
	}
	steps := deliverWhole(t, plan, nil)
	if len(steps) < 180 {
		t.Errorf("only %d steps", len(steps))
	}
	for _, s := range steps {
		for _, what := range leaks(secrets, s.sent, s.public) {
			t.Errorf("%s: the %s is sent:\n%s", s.name, what, s.sent)
		}
		if strings.Contains(s.sent, `_ms":-`) {
			t.Errorf("%s: time over is sent:\n%s", s.name, s.sent)
		}
	}
}

// TestPrivateTextsAreFound plants every secret in what is sent.
func TestPrivateTextsAreFound(t *testing.T) {
	timertest.OneByOne(t)
	t.Parallel()
	plan := shipped(t)
	secrets := secretsOf(plan)
	var names []string
	for what := range secrets {
		names = append(names, what)
	}
	slices.Sort(names)
	planted := 0
	for _, s := range deliverWhole(t, plan, func(scene *Scene, d *delivery) {
		var all strings.Builder
		for _, what := range names { // each by itself would take as many deliveries
			all.WriteString(" planted " + secrets[what] + " planted. ")
		}
		if scene.Page == WorkPage && d.state.Current() == 0 {
			scene.Question = all.String()
		}
	}) {
		if !strings.Contains(s.sent, "planted") {
			continue
		}
		planted++
		found := leaks(secrets, s.sent, s.public)
		for _, what := range names {
			mayKnow := slices.ContainsFunc(s.public, func(p string) bool { return strings.Contains(wordsOf(p), wordsOf(secrets[what])) })
			if !mayKnow && !slices.Contains(found, what) {
				t.Errorf("%s: the %s is not found", s.name, what)
			}
		}
	}
	if planted == 0 {
		t.Error("nothing was planted")
	}
}

// TestPrivateChangesNothing changes what the room must not know, one kind after
// another, and wants it to be sent the same to the letter.
func TestPrivateChangesNothing(t *testing.T) {
	timertest.OneByOne(t)
	t.Parallel()
	before := deliverWhole(t, shipped(t), nil)
	for what, change := range map[string]func(*session.Plan){
		"the facilitator's card": func(p *session.Plan) {
			p.Safety, p.Background, p.Audience, p.Aim = nil, "changed", "changed", "changed"
		},
		"the notes": func(p *session.Plan) {
			for i := range p.Activities {
				for j := range p.Activities[i].Phases {
					for k := range p.Activities[i].Phases[j].Notes {
						n := &p.Activities[i].Phases[j].Notes[k]
						n.Text, n.ID = "changed", "changed"
						n.Items = append(n.Items, "changed")
					}
				}
			}
		},
		"the answers": func(p *session.Plan) {
			for i := range p.Quizzes[0].Statements {
				st := &p.Quizzes[0].Statements[i]
				st.Answer, st.Because, st.Sources = !st.Answer, "changed", nil
			}
		},
		"what a note is for": func(p *session.Plan) {
			for i := range p.Activities {
				for j := range p.Activities[i].Phases {
					for k := range p.Activities[i].Phases[j].Notes {
						switch n := &p.Activities[i].Phases[j].Notes[k]; n.Kind {
						case session.Say, session.Ask, session.Do:
							n.Kind = session.Prompt
						case session.Listen:
							n.Kind = session.KeyPoints
						}
					}
				}
			}
		},
		"what is prepared, and what it meets": func(p *session.Plan) {
			p.Prepare = append(p.Prepare, session.Preparation{Do: "changed"})
			for i := range p.Activities {
				a := &p.Activities[i]
				a.Covers, a.Touches = append(a.Covers, session.Claim{ID: "changed"}), nil
				for j := range a.Phases {
					a.Phases[j].Covers, a.Phases[j].Touches = nil, []session.Claim{{ID: "changed"}}
				}
			}
		},
		"where and when it is, and who leads what": func(p *session.Plan) {
			p.Venue, p.Date, p.Facilitators = "changed", "2026-12-01", []string{"changed"}
			for i := range p.Activities {
				p.Activities[i].Lead = "changed"
				for j := range p.Activities[i].Phases {
					p.Activities[i].Phases[j].Lead = "changed"
				}
			}
		},
		"what may be cut": func(p *session.Plan) {
			for i := range p.Activities {
				p.Activities[i].Optional, p.Activities[i].Protect = true, !p.Activities[i].Protect
				for j := range p.Activities[i].Phases {
					p.Activities[i].Phases[j].AtLeast = 1
				}
			}
		},
		"the time booked": func(p *session.Plan) { p.Duration = time.Hour },
	} {
		plan := shipped(t)
		change(plan)
		after := deliverWhole(t, plan, nil)
		if len(after) != len(before) {
			t.Fatalf("%s: %d steps, not %d", what, len(after), len(before))
		}
		for i := range after {
			if after[i].told != before[i].told {
				t.Errorf("%s: %s is another:\n%s\n%s", what, after[i].name, before[i].told, after[i].told)
				break
			}
		}
	}
}

// TestLaterChangesNothing changes all that is still to come.
func TestLaterChangesNothing(t *testing.T) {
	t.Parallel()
	before := deliverWhole(t, shipped(t), nil)
	plan := shipped(t)
	const from = 5
	for i := from; i < len(plan.Activities); i++ {
		a := &plan.Activities[i]
		a.Title = "changed"
		for j := range a.Phases {
			a.Phases[j].Name, a.Phases[j].Question = "changed", "changed"
		}
	}
	same := 0
	for i, s := range deliverWhole(t, plan, nil) {
		if strings.Contains(s.told, "changed") {
			break
		}
		if s.told != before[i].told {
			t.Fatalf("%s is another:\n%s\n%s", s.name, before[i].told, s.told)
		}
		same++
	}
	if same < 80 {
		t.Errorf("only %d steps came before the change", same)
	}
}
