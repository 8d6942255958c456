package session

import (
	"strings"
	"testing"
	"time"
)

// beneathRetimed is what the overlays of these tests extend: 5, 10, 10 and 3 minutes.
const beneathRetimed = `title: T
duration: 1h
activities:
- {id: one, title: One, duration: 5m}
- id: two
  title: Two
  phases:
  - {id: talk, name: Talk, duration: 10m, at_least: 4m}
  - {name: "Feedback: all", duration: 10m}
- {id: three, title: Three, duration: 3m}
`

func TestRetimeOverlay(t *testing.T) {
	base := File{Name: "base.yaml", Src: []byte(beneathRetimed)}
	for _, c := range []struct{ name, src, minutes, want string }{
		{"nothing", "extends: base\n", "5 10 10 3", "extends: base\n"},
		{"the first thing it says", "# ours\nextends: base\n\n", "6 10 10 3", "# ours\nextends: base\n\nactivities:\n  - {id: one, duration: 6m}\n"},
		{"phases", "extends: base\r\n", "5 7 8 3", `extends: base

activities:
  - id: two
    phases:
      - {id: talk, duration: 7m}
      - {name: "Feedback: all", duration: 8m}
`},
		{"its own", "extends: base\nactivities:\n- {id: one, duration: '4m'} # quick\n- {id: new, title: New, duration: 2m}\n", "6 10 10 3 1", "extends: base\nactivities:\n- {id: one, duration: '6m'} # quick\n- {id: new, title: New, duration: 1m}\n"},
		{"beside what it says", "extends: base\nactivities:\n  - id: one   # first\n    title: First\n    notes:\n      - say: |\n          Hello,\n\n          all.\n\n# the end\ntitle: Ours\n", "6 10 10 4", `extends: base
activities:
  - id: one   # first
    duration: 6m
    title: First
    notes:
      - say: |
          Hello,

          all.
  - {id: three, duration: 4m}

# the end
title: Ours
`},
		{"in a phase", "extends: base\nactivities:\n- id: two\n  phases:\n  - id: talk\n    setting: groups\n", "5 7 8 3", "extends: base\nactivities:\n- id: two\n  phases:\n  - id: talk\n    duration: 7m\n    setting: groups\n  - {name: \"Feedback: all\", duration: 8m}\n"},
		{"in brackets", `extends: base
activities: [{id: "one", title: "1, 2"}, {id: two, phases: [{name: "Feedback: all", setting: pairs}]}]
`, "6 7 8 4", `extends: base
activities: [{id: three, duration: 4m}, {id: "one", duration: 6m, title: "1, 2"}, {id: two, phases: [{id: talk, duration: 7m}, {name: "Feedback: all", duration: 8m, setting: pairs}]}]
`},
		{"a last line without an end", "extends: base\nactivities:\n- id: three", "5 10 10 4", "extends: base\nactivities:\n- id: three\n  duration: 4m"},
		{"moved", "\ufeffextends: base\nactivities:\n- {id: three, before: one}\n", "4 5 10 10", "\ufeffextends: base\nactivities:\n- {id: three, duration: 4m, before: one}\n"},
		{"too short", "extends: base\n", "5 3 10 3", "base.yaml:8:38: 3m is less than at_least 4m; lower at_least first"},
		{"all braces", "{extends: base}\n", "6 10 10 3", "o.yaml:1:1: the durations cannot be written into this file without changing something else; write them by hand, under activities, like - {id: one, duration: 6m}"},
	} {
		t.Run(c.name, func(t *testing.T) {
			var durations []time.Duration
			for _, m := range strings.Fields(c.minutes) {
				d, err := time.ParseDuration(m + "m")
				if err != nil {
					t.Fatal(err)
				}
				durations = append(durations, d)
			}
			f := File{Name: "o.yaml", Src: []byte(c.src), Base: func(string) (File, error) { return base, nil }}
			after, err := RetimeOverlay(f, durations)
			got := string(after)
			if err != nil {
				got = err.Error()
			}
			if strings.Contains(c.src, "\r") {
				if strings.Count(got, "\r\n") != strings.Count(got, "\n") {
					t.Errorf("line ends are mixed: %q", got)
				}
				got = strings.ReplaceAll(got, "\r\n", "\n")
			}
			if got != c.want {
				t.Errorf("got\n%s\nwant\n%s", got, c.want)
			}
		})
	}
}
