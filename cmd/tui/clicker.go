package tui

import (
	"maps"
	"slices"

	tea "github.com/charmbracelet/bubbletea"

	"facilitate/cmd/words"
)

// Before the start a clicker is tried. What it sends instead of Page Down is named,
// and may be taken for on and back, which is kept.

// seeClicker names a key that may be the clicker's, and cannot be on or back yet; false
// where it is none.
func (m *Model) seeClicker(k string) bool {
	switch {
	case slices.Contains(m.keys.On.Keys(), k), slices.Contains(m.keys.Back.Keys(), k):
		m.sent = ""
	case m.clicks > 0 && (k == "up" || k == "down"): // they choose from the list
	case isClickers(k), k == "f5": // that one has to do something else or nothing
		m.sent = k
		m.say("received: " + m.sentWords())
		return true
	}
	return false
}

func (m *Model) sentWords() string {
	if !isClickers(m.sent) {
		return shownKey(m.sent) + ", which does nothing here; Page Down is what goes on"
	}
	on, back := onAndBack(m.sent)
	takes := shownKey(on) + " for on"
	if back != "" {
		takes += " and " + shownKey(back) + " for back"
	}
	return shownKey(m.sent) + ". If that was your clicker, " + hint(m.keys.TakeClicker, "takes "+takes) + ", now and after"
}

// onAndBack are the two keys of a clicker that sends one of them.
func onAndBack(k string) (on, back string) {
	for _, pair := range clickerKeys {
		if slices.Contains(pair[:], k) {
			return pair[0], pair[1]
		}
	}
	return k, ""
}

func (m *Model) clickerWords(width int) string {
	switch {
	case m.sent != "":
		return "received: " + m.theme.Strong.Render(shownKey(m.sent)) + either(isClickers(m.sent), "; "+hint(m.keys.TakeClicker, "takes it for the clicker's"), ", which does nothing")
	case m.clicks > 0:
		return m.theme.Strong.Render("received, " + words.Plural(m.clicks, "time") + ".")
	case width < 60:
		return "press it: nothing yet."
	}
	return "press it now: nothing received yet. It cannot start the session."
}

// clickerKept says that the keys of a clicker were kept, or why not.
type clickerKept string

// takeClicker has what came be the clicker's from now on.
func (m *Model) takeClicker() tea.Cmd {
	if !isClickers(m.sent) {
		m.say("press the clicker first: " + named(m.keys.TakeClicker) + " takes what it sends")
		return nil
	}
	on, back := onAndBack(m.sent)
	own := OwnKeys{}
	maps.Copy(own, m.Own)
	own[ClickerOn], own[ClickerBack] = on, back
	m.Own, m.keys, m.sent = own, newKeyMap(own.change), ""
	says, keep := shownKey(on)+" goes on from now on", m.KeepClicker
	if keep == nil {
		m.say(says)
		return nil
	}
	return func() tea.Msg {
		if err := keep(on, back); err != nil {
			return clickerKept(says + ", and is not kept: " + err.Error())
		}
		return clickerKept(says + ", and is kept for other sessions")
	}
}
