package pack_test

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"
	"unicode"

	"facilitate/session"
	"facilitate/session/pack"
)

// private are the texts of a plan that are the facilitator's alone, by what
// they are.
func private(plan *session.Plan) map[string]string {
	all := map[string]string{}
	add := func(what, text string) {
		if len(wordsOf(text)) > 0 {
			all[what] = text
		}
	}
	for i, text := range plan.Safety {
		add(fmt.Sprintf("safety card, line %d", i+1), text)
	}
	for i, seeTo := range plan.Prepare {
		add(fmt.Sprintf("what to see to, %d", i+1), seeTo.Do)
	}
	for _, a := range plan.Activities {
		for i, cue := range a.Cues {
			add(fmt.Sprintf("%s, cue %d", a.ID, i+1), cue.Text)
		}
		for j, ph := range a.Phases {
			for k, cue := range ph.Cues {
				add(fmt.Sprintf("%s, phase %d, cue %d", a.ID, j+1, k+1), cue.Text)
			}
			for k, n := range ph.Notes {
				what := fmt.Sprintf("%s, phase %d, note %d", a.ID, j+1, k+1)
				add(what, n.Text)
				add(what+", title", n.Title)
				for l, item := range n.Items {
					add(fmt.Sprintf("%s, item %d", what, l+1), item)
				}
			}
		}
	}
	for _, q := range plan.Quizzes {
		for i, st := range q.Statements {
			add(fmt.Sprintf("answer %s/%d", q.ID, i+1), st.Because)
			add(fmt.Sprintf("verdict %s/%d", q.ID, i+1), fmt.Sprintf("The answer to %d is %v", i+1, st.Answer))
		}
	}
	return all
}

// open are the texts of a plan that participants may read.
func open(plan *session.Plan) (all []string) {
	all = append(all, plan.Title, plan.Aim, plan.Audience)
	all = append(all, plan.Sensitive...)
	for _, o := range plan.Outcomes {
		all = append(all, o.Text)
	}
	for _, r := range plan.Resources {
		all = append(all, r.Name)
	}
	for _, s := range plan.Sources {
		all = append(all, s.Text)
	}
	for _, s := range plan.Slides {
		all = append(all, s.Title, s.Body)
	}
	for _, a := range plan.Activities {
		all = append(all, a.Title)
		for _, ph := range a.Phases {
			all = append(all, ph.Name)
		}
	}
	for _, q := range plan.Quizzes {
		all = append(all, q.Title)
		for _, st := range q.Statements {
			all = append(all, st.Text)
		}
	}
	for _, h := range plan.Handouts {
		all = append(all, h.Title, h.Body)
		for _, c := range h.Contacts {
			all = append(all, c.Name, c.For, c.Hours, c.Phone)
		}
	}
	for _, q := range slices.Concat(plan.Evaluation.Questions, plan.Evaluation.FollowUp.Questions) {
		all = append(all, q.Text)
		all = append(all, q.Options...)
	}
	return all
}

// wordsOf is a text as its letters and digits in small, with a blank around
// each word, so that no mark of Markdown or HTML hides it.
func wordsOf(text string) string {
	words := strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	if len(words) == 0 {
		return ""
	}
	return " " + strings.Join(words, " ") + " "
}

// stretch is a part of a text from one byte to another.
type stretch struct{ from, to int }

// stretches are where a text stands in another.
func stretches(text, part string) (all []stretch) {
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

// leaks are the private texts found in a document where no text that
// participants may read is around them: a note of two words may well be part of
// a sentence of a handout, too.
func leaks(plan *session.Plan, text string) (all []string) {
	text = wordsOf(text)
	var public []stretch
	for _, o := range open(plan) {
		public = append(public, stretches(text, wordsOf(o))...)
		for line := range strings.Lines(o) { // for it may be broken up on the page
			public = append(public, stretches(text, wordsOf(line))...)
		}
	}
	for what, secret := range private(plan) {
		for _, s := range stretches(text, wordsOf(secret)) {
			within := func(p stretch) bool { return p.from <= s.from && s.to <= p.to }
			if !slices.ContainsFunc(public, within) {
				all = append(all, what)
				break
			}
		}
	}
	return all
}

// forParticipants are their documents as text, HTML and Markdown apart.
func forParticipants(t *testing.T, plan *session.Plan) map[string]string {
	t.Helper()
	texts := map[string]string{}
	for name, d := range documents(t, plan, known(t)) {
		if d.Audience != pack.Facilitator {
			texts[name+".html"], texts[name+".md"] = textOf(t, d.HTML), string(d.Markdown)
		}
	}
	if len(texts) != 20 {
		t.Fatalf("%d documents are for participants, or for everyone", len(texts))
	}
	return texts
}

func TestParticipantsGetNothingPrivate(t *testing.T) {
	t.Parallel()
	plan := shipped(t)
	if n := len(private(plan)); n < 150 {
		t.Errorf("only %d texts are private", n)
	}
	for name, text := range forParticipants(t, plan) {
		for _, what := range leaks(plan, text) {
			t.Errorf("%s holds the %s: %q", name, what, private(plan)[what])
		}
	}
}

// TestLeaksAreFound plants each private text in each of the documents, and sees
// that it is found.
func TestLeaksAreFound(t *testing.T) {
	t.Parallel()
	plan := shipped(t)
	secrets := private(plan)
	known := map[string]bool{}
	for _, text := range open(plan) {
		known[wordsOf(text)] = true
		for line := range strings.Lines(text) {
			known[wordsOf(line)] = true
		}
	}
	for what, secret := range secrets {
		// A prompt that is the heading on a handout, word for word, is no secret.
		if known[wordsOf(secret)] {
			delete(secrets, what)
		}
	}
	if n := len(private(plan)) - len(secrets); n > 2 {
		t.Errorf("%d private texts are no secret", n)
	}
	for name, text := range forParticipants(t, plan) {
		var b strings.Builder
		b.WriteString(text)
		for _, secret := range secrets {
			b.WriteString("\nplanted " + secret) // all at once: each is looked for alone
		}
		found := leaks(plan, b.String())
		for what, secret := range secrets {
			if !slices.Contains(found, what) {
				t.Errorf("the %s planted in %s is not found: %q", what, name, secret)
			}
		}
	}
}

// TestPrivateChangesNothing changes every private text and every answer, one
// kind after another, and wants the participants' documents to stay the same
// to the letter.
func TestPrivateChangesNothing(t *testing.T) {
	t.Parallel()
	before := documents(t, shipped(t), pack.Options{})
	for what, change := range map[string]func(*session.Plan){
		"safety card":   func(p *session.Plan) { p.Safety = []string{"changed"} },
		"background":    func(p *session.Plan) { p.Background = "changed" },
		"reading aloud": func(p *session.Plan) { p.Slides[0].Read = !p.Slides[0].Read },
		"notes": func(p *session.Plan) {
			for i := range p.Activities {
				for j := range p.Activities[i].Phases {
					p.Activities[i].Phases[j].Notes = []session.Note{{Kind: session.Say, Text: "changed"}}
				}
			}
		},
		"what may be dropped": func(p *session.Plan) {
			for i := range p.Activities {
				p.Activities[i].Optional, p.Activities[i].Protect = !p.Activities[i].Optional, !p.Activities[i].Protect
				for j := range p.Activities[i].Phases {
					p.Activities[i].Phases[j].AtLeast, p.Activities[i].Phases[j].Protect = 1, true
				}
			}
		},
		"answers": func(p *session.Plan) {
			for i := range p.Quizzes[0].Statements {
				st := &p.Quizzes[0].Statements[i]
				st.Answer, st.Because, st.Sources = !st.Answer, "changed", nil
			}
		},
		"unverified contacts": func(p *session.Plan) {
			for i := range p.Handouts {
				for j := range p.Handouts[i].Contacts {
					if c := &p.Handouts[i].Contacts[j]; !c.Verified {
						c.Name, c.Phone = "changed", "changed"
					}
				}
			}
		},
	} {
		plan := shipped(t)
		change(plan)
		changed := false
		for name, d := range documents(t, plan, pack.Options{}) {
			same := bytes.Equal(d.HTML, before[name].HTML) && bytes.Equal(d.Markdown, before[name].Markdown)
			if d.Audience != pack.Facilitator && !same {
				t.Errorf("%s: %s is another", what, name)
			}
			changed = changed || !same
		}
		if !changed && what != "unverified contacts" {
			t.Errorf("%s: not even the facilitator's documents are others", what)
		}
	}
}
