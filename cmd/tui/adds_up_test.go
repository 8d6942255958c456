package tui

import (
	"fmt"
	"math/rand/v2"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"facilitate/cmd/tui/draw"
	"facilitate/cmd/words"
	"facilitate/session/run"
	"facilitate/timer/timertest"
)

var (
	verdictMinutes = regexp.MustCompile(`(?:(\d+) H ?)?(?:(\d+) MIN )?(SPARE|LATE)\b|(NONE) SPARE|(?:RUNS|RAN) OVER BY (?:(\d+) H ?)?(?:(\d+) MIN)?`)
	endAndOut      = regexp.MustCompile(`(?s)ENDS (\d\d:\d\d)[^→]*?out by (\d\d:\d\d)`)
	cutLine        = regexp.MustCompile(`.*(OVER BY|SPARE|LATE|H) [^│\n]*….*`)
	thereAndDue    = regexp.MustCompile(`(?s)THERE (\d\d:\d\d).*?due (\d\d:\d\d)`)
)

// doesNotAddUp is what of the times on the screen does not agree with the
// verdict, or empty. It reads what is shown, in whatever letters.
func (c *console) doesNotAddUp() string {
	problem, _ := c.addsUp()
	return problem
}

// addsUp is doesNotAddUp, and whether there was a verdict with its times.
func (c *console) addsUp() (problem string, read bool) {
	screen, _, _ := strings.Cut(c.screen(), "\n──") // what is below is no verdict
	if strings.Contains(screen, "…") {
		screen = cutLine.ReplaceAllString(screen, "")
	}
	times := thereAndDue.FindStringSubmatch(screen)
	if times == nil {
		times = endAndOut.FindStringSubmatch(screen)
	}
	if times == nil {
		return "", false // a small window has no room for all of it
	}
	minutes := func(text string) int {
		t, _ := time.Parse("15:04", text)
		return t.Hour()*60 + t.Minute()
	}
	const day = 24 * 60
	spare := (minutes(times[2])-minutes(times[1])+day+day/2)%day - day/2
	said := verdictMinutes.FindStringSubmatch(screen)
	if said == nil {
		if !strings.Contains(screen, "▀") {
			return "", false
		}
		for _, days := range []int{0, -1, 1, -2, -3, -4, -5, -6} { // a plan may be hopeless
			for _, letters := range inLetters(spare + days*day) {
				if hasLetters(screen, letters) {
					return "", true
				}
			}
		}
		return fmt.Sprintf("%s to %s are %d min, and no large letters say so", times[1], times[2], spare), true
	}
	number := func(text string) int { n, _ := strconv.Atoi(text); return n }
	got := 60*number(said[1]) + number(said[2])
	if said[3] == "LATE" {
		got = -got
	}
	if said[5] != "" || said[6] != "" {
		got = -60*number(said[5]) - number(said[6])
	}
	if (got-spare)%day != 0 {
		return fmt.Sprintf("%s to %s are said to be %d min", times[1], times[2], got), true
	}
	return "", true
}

// inLetters are the verdicts about so many minutes that large letters may say.
func inLetters(spare int) (all [][]string) {
	texts := []string{"ON TIME"}
	switch {
	case spare > 0:
		texts[0] += fmt.Sprintf(" +%d", spare)
	case spare < 0:
		late := strings.ToUpper(words.Spare(spare))
		texts = []string{late, strings.ReplaceAll(late, " MIN", "")}
	}
	for _, text := range texts {
		letters, _ := draw.Letters(text, 1000)
		all = append(all, letters)
	}
	return all
}

// hasLetters is whether the lines stand under one another, and nothing of the
// same line of letters behind them: +4 is not +47.
func hasLetters(screen string, letters []string) bool {
	lines := strings.Split(screen, "\n")
	for y := range len(lines) - len(letters) + 1 {
		first := strings.TrimRight(letters[0], " ")
		for at := 0; ; at++ {
			next := strings.Index(lines[y][at:], first)
			if next < 0 {
				break
			}
			at += next
			x, all := utf8.RuneCountInString(lines[y][:at]), true
			for i, l := range letters {
				rest := strings.TrimRight(string([]rune(lines[y+i] + strings.Repeat(" ", 200))[x:]), " │")
				all = all && rest == strings.TrimRight(l, " ")
			}
			if all {
				return true
			}
		}
	}
	return false
}

// TestTenThousandStates subtracts, in states that random commands lead to: when
// the session must be somewhere less when it will be is what the verdict says, in
// a usual window and in a large one.
func TestTenThousandStates(t *testing.T) {
	random := rand.New(rand.NewPCG(12, 5))
	read, inLarge := 0, 0
	for seen := 0; seen < timertest.Amount(400, 10_000); {
		c := newConsole(t, dayPlan, run.Booking{Start: nine.Add(time.Duration(random.IntN(40)-20) * time.Minute)})
		c.at(time.Duration(random.IntN(600))*time.Second, "enter")
		for range 40 {
			asked := strings.Fields([]string{
				"next", "skip", "back", "pause", "resume", "begin", "take guest", "take lunch", "goto work", "goto talk", "goto end",
				"extend " + strconv.Itoa(1+random.IntN(900)) + "s", "trim " + strconv.Itoa(1+random.IntN(900)) + "s",
				"recover " + []string{"trim", "drop", "extend"}[random.IntN(3)],
				"fix lunch " + c.now.Add(time.Duration(random.IntN(7200))*time.Second).Format(time.RFC3339),
				"until " + c.now.Add(time.Duration(random.IntN(9000))*time.Second).Format(time.RFC3339),
			}[random.IntN(16)])
			command, err := run.ParseCommand(asked, false)
			if err != nil {
				t.Fatal(err)
			}
			if e, err := run.Decide(c.m.state(), command, c.now); err == nil {
				c.m.state().Apply(e)
			}
			if c.m.state().Stage() == run.Finished {
				break
			}
			c.now = c.now.Add(time.Duration(random.IntN(300_000)) * time.Millisecond)
			size := [][2]int{{80, 24}, {120, 40}}[seen%2]
			c.size(size[0], size[1])
			seen++
			problem, was := c.addsUp()
			if problem != "" {
				t.Fatalf("%s\n%s", problem, c.screen())
			}
			if was {
				read++
				if size[0] == 120 && verdictMinutes.FindString(c.screen()) == "" {
					inLarge++
				}
			}
		}
	}
	t.Logf("%d were read, %d of them in large letters", read, inLarge)
	if enough := timertest.Amount(400, 10_000); read < enough*9/10 || inLarge < enough/10 {
		t.Errorf("only %d of %d were read, %d of them in large letters", read, enough, inLarge)
	}
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
