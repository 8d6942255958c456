package session

import (
	"strings"
	"testing"
	"time"
)

// TestCheckTimes: what check says of the times of a plan, as LINE:COLUMN and
// the beginning of the warning, or of the remedy after ";".
func TestCheckTimes(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, head, activities string
		lasts                  string
		want                   []string
	}{
		{"kept", `start: "09:00"`, `
  - {id: a, title: A, duration: 30m}
  - {id: s, title: S, duration: 30m, at: "09:30"}`, "1h", nil},
		{"waits", `start: "09:00"`, `
  - {id: a, title: A, duration: 30m}
  - {id: s, title: S, duration: 30m, at: "10:00"}`, "1h30m", nil},
		{"missed by the plan", `start: "09:00"`, `
  - {id: a, title: A, duration: 50m}
  - {id: s, title: S, duration: 30m, at: "09:30"}`, "1h20m", []string{
			`6:42: "S" has to begin at 09:30, and what comes before it ends at 09:50, 20m too late`,
		}},
		{"no start", ``, `
  - {id: a, title: A, duration: 50m}
  - {id: s, title: S, duration: 30m, at: "09:30"}`, "1h20m", []string{
			`6:42: "S" is fixed for 09:30, and the plan does not say when it starts; add the usual time to the plan`,
		}},
		{"the wait pushes the end", `start: "09:00"`, `
  - {id: a, title: A, duration: 30m}
  - {id: s, title: S, duration: 40m, at: "10:30"}`, "2h10m", []string{
			`2:11: the activities take 1h10m and 1h of waiting for fixed times, 10m more than the 2h booked`,
		}},
		{"too long without waits", `start: "09:00"`, `
  - {id: a, title: A, duration: 2h5m}`, "2h5m", []string{`2:11: the activities take 2h5m, 5m more than the 2h booked`}},
		{"a 12-hour clock, before", `start: "08:30"`, `
  - {id: a, title: A, duration: 30m}
  - {id: s, title: S, duration: 30m, at: "4:00"}`, "1h", []string{
			`6:42: 04:00 is not within the 2h from the start at 08:30; fix it for a time within`,
		}},
		{"a 12-hour clock", `start: "12:30"`, `
  - {id: a, title: A, duration: 30m}
  - {id: s, title: S, duration: 30m, at: "1:00"}`, "13h", []string{
			`6:42: 01:00 is not within the 2h from the start at 12:30; a 12-hour clock? did you mean "13:00"?`,
		}},
		{"out of order", `start: "09:00"`, `
  - {id: a, title: A, duration: 5m, at: "10:00"}
  - {id: s, title: S, duration: 5m, at: "09:30"}`, "1h10m", []string{
			`6:41: 09:30 is earlier than the fixed time before it; put the two in order`,
		}},
		{"over midnight", `start: "23:30"`, `
  - {id: a, title: A, duration: 30m}
  - {id: s, title: S, duration: 30m, at: "00:15"}`, "1h15m", nil},
		{"spare takes no time", `start: "09:00"`, `
  - {id: a, title: A, duration: 30m}
  - {id: b, title: B, duration: 3h, spare: true}
  - {id: s, title: S, duration: 30m, at: "09:30"}`, "1h", nil},

		{"called breaks", ``, `
  - {id: a, title: A, duration: 30m}
  - {id: b, title: Lunch, duration: 30m}
  - {id: c, title: "Coffee break.", duration: 10m}
  - {id: d, title: "Tea", duration: 9m}
  - {id: e, title: "Lunch and learn", duration: 10m}
  - {id: f, title: "Morning tea", duration: 10m, kind: break}`, "1h39m", []string{
			`6:5: "Lunch" is called a break and is not marked as one`, `7:5: "Coffee break." is called a break`,
		}},
		{"no break for long", ``, `
  - {id: a, title: A, duration: 30m}
  - {id: b, title: B, duration: 10m, kind: break}
  - {id: c, title: C, duration: 2h30m}
  - {id: d, title: D, duration: 1s}
  - {id: e, title: E, duration: 1s}`, "", []string{`2:11: `, `8:5: by the end of "D" there has been no break for 2h30m1s`}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			src := "title: T\nduration: 2h\n" + c.head + "\nactivities:" + c.activities + "\n"
			plan, problems := Load("p.yaml", []byte(src))
			if plan == nil {
				t.Fatal(problems)
			}
			var got []string
			for _, w := range Check("p.yaml", plan) {
				got = append(got, strings.TrimPrefix(strings.Replace(w.String(), "warning: ", "", 1), "p.yaml:"))
			}
			if len(got) != len(c.want) {
				t.Fatalf("got %q, want %q", got, c.want)
			}
			for i, want := range c.want {
				if !strings.HasPrefix(got[i], want) {
					t.Errorf("got %q, want %q", got[i], want)
				}
			}
			if want, err := time.ParseDuration(c.lasts); err == nil && plan.Lasts() != want {
				t.Errorf("it lasts %v, want %v", plan.Lasts(), want)
			}
		})
	}
}
