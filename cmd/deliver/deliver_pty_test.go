//go:build linux || darwin

package deliver

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
	"unicode"

	"github.com/charmbracelet/x/ansi"

	"facilitate/cmd/clitest"
	"facilitate/session"
	"facilitate/sessions"
)

// guard is a little more than the time within which a second Page Down is
// taken for a bounce of the first.
const guard = 520 * time.Millisecond

// shown is a note as it was seen in the terminal: the lines of all screens in
// which it was the current one, put together.
type shown struct {
	phase, note int // from 0, the phase in the plan's flat order
	lines       []string
}

// flatPhase is a phase of the plan with what the console's header calls it.
type flatPhase struct {
	*session.Phase
	header   string
	activity int
}

func flat(plan *session.Plan) []flatPhase {
	var phases []flatPhase
	for a := range plan.Activities {
		activity := &plan.Activities[a]
		if activity.Spare { // nobody comes to it by going on
			continue
		}
		for i := range activity.Phases {
			header := " " + strings.ToUpper(activity.Title)
			if !activity.Single {
				header += fmt.Sprintf("   %s %d/%d", activity.Phases[i].Name, i+1, len(activity.Phases))
			}
			phases = append(phases, flatPhase{&activity.Phases[i], header, a})
		}
	}
	return phases
}

// whole is a plan that ships and extends another one.
func whole(t *testing.T, name string) *session.Plan {
	t.Helper()
	src, _ := sessions.Read(name)
	plan, _, problems := session.LoadWhole(session.File{Name: name + ".yaml", Src: src, Base: func(base string) (session.File, error) {
		src, _ := sessions.Read(base)
		return session.File{Name: base + ".yaml", Src: src}, nil
	}, Filling: session.Filling{Values: clitest.ShippedBlanks}})
	if plan == nil {
		t.Fatal(problems)
	}
	return plan
}

// A whole session takes longest of all, for most of it waits for the guard: as tests
// of their own these begin before those that have several parts.

func TestWholeSessionInTerminal(t *testing.T) {
	t.Parallel()
	program := clitest.FindProgram(t)
	_, plan := clitest.ShippedPlan(t)
	wholeSession(t, clitest.RunInTerminal(t, 80, 24, program, "deliver", "infant-mental-health"), plan)
}

func TestWholeSessionForParentsInTerminal(t *testing.T) {
	t.Parallel()
	p := clitest.RunInTerminal(t, 120, 40, clitest.FindProgram(t), "deliver", "infant-mental-health-parents")
	wholeSession(t, p, whole(t, "infant-mental-health-parents"))
}

// TestDeliverInTerminal runs the program in pseudo-terminals that answer no
// question, at several sizes at once.
func TestDeliverInTerminal(t *testing.T) {
	t.Parallel()
	program := clitest.FindProgram(t)
	_, plan := clitest.ShippedPlan(t)
	t.Run("40×12", func(t *testing.T) {
		t.Parallel()
		smallWindow(t, clitest.RunInTerminal(t, 40, 12, program, "deliver", "infant-mental-health"), plan)
	})
	t.Run("no question is asked", func(t *testing.T) {
		t.Parallel()
		noQuestions(t, program)
	})
	t.Run("resize", func(t *testing.T) {
		t.Parallel()
		resized(t, clitest.RunInTerminal(t, 80, 24, program, "deliver", "infant-mental-health"))
	})
}

// wholeSession goes from the start to the end with Enter and then Page Down
// alone.
func wholeSession(t *testing.T, p *clitest.Terminal, plan *session.Plan) {
	t.Helper()
	p.UntilShown("ENTER STARTS")
	p.Press(clitest.Enter)
	var record []shown
	phases := flat(plan)
	for i, phase := range phases {
		for note := range max(1, len(phase.Notes)) {
			isHere := func(screen string) bool {
				at, on, _ := where(screen, phases)
				return at == i && on == note
			}
			screen := p.Until(fmt.Sprintf("note %d of %q", note+1, phase.header), isHere)
			if note == 0 || phase.Notes[note-1].Kind == session.TakeQuiz {
				time.Sleep(guard)
			}
			lines := body(screen)
			for strings.Contains(heading(screen), "↓") {
				before := body(screen)
				p.Press(clitest.PageDown)
				screen = p.Until("the rest of the note", func(screen string) bool {
					return isHere(screen) && !slices.Equal(body(screen), before)
				})
				lines = stitched(lines, body(screen))
			}
			if note < len(phase.Notes) && phase.Notes[note].Kind == session.TakeQuiz {
				lines = quizSeen(p, screen, plan.Quiz(phase.Notes[note].Ref))
			}
			record = append(record, shown{i, note, lines})
			p.Press(clitest.PageDown)
		}
		p.Until("the announcement", func(screen string) bool {
			if i+1 == len(phases) {
				return strings.Contains(screen, "Page Down finishes the session")
			}
			return strings.HasPrefix(heading(screen), "next") && strings.Contains(screen, "Page Down enters it")
		})
		time.Sleep(guard)
		p.Press(clitest.PageDown)
	}
	p.Until("the end", func(screen string) bool { return strings.HasPrefix(screen, " THE END   "+plan.Title) })

	notes := toBeRead(plan)
	for _, l := range lost(notes, record) {
		t.Error(l)
	}
	for _, c := range upTooEarly(plan, p.Seen()) {
		t.Error(c)
	}
	if !t.Failed() {
		plantedFaults(t, plan, notes, record, p.Seen())
	}

	p.Press("q")
	if status := p.Exit(); status != 0 {
		t.Errorf("the exit status is %d", status)
	}
	p.Clean()
	if p.Emulator.Alt {
		t.Error("the alternate screen is still on")
	}
}

// plantedFaults shows that what this test looks for would be found.
func plantedFaults(t *testing.T, plan *session.Plan, notes []noteToRead, record []shown, screens []string) {
	t.Helper()
	for i, seen := range record {
		faulty := shown{seen.phase, seen.note, slices.Clone(seen.lines)}
		// The last line in which a word of the note itself stands.
		at, left := 0, len(notes[i].words)
		for ; at < len(faulty.lines); at++ {
			if left -= len(wordsOf(faulty.lines[at])); left <= 0 {
				break
			}
		}
		faulty.lines[at] = ""
		if len(lost(notes[i:i+1], []shown{faulty})) == 0 {
			t.Errorf("the loss of a line of note %d/%d would not be found: %q", seen.phase, seen.note, seen.lines[at])
		}
	}
	if len(lost(notes, record[1:])) == 0 || len(lost(notes, append(slices.Clone(record[1:]), record[0]))) == 0 {
		t.Error("a note that is missing or in another place would not be found")
	}
	for i, s := range screens {
		if strings.Contains(s, "will go up here") {
			faulty := slices.Clone(screens)
			faulty[i] = strings.ReplaceAll(s, "will go up here", "is up")
			if len(upTooEarly(plan, faulty)) == 0 {
				t.Error("a slide called up too early would not be found")
			}
			return
		}
	}
	t.Error("no screen has a slide to come")
}

// lost says which notes of the plan the record lacks, in whole or in part, or
// has in another order.
func lost(notes []noteToRead, record []shown) []string {
	var all []string
	next := 0
	for _, n := range notes {
		if next >= len(record) || record[next].phase != n.phase || record[next].note != n.note {
			all = append(all, fmt.Sprintf("note %d of %q was not seen in its place", n.note+1, n.header))
			continue
		}
		got := wordsOf(strings.Join(record[next].lines, "\n"))
		for i, want := range n.words {
			if i >= len(got) || got[i] != want {
				all = append(all, fmt.Sprintf("note %d of %q lacks %q after %q", n.note+1, n.header, n.words[i:], n.words[:i]))
				break
			}
		}
		next++
	}
	return all
}

// noteToRead is a note of a plan, and the words that have to be read with it.
type noteToRead struct {
	phase, note int
	header      string
	words       []string
}

func toBeRead(plan *session.Plan) (notes []noteToRead) {
	for i, phase := range flat(plan) {
		for note := range phase.Notes {
			notes = append(notes, noteToRead{i, note, phase.header, wordsOf(expected(plan, i, note))})
		}
	}
	return notes
}

// expected is all that has to be read while a note is the current one, its
// label first. Markdown's signs do not matter: words are compared.
func expected(plan *session.Plan, phase, note int) string {
	n := flat(plan)[phase].Notes[note]
	var b strings.Builder
	switch n.Kind {
	case session.ShowSlide:
		number := slices.IndexFunc(plan.Slides, func(s session.Slide) bool { return s.ID == n.Ref }) + 1
		s := plan.Slide(n.Ref)
		fmt.Fprintf(&b, "SLIDE Slide %d is up", number)
		if s.Read {
			b.WriteString(": read it out")
		}
		b.WriteString("\n" + s.Title + "\n" + s.Body + "\n")
		if s.Alt != "" {
			b.WriteString("Picture: " + s.Alt)
		}
	case session.TakeQuiz:
		q := plan.Quiz(n.Ref)
		b.WriteString("QUIZ " + q.Title + "\n")
		for i, s := range q.Statements {
			answer := "FALSE"
			if s.Answer {
				answer = "TRUE"
			}
			fmt.Fprintf(&b, "%d. %s\n%s: %s\n", i+1, s.Text, answer, s.Because)
		}
	case session.GiveOut:
		b.WriteString("HAND OUT Give out the handout " + plan.Handout(n.Ref).Title)
	default:
		b.WriteString(n.Kind.Sign() + " " + n.Kind.Label() + "\n" + n.Text + "\n" + n.Title + "\n" + strings.Join(n.Items, "\n"))
	}
	return b.String()
}

// wordsOf are the runs of letters and digits of a text.
func wordsOf(text string) []string {
	return strings.FieldsFunc(text, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
}

var (
	headingLine = regexp.MustCompile(`^── (.*?) ─+$`)
	noteHeading = regexp.MustCompile(`^note (\d+) of \d+`)
	slideUp     = regexp.MustCompile(`[Ss]lide (\d+) (is up|\(up now\))`)
)

// mainPart are the lines of a screen without the agenda beside them.
func mainPart(screen string) []string {
	lines := strings.Split(screen, "\n")
	for i, l := range lines {
		if note, ok := strings.CutPrefix(l, "▌"); ok { // the place
			lines[i] = ">" + note
		}
		if r := []rune(lines[i]); len(r) > 82 && r[82] == '│' {
			lines[i] = strings.TrimRight(string(r[:81]), " ")
		}
	}
	return lines
}

// heading is what stands in the rule above the notes, or above what stands in front
// of them.
func heading(screen string) string {
	last := ""
	for _, l := range mainPart(screen) {
		if m := headingLine.FindStringSubmatch(l); m != nil {
			last = m[1]
		}
	}
	return last
}

// body are the lines from the rule with the heading to the next one.
func body(screen string) []string {
	var lines []string
	inside := false
	for _, l := range mainPart(screen) {
		switch {
		case headingLine.MatchString(l):
			inside, lines = true, nil
		case strings.HasPrefix(l, "────"):
			return lines
		case inside:
			lines = append(lines, l)
		}
	}
	return lines
}

// where tells which phase and note a screen shows as the current ones, from 0;
// note is -1 where it shows none.
func where(screen string, phases []flatPhase) (phase, note int, ok bool) {
	for i, p := range phases {
		if strings.HasPrefix(screen, p.header+"  ") {
			if m := noteHeading.FindStringSubmatch(heading(screen)); m != nil {
				n, _ := strconv.Atoi(m[1])
				return i, n - 1, true
			}
			return i, -1, true
		}
	}
	return -1, -1, false
}

// stitched adds to a long note's lines those of its next screen, which begins
// with some of them.
func stitched(lines, next []string) []string {
	for n := min(len(lines), len(next)); n > 0; n-- {
		if slices.Equal(lines[len(lines)-n:], next[:n]) {
			return append(slices.Clone(lines), next[n:]...)
		}
	}
	return append(slices.Clone(lines), next...)
}

// upTooEarly says in which screens a slide is called up whose note was not
// reached, or not the newest one of its activity.
func upTooEarly(plan *session.Plan, screens []string) []string {
	phases := flat(plan)
	var all []string
	at, on := 0, 0
	for _, screen := range screens {
		phase, note, ok := where(screen, phases)
		if !ok {
			continue // before the start, or after the end
		}
		if phase != at {
			at, on = phase, 0
		}
		on = max(on, note)
		up := 0
		for i := range at + 1 {
			for j, n := range phases[i].Notes {
				if phases[i].activity == phases[at].activity && n.Kind == session.ShowSlide && (i < at || j <= on) {
					up = slices.IndexFunc(plan.Slides, func(s session.Slide) bool { return s.ID == n.Ref }) + 1
				}
			}
		}
		for _, m := range slideUp.FindAllStringSubmatch(screen, -1) {
			if m[1] != strconv.Itoa(up) {
				all = append(all, fmt.Sprintf("at note %d of %q slide %s is called up, and it is slide %d:\n%s", on+1, phases[at].header, m[1], up, screen))
			}
		}
	}
	return all
}

// smallWindow holds that the time left, the phase and the current note's first
// words are seen in a small window, in every phase.
func smallWindow(t *testing.T, p *clitest.Terminal, plan *session.Plan) {
	t.Helper()
	p.UntilShown(" INFANT MENTAL HEALTH   before")
	p.Press(clitest.Enter)
	for i, phase := range flat(plan) {
		header := string([]rune(phase.header)[:min(len([]rune(phase.header)), 25)])
		first := strings.Join(wordsOf(expected(plan, i, 0))[:5], " ")
		screen := p.Until(phase.header+" with "+first, func(screen string) bool {
			return strings.HasPrefix(screen, header) && strings.Contains(heading(screen), "note 1 of") &&
				strings.Contains(strings.Join(wordsOf(screen), " "), first)
		})
		lines := strings.Split(screen, "\n")
		for _, l := range lines[1:6] {
			if !strings.Contains(l, "█") {
				t.Errorf("the time left is not shown:\n%s", screen)
				break
			}
		}
		if !strings.Contains(screen, "MIN SPARE") || !strings.Contains(screen, "ENDS ") {
			t.Errorf("the verdict is not shown:\n%s", screen)
		}
		time.Sleep(guard)
		p.Press("n")
	}
	p.UntilShown("y  finish")
	p.Press("y")
	p.UntilShown(" THE END")
	p.Press("q")
	if status := p.Exit(); status != 0 {
		t.Errorf("the exit status is %d", status)
	}
	p.Clean()
}

// noQuestions holds that a terminal is asked nothing but the colour of its ground,
// once, by the console alone, which goes on without an answer: bubbletea's own
// question at the start would hold the program up for five seconds, --help too.
func noQuestions(t *testing.T, program string) {
	t.Helper()
	help := clitest.RunInTerminal(t, 80, 24, program, "--help")
	if status := help.Exit(); status != 0 {
		t.Errorf("--help: the exit status is %d", status)
	}
	if s := help.Sent(); !strings.Contains(s, "facilitate deliver") || strings.ContainsAny(s, "\x1b\a") {
		t.Errorf("--help wrote %q", s)
	}
	p := clitest.RunInTerminal(t, 80, 24, program, "deliver", "infant-mental-health")
	p.UntilShown("ENTER STARTS")
	if first, _, _ := strings.Cut(p.Sent(), ansi.SetModeBracketedPaste); !strings.Contains(first, "INFANT MENTAL HEALTH") {
		t.Errorf("the first frame waits for a message: before it %q", first) // bubbletea sends this one as it begins
	}
	p.Press("q")
	if status := p.Exit(); status != 0 {
		t.Errorf("the exit status is %d", status)
	}
	p.Clean()
	for _, question := range []string{"\x1b]10", "\x1b]4", "\x1b[6n", "\x1b[5n", "\x1b[c", "\x1b[0c", "\x1b[>", "\x1bP", "\x1b[?u"} {
		if strings.Contains(p.Sent(), question) {
			t.Errorf("the terminal was asked %q", question)
		}
	}
	if n := strings.Count(p.Sent(), "\x1b]11;?"); n != 1 {
		t.Errorf("the terminal was asked for its ground %d times", n)
	}
}

// resized holds that the screen is whole again after each change of size.
func resized(t *testing.T, p *clitest.Terminal) {
	t.Helper()
	p.UntilShown("ENTER STARTS")
	p.Press(clitest.Enter)
	p.UntilShown("note 1 of")
	for _, size := range [][2]int{{40, 12}, {120, 40}, {100, 14}, {34, 12}, {80, 24}} {
		p.Resize(size[0], size[1])
		screen := p.Until("the screen in its new size", func(screen string) bool {
			return strings.HasPrefix(screen, " WELCOME") && strings.Contains(heading(screen), "note 1 of")
		})
		if n := strings.Count(screen, "█"); n == 0 {
			t.Errorf("no clock at %v:\n%s", size, screen)
		}
	}
	p.Press("\x03y")
	if status := p.Exit(); status != 0 {
		t.Errorf("the exit status is %d", status)
	}
	p.Clean()
}
