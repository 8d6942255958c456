package tui

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/charmbracelet/lipgloss"
	"github.com/charmbracelet/x/ansi"

	"facilitate/cmd/cli"
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
	header  string         // the left of the first line
	phase   string         // in large letters, where there is room
	clock   string         // in block figures
	longest string         // what the clock shows at its longest, but for being over
	ground  lipgloss.Style // the state
	bar     *draw.Bar      // what is left of the phase; nil: none is under way
	state   []said         // in words, above the verdict
	verdict said
	beside  []said // under the verdict
	brief   []said // for a small window, in a line, the most important first
	banner  string
	foot    []string
	keys    keyRow
}

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

// phaseTitleIn names a phase so wide: of a long title the activity is cut.
func (m *Model) phaseTitleIn(phase, width int) string {
	title := m.phaseTitle(phase)
	if a := m.state().Activity(phase); !a.Single && lipgloss.Width(title) > width {
		name := " · " + m.state().Phases()[phase].Plan.Name
		title = draw.Fit(a.Title, max(8, width-lipgloss.Width(name))) + name
	}
	return title
}

func (m *Model) frameUnderWay() frame {
	st, v := m.state(), m.verdict()
	here, left := st.Current(), st.Remaining(m.now)
	phase, activity := st.Phases()[here], st.Activity(here)
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
	f.bar = m.bar(here)
	f.longest, f.ground, f.state = budget, m.theme.Calm, []said{light("left of " + budget)}
	isCalm, isOver := false, false
	switch kind, lasted, paused := st.Pause(m.now); {
	case paused:
		f.ground, f.state = m.theme.Wait, append([]said{bold("PAUSED " + timer.MinSec(lasted.Truncate(time.Second)))}, f.state...)
		if kind != run.Other {
			f.state = append(f.state, bold(strings.ToUpper(kind.Word())))
		}
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
	f.beside = append(promise(v), m.likelyBand()...)
	if v.Activity == "" {
		f.beside = append(f.beside, light(v.DriftWords()))
	}
	f.brief = append(append(f.brief, f.verdict, f.beside[0]), m.likelyBand()...)
	f.banner = m.banner()
	return f
}

// bar is what is left of a phase, with a mark where each cue is given.
func (m *Model) bar(phase int) *draw.Bar {
	st := m.state()
	b := &draw.Bar{Left: st.Remaining(m.now), Of: st.Phases()[phase].Budget}
	for _, c := range st.CuesOf(phase) {
		b.Marks = append(b.Marks, either(c.After > 0, b.Of-c.After, c.Left))
	}
	return b
}

// banner is the one line that wants attention: running over, then a cue. A
// cue follows in the same line, for it stays up only a short while.
func (m *Model) banner() string {
	parts := m.troubles()
	if v := m.verdict(); v.Late() {
		parts = append(parts, m.theme.Bad.Render(" ! press "+named(m.keys.Late)+either(m.width < 60, "", ": what can be done")+" "))
	}
	if cue, ok := m.state().Cue(m.now); ok {
		parts = append(parts, m.theme.Warn.Render(" ! "+words.Cue(cue)+" "))
	}
	if m.roomWorks() {
		room := m.width - 2 - lipgloss.Width(strings.Join(parts, " "))
		if words := m.roomBanner(room); words != "" {
			parts = append(parts, words)
		}
	}
	if ahead := m.aheadLine(); len(parts) == 0 && ahead != "" && m.width >= 60 {
		parts = append(parts, m.theme.Good.Render(" "+ahead+" "))
	}
	return strings.Join(parts, " ")
}

func (m *Model) keyLine() keyRow {
	k := m.keys
	_, waits := m.state().Waiting(m.now)
	switch w := m.workHere(); {
	case m.state().Stage() == run.Paused:
		row := k.underWay("on", k.kindHints()...)
		row[1].Does = "go on"
		return row
	case waits:
		return k.underWay("on", press(k.Begin, "begin now"), press(k.Fix, "another time"))
	case w != nil:
		return w.keys(m)
	case m.state().Rehearsal():
		return k.underWay("on", press(k.TakeDone, "done in its time"), press(k.Again, "once more"))
	}
	return k.underWay("on")
}

func (m *Model) verdict() words.Verdict { return words.VerdictOf(m.state(), m.now, m.label) }

// promise is what the verdict is about, its first line strong.
func promise(v words.Verdict) []said {
	lines := collect(v.Promise(), light)
	lines[0].strong = true
	return lines
}

func itoa(n int) string { return strconv.Itoa(n) }

func upper(s string) string { return cli.Upper(s) }

func plain(s string) string { return ansi.Strip(s) }
