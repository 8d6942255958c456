package tui

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/charmbracelet/lipgloss"
	"github.com/charmbracelet/x/ansi"

	"facilitate/cmd/cli"
	"facilitate/cmd/words"
	"facilitate/session/run"
	"facilitate/timer"
)

// View is what was laid out after the last message. It reads that alone.
func (m *Model) View() string {
	if m.isLeaving {
		return ""
	}
	return strings.Join(m.layout.lines, "\n")
}

// frame is what is to be seen around the notes; see arrange.
type frame struct {
	header  string         // the left of the first line
	phase   string         // in large letters, where there is room
	clock   string         // in block figures
	longest string         // what the clock shows at its longest, but for being over
	ground  lipgloss.Style // the state
	state   []said         // in words, above the verdict
	verdict said
	beside  []said // under the verdict
	brief   []said // for a small window, in a line, the most important first
	banner  string
	foot    []string
	keys    string
}

// frame is what is to be seen at this stage.
func (m *Model) frame() frame {
	switch m.state().Stage() {
	case run.Ready:
		return m.frameBefore()
	case run.Finished:
		return m.frameAfter()
	}
	return m.frameUnderWay()
}

// phaseTitle names a phase by its activity, and by its own name where there are several.
func (m *Model) phaseTitle(phase int) string {
	return m.state().Activity(phase).PhaseTitle(m.state().Phases()[phase].Plan, " · ")
}

func (m *Model) frameUnderWay() frame {
	st := m.state()
	here := st.Current()
	phase := st.Phases()[here]
	activity := st.Activity(here)
	left := st.Remaining(m.now)
	v := m.verdict()

	f := frame{clock: timer.Countdown(left), foot: m.footLines(), keys: m.keyLine()}
	f.header, f.phase = upper(activity.Title), activity.Title
	if !activity.Single {
		f.phase = phase.Plan.Name
		f.header += "   " + phase.Plan.Name
		if len(activity.Phases) > 1 {
			f.header += fmt.Sprintf(" %d/%d", phase.Number, len(activity.Phases))
		}
	}

	at, waits := st.Waiting(m.now)
	if waits {
		f.clock = timer.Countdown(at.Sub(m.now))
	}
	budget := timer.MinSec(phase.Budget)
	f.longest, f.ground, f.state = budget, m.theme.Calm, []said{light("left of " + budget)}
	isCalm, isOver := false, false
	switch kind, lasted, paused := st.Pause(m.now); {
	case paused:
		why := either(kind == run.Other, "", "("+strings.ToUpper(kind.Word())+") ")
		f.ground, f.state = m.theme.Wait, append([]said{bold("PAUSED " + why + timer.MinSec(lasted.Truncate(time.Second)))}, f.state...)
		f.brief = []said{bold("PAUSED")}
		if waits {
			f.brief = append(f.brief, light("begins "+m.label(at)))
		}
	case waits:
		f.ground, f.state = m.theme.Wait, []said{bold("BEGINS AT " + m.label(at)), light("for " + budget)}
		f.brief = []said{bold("BEGINS " + m.label(at))}
	case left <= -time.Second:
		f.ground, f.state = m.theme.Bad, []said{bold("OVER TIME"), light("of " + budget)}
		f.brief = []said{bold("OVER")}
		isOver = true
	case left <= st.LastMinutes(here):
		f.ground = m.theme.Warn
	default:
		isCalm = true
	}
	f.verdict = m.verdictSaid(v.Badge(), v.Short(), v.Late(), isCalm, isOver)
	f.beside = promise(v)
	if v.Activity == "" {
		f.beside = append(f.beside, light(v.DriftWords()))
	}
	f.brief = append(f.brief, f.verdict, f.beside[0])
	f.banner = m.banner()
	return f
}

// banner is the one line that wants attention: running over, then a cue. A
// cue follows in the same line, for it stays up only a short while.
func (m *Model) banner() string {
	parts := m.troubles()
	if v := m.verdict(); v.Late() {
		over := v.Badge() + ": press " + named(m.keys.Late)
		if m.mainWidth() < 60 {
			over = "press " + named(m.keys.Late) // the verdict stands in the line above, and a cue must fit
		}
		parts = append(parts, m.theme.Bad.Render(" ! "+over+" "))
	}
	if cue, ok := m.state().Cue(m.now); ok {
		parts = append(parts, m.theme.Warn.Render(" ! "+words.Cue(cue)+" "))
	}
	if m.roomWorks() {
		room := m.mainWidth() - 2 - lipgloss.Width(strings.Join(parts, " "))
		if words := m.roomBanner(room); words != "" {
			parts = append(parts, words)
		}
	}
	if ahead := m.aheadLine(); len(parts) == 0 && ahead != "" && m.mainWidth() >= 60 {
		parts = append(parts, m.theme.Good.Render(" "+ahead+" "))
	}
	return strings.Join(parts, " ")
}

func (m *Model) keyLine() string {
	k := m.keys
	if _, waits := m.state().Waiting(m.now); waits && m.state().Stage() == run.Running {
		return hints(hint(k.Begin, "begin now"), hint(k.On, "on"), hint(k.Pause, "pause"), hint(k.Fix, "another time"),
			hint(k.Undo, "undo"), hint(k.Help, "help"))
	}
	if m.state().Stage() == run.Paused {
		return hints(hint(k.Pause, "go on"), k.kinds(" "), hint(k.Safety, "safety"), hint(k.Undo, "undo"), hint(k.Help, "help"))
	}
	if w := m.workHere(); w != nil {
		return w.keys(m)
	}
	if m.state().Rehearsal() {
		return hints(hint(k.On, "on"), hint(k.Pause, "pause"), hint(k.TakeDone, "done in its time"), hint(k.Again, "once more"),
			hint(k.Undo, "undo"), hint(k.Help, "help"))
	}
	return hints(hint(k.On, "on"), hint(k.Pause, "pause"), hint(k.More, "minute"), hint(k.Safety, "safety"),
		hint(k.Undo, "undo"), hint(k.Goto, "go to"), hint(k.Help, "help"))
}

func (m *Model) verdict() words.Verdict { return words.VerdictOf(m.state(), m.now, m.label) }

// promise is what the verdict is about, its first line strong.
func promise(v words.Verdict) []said {
	var lines []said
	for i, line := range v.Promise() {
		lines = append(lines, said{text: line, strong: i == 0})
	}
	return lines
}

func itoa(n int) string { return strconv.Itoa(n) }

func upper(s string) string { return cli.Upper(s) }

func plain(s string) string { return ansi.Strip(s) }
