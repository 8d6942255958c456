package tui

import (
	"fmt"
	"regexp"
	"strconv"
	"testing"
	"time"
)

var (
	verdictMinutes = regexp.MustCompile(`(?:(\d+) H ?)?(?:(\d+) MIN )?(SPARE|LATE)\b|(NONE) SPARE|(?:RUNS|RAN) OVER BY (?:(\d+) H ?)?(?:(\d+) MIN)?`)
	endAndOut      = regexp.MustCompile(`(?s)ENDS (\d\d:\d\d)[^→]*?out by (\d\d:\d\d)`)
	cutLine        = regexp.MustCompile(`.*(OVER BY|SPARE|LATE|H) [^│\n]*….*`)
	thereAndDue    = regexp.MustCompile(`(?s)THERE (\d\d:\d\d).*?due (\d\d:\d\d)`)
)

// doesNotAddUp is what of the times on the screen does not agree with the
// verdict, or empty. It reads what is shown.
func (c *console) doesNotAddUp() string {
	screen := cutLine.ReplaceAllString(c.screen(), "")
	said := verdictMinutes.FindStringSubmatch(screen)
	times := thereAndDue.FindStringSubmatch(screen)
	if times == nil {
		times = endAndOut.FindStringSubmatch(screen)
	}
	if said == nil || times == nil {
		return "" // a small window has no room for all of it
	}
	number := func(text string) int { n, _ := strconv.Atoi(text); return n }
	spare := 60*number(said[1]) + number(said[2])
	if said[3] == "LATE" {
		spare = -spare
	}
	if said[5] != "" || said[6] != "" {
		spare = -60*number(said[5]) - number(said[6])
	}
	minutes := func(text string) int {
		t, _ := time.Parse("15:04", text)
		return t.Hour()*60 + t.Minute()
	}
	const day = 24 * 60
	if got := ((minutes(times[2])-minutes(times[1])-spare)%day + day) % day; got != 0 {
		return fmt.Sprintf("%s to %s are said to be %d min", times[1], times[2], spare)
	}
	return ""
}

func TestDoesNotAddUpBites(t *testing.T) {
	c := onDay(t)
	if problem := c.doesNotAddUp(); problem != "" {
		t.Error(problem)
	}
	c.m.layout.lines = []string{"ON TIME, 5 MIN SPARE", "ENDS 09:26", "out by 09:30"}
	if c.doesNotAddUp() == "" {
		t.Error("four minutes pass for five")
	}
	c.m.layout.lines = []string{"RUNS OVER BY 1 H 5 MIN", "ENDS 00:35", "out by 23:30"}
	if problem := c.doesNotAddUp(); problem != "" {
		t.Error(problem)
	}
}
