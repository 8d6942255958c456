package cmd

import (
	"os/exec"
	"strconv"
	"strings"
	"testing"
	"time"

	"facilitate/cmd/clitest"
	"facilitate/session"
)

// TestSessionsSpokenAloud has espeak-ng, where it is installed, speak three phases
// of the plan that ships at its pace: it takes as long as is said, within a tenth.
func TestSessionsSpokenAloud(t *testing.T) {
	t.Parallel()
	speaker, err := exec.LookPath("espeak-ng")
	if err != nil {
		t.Skip("espeak-ng is not installed")
	}
	_, plan := clitest.ShippedPlan(t)
	for _, c := range []struct {
		activity string
		phase    int
	}{{"myth-buster", 1}, {"what-is-imh", 1}, {"statistics", 0}} {
		for i := range plan.Activities {
			if plan.Activities[i].ID != c.activity {
				continue
			}
			ph := &plan.Activities[i].Phases[c.phase]
			speak := exec.Command(speaker, "-v", "en-gb", "-s", strconv.Itoa(plan.WordsPerMinute), "--stdin", "--stdout")
			speak.Stdin = strings.NewReader(spokenText(plan, ph))
			wave, err := speak.Output()
			if err != nil {
				t.Fatal(err)
			}
			took := time.Duration(len(wave)-44) * time.Second / (2 * 22050) // two bytes a sample, behind the head
			if says := plan.Speech(ph); (took - says).Abs() > says/10 {
				t.Errorf("%s, %s: it takes %v to speak, not %v", c.activity, ph.Name, took, says)
			}
		}
	}
}

// spokenText is what is spoken in a phase in plenary.
func spokenText(plan *session.Plan, ph *session.Phase) string {
	var all []string
	for i := range ph.Notes {
		switch n := &ph.Notes[i]; {
		case n.Kind.Spoken():
			all = append(all, n.Text)
		case n.Kind == session.ShowSlide && plan.Slide(n.Ref).Read:
			all = append(all, plan.Slide(n.Ref).Title+".", plan.Slide(n.Ref).Body)
		case n.Kind == session.TakeQuiz:
			for _, s := range plan.Quiz(n.Ref).Statements {
				all = append(all, s.Text, s.Verdict()+".", s.Because)
			}
		}
	}
	return strings.NewReplacer("**", "", "\n- ", "\n").Replace("\n" + strings.Join(all, "\n"))
}
