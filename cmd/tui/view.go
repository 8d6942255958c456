package tui

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/charmbracelet/lipgloss"
	"github.com/charmbracelet/x/ansi"

	"facilitate/cmd/tui/draw"
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
	header string // the left of the first line
	clock  string // in block figures
	style  lipgloss.Style
	beside []string // beside the clock, or under it where it does not fit
	brief  string   // the verdict in one line, for a small window
	banner string
	foot   []string
	keys   string
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
	f.header = strings.ToUpper(activity.Title)
	if !activity.Single {
		f.header += "   " + phase.Plan.Name
		if len(activity.Phases) > 1 {
			f.header += fmt.Sprintf(" %d/%d", phase.Number, len(activity.Phases))
		}
	}

	at, waits := st.Waiting(m.now)
	if waits {
		f.clock = timer.Countdown(at.Sub(m.now))
	}
	top := m.theme.Faint.Render("left of " + timer.MinSec(phase.Budget))
	brief := ""
	f.style = lipgloss.NewStyle()
	switch kind, lasted, paused := st.Pause(m.now); {
	case paused:
		why := either(kind == run.Other, "", "("+strings.ToUpper(kind.Word())+") ")
		top = m.theme.Wait.Render(" PAUSED " + why + timer.MinSec(lasted.Truncate(time.Second)) + " ")
		brief = m.theme.Wait.Render(" PAUSED ") + " "
		f.style = m.theme.Faint
		if waits {
			brief += "begins " + m.label(at) + " "
		}
	case waits:
		top = m.theme.Wait.Render(" BEGINS AT "+m.label(at)+" ") + m.theme.Faint.Render(" for "+timer.MinSec(phase.Budget))
		brief = m.theme.Wait.Render(" BEGINS "+m.label(at)+" ") + " "
		f.style = m.theme.Faint
	case left <= -time.Second:
		top = m.theme.Bad.Render(" OVER TIME ") + m.theme.Faint.Render(" of "+timer.MinSec(phase.Budget))
		f.style = m.theme.BadText
	case left <= 2*time.Minute && phase.Budget >= 5*time.Minute || left <= 30*time.Second:
		f.style = m.theme.WarnText
	}
	f.beside = append([]string{top}, m.badge(verdictBadge(v, m.theme), v.Badge(), f.clock)...)
	f.beside = append(f.beside, m.promise(v)...)
	if v.Activity == "" {
		f.beside = append(f.beside, v.DriftWords())
	}
	f.brief = brief + verdictBadge(v, m.theme).Render(" "+v.Badge()+" ") + m.theme.Strong.Render(" "+v.Promise()[0])
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

// verdictBadge is the style in which the verdict's word is shown.
func verdictBadge(v words.Verdict, t draw.Theme) lipgloss.Style {
	return either(v.Late(), t.Bad, t.Good)
}

// promise is what the verdict is about, its first line strong.
func (m *Model) promise(v words.Verdict) []string {
	lines := v.Promise()
	lines[0] = m.theme.Strong.Render(lines[0])
	return lines
}

func itoa(n int) string { return strconv.Itoa(n) }

func upper(s string) string { return strings.ToUpper(s) }

func plain(s string) string { return ansi.Strip(s) }
