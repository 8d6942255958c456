package words

import (
	"fmt"
	"strings"
	"time"

	"facilitate/session/run"
)

// Verdict says whether the session will keep its promises: of those it will miss
// the worst, else the next. Its minutes and times of day add up.
type Verdict struct {
	Activity   string // the title of what the promise is about; empty: the end
	Spare      int    // minutes; negative: late
	Due, Comes string // when it was promised, and when it will be: times of day
	Ends, Out  string // when the session will end, and when it must
	Drift      time.Duration
	Ended      bool
}

// VerdictOf is the verdict now. Instants become times of day by clock.
func VerdictOf(s *run.State, now time.Time, clock func(time.Time) string) Verdict {
	promises := s.Promises(now)
	about, end := run.Worst(promises), promises[len(promises)-1].Shown()
	shown := about.Shown()
	v := Verdict{
		Spare: shown.Spare, Due: clock(shown.At), Comes: clock(shown.Arrival),
		Ends: clock(end.Arrival), Out: clock(end.At), Drift: s.Drift(now), Ended: s.Stage() == run.Finished,
	}
	if about.Activity != run.End {
		v.Activity = s.Plan().Activities[about.Activity].Title
	}
	return v
}

// Late is whether a promise is missed.
func (v Verdict) Late() bool { return v.Spare < 0 }

// minutes are those to spare, or late, in words.
func (v Verdict) minutes() string { return strings.ToUpper(wholeMinutes(v.Spare)) }

// wholeMinutes are so many, whichever way, in words.
func wholeMinutes(n int) string { return Minutes(time.Duration(max(n, -n)) * time.Minute) }

// Spare are minutes to spare before what was promised, or late for it, in words.
func Spare(n int) string { return spare(n, wholeMinutes(n)) }

func spare(n int, minutes string) string {
	switch {
	case n < 0:
		return minutes + " late"
	case n == 0:
		return "none spare"
	}
	return minutes + " spare"
}

const mostTitle = 16 // how many characters of a title stand in a verdict, which has to be read at a glance

// brief is a title cut to that, between words where its first one is not longer.
func brief(title string) string {
	r := []rune(title)
	if len(r) <= mostTitle {
		return title
	}
	if at := strings.LastIndex(string(r[:mostTitle+1]), " "); at > 0 {
		return title[:at]
	}
	return string(r[:mostTitle-1]) + "…"
}

// Word is the verdict, with what it is about.
func (v Verdict) Word() string {
	if v.Activity == "" || v.Late() {
		return v.Badge()
	}
	return v.Badge() + " before " + v.Activity
}

// Badge is the verdict itself.
func (v Verdict) Badge() string {
	switch {
	case v.Late() && v.Activity != "":
		return strings.ToUpper(brief(v.Activity)) + " " + v.minutes() + " LATE"
	case v.Late() && v.Ended:
		return "RAN OVER BY " + v.minutes()
	case v.Late():
		return "RUNS OVER BY " + v.minutes()
	}
	return "ON TIME, " + strings.ToUpper(Spare(v.Spare))
}

// Short is the verdict in few words, and in fewer: "ON TIME +4", "LUNCH 20 LATE",
// "9 MIN LATE", "9 LATE".
func (v Verdict) Short() (all []string) {
	switch {
	case v.Late():
		minutes := v.minutes()
		least := strings.TrimSuffix(minutes, " MIN") + " LATE"
		if v.Activity != "" {
			all = append(all, strings.ToUpper(brief(v.Activity))+" "+least)
		}
		return append(all, minutes+" LATE", least)
	case v.Spare == 0:
		return []string{"ON TIME"}
	}
	return []string{fmt.Sprintf("ON TIME +%d", v.Spare)}
}

// Promise is what it is about, in lines under the badge.
func (v Verdict) Promise() []string {
	if v.Activity == "" {
		return []string{"ENDS " + v.Ends, "out by " + v.Out}
	}
	return []string{"THERE " + v.Comes, "due " + v.Due + " " + brief(v.Activity), "ends " + v.Ends + ", out by " + v.Out}
}

// DriftWords is how far the session is from its plan. A minute begun is one
// behind, as it is one less to spare.
func (v Verdict) DriftWords() string {
	switch behind := (v.Drift + time.Minute - 1) / time.Minute; {
	case v.Drift > 0:
		return wholeMinutes(int(behind)) + " behind plan"
	case v.Drift <= -time.Minute:
		return Minutes(-v.Drift) + " ahead of plan"
	}
	return "on plan"
}

// Line is the verdict in one line.
func (v Verdict) Line() string { return v.line(wholeMinutes(v.Spare)) }

// Spoken is the verdict to be listened to.
func (v Verdict) Spoken() string {
	text := v.line(Spoken(time.Duration(max(v.Spare, -v.Spare)) * time.Minute))
	if rest, is := strings.CutPrefix(text, "ends "); is && v.Ended {
		return "ended " + rest
	}
	return text
}

func (v Verdict) line(minutes string) string {
	switch {
	case v.Activity != "" && v.Late():
		return v.Activity + " " + spare(v.Spare, minutes) + ": due " + v.Due + ", there " + v.Comes
	case v.Activity != "":
		return "on time, " + spare(v.Spare, minutes) + " before " + v.Activity + " at " + v.Due
	case v.Late() && v.Ended:
		return "ends " + v.Ends + ", ran over by " + minutes
	case v.Late():
		return "ends " + v.Ends + ", runs over by " + minutes
	}
	return "ends " + v.Ends + ", on time, " + spare(v.Spare, minutes)
}
