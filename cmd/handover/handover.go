// Package handover writes a plan in the formats that colleagues use who have
// no facilitate (session/sheet), to a file or to the standard output.
//
// It must never know which command asks for it.
package handover

import (
	"cmp"
	"fmt"
	"path/filepath"
	"strings"
	"time"

	"facilitate/cmd/cli"
	"facilitate/cmd/library"
	"facilitate/session"
	"facilitate/session/sheet"
	"facilitate/timer"
)

// Formats are what a plan is written as, as a command's help names them.
const Formats = "csv, md, ics or docx"

var formats = map[string]func(*sheet.Sheet) []byte{
	"csv": (*sheet.Sheet).CSV, "md": (*sheet.Sheet).Markdown, "ics": (*sheet.Sheet).ICS, "docx": (*sheet.Sheet).Docx,
}

// Write writes a plan in a format; where that is empty, in the one that the file's
// ending names. The file must not exist yet; none or "-" is the standard output.
func Write(env *cli.Env, f *library.PlanFile, start *timer.TimeOfDay, format, output string) error {
	if format == "" {
		format = strings.ToLower(strings.TrimPrefix(filepath.Ext(output), "."))
	}
	write := formats[format]
	switch {
	case write == nil && format == "":
		return cli.Usage("%s says not as what; add --format, %s, or one of these as its ending", session.CleanLine(cmp.Or(output, "-")), Formats)
	case write == nil:
		return cli.Usage("a plan is not written as %q; use %s", session.CleanLine(format), Formats)
	}
	toFile := output != "" && output != "-"
	if format == "docx" && !toFile && env.OnTerminal() {
		return cli.Usage("a Word document is nothing to read here; name its file: -o %s.docx", f.ID)
	}
	s := newSheet(env, f.Plan, start, format == "ics")
	data := write(s)
	if !toFile {
		return env.AnswerFile(data)
	}
	if format == "csv" {
		data = append([]byte(cli.Mark), data...)
	}
	if err := cli.CreateFile(output, data); err != nil {
		return err
	}
	return env.Answer("wrote " + session.CleanLine(output) + "\n")
}

// newSheet is a plan with its times. A calendar needs a day and a time: where
// the plan gives none it is tomorrow at nine, which is told.
func newSheet(env *cli.Env, plan *session.Plan, start *timer.TimeOfDay, dated bool) *sheet.Sheet {
	day, err := time.ParseInLocation(time.DateOnly, plan.Date, time.UTC)
	var missing []string
	if err != nil {
		day = env.Now().AddDate(0, 0, 1)
		day = time.Date(day.Year(), day.Month(), day.Day(), 0, 0, 0, 0, time.UTC)
		missing = append(missing, "date: "+day.Format(time.DateOnly))
	}
	if start == nil && dated {
		nine, _ := timer.ParseTimeOfDay("9:00")
		start = &nine
		missing = append(missing, `start: "09:00"`)
	}
	if dated && len(missing) > 0 {
		fmt.Fprintf(env.Err, "the plan does not say when it is; this stands in the calendar, and can be written into the plan: %s\n", strings.Join(missing, ", "))
	}
	if start == nil {
		return sheet.New(plan, time.Time{}, env.Now())
	}
	return sheet.New(plan, start.OnDayOf(day), env.Now())
}
