package tui

import (
	"fmt"
	"strings"
	"time"

	"github.com/charmbracelet/x/ansi"

	"facilitate/cmd/tui/draw"
	"facilitate/cmd/words"
	"facilitate/session/run"
	"facilitate/timer"
)

// start starts the session. Page Down and Space only test the clicker before
// that: nobody shall start a session by trying it out.
func (m *Model) start() {
	m.gatherFirst(func() {
		m.returnToPlace()
		m.guard(waysToLeave...)
		m.say("started at " + m.label(m.now) + m.keys.takesBack())
	}, run.Start{})
}

func (m *Model) bringBy(by int) {
	m.bringCursor = max(0, min(m.bringCursor+by, len(words.ToTick(m.plan))-1))
}

func (m *Model) tickOff() {
	if len(words.ToTick(m.plan)) > 0 {
		m.tickedOff[m.bringCursor] = !m.tickedOff[m.bringCursor]
		m.bringBy(1)
	}
}

func (m *Model) frameBefore() frame {
	k, st, v := m.keys, m.state(), m.verdict()
	until := st.ScheduledStart(m.now).Sub(m.now)
	f := frame{
		header: upper(m.plan.Title) + "   before the start",
		phase:  "ready",
		ground: m.theme.Calm,
		brief:  []said{bold("ends " + v.Ends + " if you start now")},
		banner: strings.Join(m.troubles(), " "),
		keys: keyRow{
			press(k.Start, "start"), press(k.BookStart, "start time"), press(k.Until, "end time"), press(k.Tick, "tick"),
			press(k.Agenda, "agenda"), press(k.Quit, "leave"), press(k.Help, "help"),
		},
	}
	planned, booked := m.plannedTime(), m.plan.Duration
	what := fmt.Sprintf("%d of %d min planned", planned/time.Minute, booked/time.Minute)
	if m.isPartial() {
		booked = planned
		what = words.Minutes(planned) + ", a part"
	}
	end := []said{bold("ENDS " + v.Ends), light("out by " + v.Out), light(what)}
	f.state = []said{bold("READY: " + upper(hint(m.keys.Start, "starts")))}
	f.clock = timer.MinSec(booked)
	if st.Booked() {
		end[0].text += " if begun now"
		f.clock = timer.Countdown(until)
		f.state[0].text = "TO THE BOOKED " + m.label(st.ScheduledStart(m.now))
		switch {
		case until <= -time.Second:
			f.ground = m.theme.Warn
			f.state[0].text = "SINCE THE BOOKED " + m.label(st.ScheduledStart(m.now))
		case until > 0:
			end[0].text = "ENDS " + v.Ends
			f.brief = []said{bold("ends " + v.Ends), light("by the booking")}
		}
	}
	if v.Activity != "" {
		end = promise(v)
	}
	if _, asked := m.front().(*questionPanel); asked {
		f.state = []said{{text: "ANSWER BELOW FIRST", ground: &m.theme.Warn}}
	}
	f.verdict, f.beside = m.verdictSaid(v.Badge(), v.Short(), v.Late(), !st.Booked() || until > -time.Second, false), end
	return f
}

func (m *Model) bodyBefore(width, height int) []string {
	var lines []string
	for i, text := range words.ToTick(m.plan) {
		cursor := either(i == m.bringCursor, " > ", "   ")
		lines = append(lines, draw.Fit(cursor+box(m.tickedOff[i])+text, width))
	}
	tail := []string{
		"",
		m.labelled("Second screen", "extend it, do not duplicate it: these notes are yours alone."),
		m.labelled("Clicker", m.clickerWords(width)),
		m.labelled("Start", m.bookedWords()),
		m.labelled("Letters", "too small? Ctrl and + makes them larger in most terminals."),
	}
	if m.likely.ok {
		tail = append(tail, m.labelled("Likely", words.LastRuns(&m.likely.is, m.likely.by.Runs(), m.label)))
	}
	if open := m.plan.ToFillIn(); open != "" {
		tail = append(tail, m.labelled("To fill in", m.theme.WarnText.Render(open)))
	}
	if len(m.plan.Facilitators) > 0 {
		tail = append(tail, m.labelled("With", strings.Join(m.plan.Facilitators, ", ")))
	}
	if g := m.gathering(); g.People > 0 || len(g.Groups) > 0 {
		tail = append(tail, m.labelled("People", words.InRoom(g)+". "+hint(m.keys.People, "changes them.")))
	}
	if m.awake != nil && m.awake.Err != nil {
		tail = append(tail, m.labelled("Sleep", words.CannotWake+"."))
	}
	mend := m.mendLines(height - len(tail) - min(len(lines), 3))
	part := m.isPartial()
	if height < len(tail)+3 {
		tail = tail[2:3] // what to bring matters more
		if part {
			tail = nil
		}
	}
	tail = append(tail, mend...)
	if part {
		from, to := m.activities()
		first, last := m.plan.Activities[from].Title, m.plan.Activities[to-1].Title
		tail = append(tail, m.labelled("Part", either(to-from == 1, "only "+first, "from "+first+" to "+last)))
	}
	if m.Talk && len(tail) > 1 {
		tail = append(tail, m.labelled("Talk", "what only the room does is taken as done when you leave it."))
	}
	tail = wrapLabelled(tail, width, height-min(len(lines), 3))
	if room := height - len(tail); len(lines) > room {
		top := max(0, min(m.bringCursor-room/2, len(lines)-room))
		lines = lines[top : top+max(0, room)]
	}
	return append(lines, collect(tail, func(t string) string { return draw.Fit(t, width) })...)
}

const mostMend = 3 // how many things to mend are named on the first screen

// mendLines say what is to be mended before the start: how many things, and each;
// in less room than that all of it on one line.
func (m *Model) mendLines(room int) (lines []string) {
	if len(m.Mend) == 0 {
		return nil
	}
	sum := words.ToMend(len(m.Mend))
	if room < 1+min(len(m.Mend), mostMend+1) {
		return []string{m.labelled("Plan", sum+": "+strings.Join(m.Mend, "; "))}
	}
	lines = append(lines, m.labelled("Plan", m.theme.WarnText.Render(sum+":")))
	for i, what := range m.Mend {
		if i == mostMend {
			return append(lines, m.labelled("", "and "+itoa(len(m.Mend)-i)+" more: check names them"))
		}
		lines = append(lines, m.labelled("", "- "+what))
	}
	return lines
}

// wrapLabelled gives labelled lines as many lines as they need, where there is room.
func wrapLabelled(tail []string, width, room int) (all []string) {
	indent := strings.Repeat(" ", labelledWidth)
	for _, t := range tail {
		text := draw.Wrap(ansi.TruncateLeft(t, labelledWidth, ""), width-labelledWidth)
		all = append(all, draw.Hang(ansi.Truncate(t, labelledWidth, ""), indent, text)...)
	}
	return either(len(all) <= room, all, tail)
}

func box(ticked bool) string { return either(ticked, "[x] ", "[ ] ") }

const labelledWidth = 15 // the column of what stands beside a label

func (m *Model) labelled(label, text string) string {
	return " " + m.theme.Label.Render(draw.Pad(label, labelledWidth-1)) + text
}

func (m *Model) bookedWords() string {
	v := m.verdict()
	if !m.state().Booked() {
		return "no booked time: it counts from when you press " + named(m.keys.Start) + ". " + hint(m.keys.BookStart, "sets one.")
	}
	return "booked for " + m.label(m.state().ScheduledStart(m.now)) + ", out by " + v.Out + ". " + named(m.keys.BookStart) + " and " + named(m.keys.Until) + " change them."
}
