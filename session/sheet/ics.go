package sheet

import (
	"fmt"
	"strings"
	"time"
	"unicode/utf8"

	"facilitate/session"
	"facilitate/session/run"
)

// alarmBefore is how long before the session its alarm goes.
const alarmBefore = 30 * time.Minute

// ICS is the session as an entry of a calendar (RFC 5545), with its agenda, and
// an alarm half an hour before. Its times are those of wherever it is read:
// the room has no other.
func (s *Sheet) ICS() []byte {
	const local = "20060102T150405"
	var c calendar
	c.line("BEGIN", "VCALENDAR")
	c.line("VERSION", "2.0")
	c.line("PRODID", "-//facilitate//facilitate//EN")
	c.line("BEGIN", "VEVENT")
	c.line("UID", s.Plan.ID+"-"+s.Start.Format(local)+"@facilitate")
	c.line("DTSTAMP", s.Now.UTC().Format(local)+"Z")
	c.line("DTSTART", s.Start.Format(local))
	c.line("DTEND", s.Start.Add(s.Plan.Duration).Format(local))
	c.text("SUMMARY", s.Plan.Title)
	c.text("DESCRIPTION", s.description())
	c.line("BEGIN", "VALARM")
	c.line("ACTION", "DISPLAY")
	c.line("TRIGGER", fmt.Sprintf("-PT%dM", alarmBefore/time.Minute))
	c.text("DESCRIPTION", s.Plan.Title)
	c.line("END", "VALARM")
	c.line("END", "VEVENT")
	c.line("END", "VCALENDAR")
	return []byte(c.String())
}

// description is the agenda in lines, and what to bring.
func (s *Sheet) description() string {
	var lines []string
	if s.Plan.Aim != "" {
		lines = append(lines, plainText(s.Plan.Aim), "")
	}
	s.each(func(a *session.Activity, phases []run.Window) {
		line := strings.TrimLeft(s.clock(phases[0].Begin)+" "+a.Title, " ") + " (" + minutes(a.Duration()) + ")"
		if a.Spare {
			line += ", spare"
		}
		lines = append(lines, line)
	})
	if len(s.Plan.Resources) > 0 {
		lines = append(lines, "", "To bring:")
	}
	for _, r := range s.Plan.Resources {
		lines = append(lines, strings.TrimSpace("- "+r.Name+" "+r.HowMany("for each")))
	}
	return strings.Join(lines, "\n")
}

// calendar is written line by line.
type calendar struct{ strings.Builder }

// line writes a property. No line is longer than 75 bytes: it goes on behind a
// blank in the next, and no character is torn.
func (c *calendar) line(name, value string) {
	const most = 75
	text := name + ":" + value
	for room := most; len(text) > room; room = most - 1 {
		cut := room
		for !utf8.RuneStart(text[cut]) {
			cut--
		}
		c.WriteString(text[:cut] + "\r\n ")
		text = text[cut:]
	}
	c.WriteString(text + "\r\n")
}

func (c *calendar) text(name, value string) {
	c.line(name, strings.NewReplacer(`\`, `\\`, ";", `\;`, ",", `\,`, "\n", `\n`).Replace(value))
}
