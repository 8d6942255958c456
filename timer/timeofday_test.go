package timer_test

import (
	"testing"
	"time"
	_ "time/tzdata" // the nights below must be the same on every computer

	"facilitate/timer"
)

func TestParseTimeOfDay(t *testing.T) {
	for text, want := range map[string]timer.TimeOfDay{
		"00:00": 0,
		"0:00":  0,
		"00:01": 1,
		"9:30":  570,
		"09:30": 570,
		"12:00": 720,
		"23:59": 1439,
	} {
		got, err := timer.ParseTimeOfDay(text)
		if got != want || err != nil {
			t.Errorf("%q is %d (%v), want %d", text, got, err, want)
		}
	}
	for _, text := range []string{
		"", ":", "9", "930", "0930", "24:00", "12:60", "-1:00", "+1:00", "009:30", "9:5", "9:5a", "9.30",
		"9:30 ", " 9:30", "9:30:00", "9:30am", "9:30Z", "9:300", "٩:٣٠", "09:30\n",
	} {
		if got, err := timer.ParseTimeOfDay(text); err == nil || got != 0 {
			t.Errorf("%q is %v (%v), want an error", text, got, err)
		}
	}
}

func TestReadTimeOfDay(t *testing.T) {
	for text, want := range map[string]timer.TimeOfDay{
		"9:30": 570, "09:30": 570, "9.30": 570, "09.30": 570, "0930": 570, "930": 570, " 9:30 ": 570,
		"9:30am": 570, "9.30 am": 570, "9:30AM": 570, "9am": 540, "9 pm": 1260, "9.30pm": 1290, "0930pm": 1290,
		"12am": 0, "12:05am": 5, "12pm": 720, "12:30pm": 750, "0:00": 0, "0000": 0, "23:59": 1439, "2359": 1439,
	} {
		got, err := timer.ReadTimeOfDay(text)
		if got != want || err != nil {
			t.Errorf("%q is %d (%v), want %d", text, got, err, want)
		}
	}
	for _, text := range []string{
		"", ":", "9", "10", "24:00", "2400", "12:60", "1260", "13pm", "0am", "13:30pm", "-1:00", "9:5", "9,30",
		"9:30:00", "9:30 a", "noon", "99999", "9..30", "9:3 0", "٩:٣٠", "am", "9:30 am pm",
	} {
		if got, err := timer.ReadTimeOfDay(text); err == nil || got != 0 {
			t.Errorf("%q is %v (%v), want an error", text, got, err)
		}
	}
}

func TestTimeOfDayRoundTrip(t *testing.T) {
	for want := range timer.TimeOfDay(24 * 60) {
		text := want.String()
		if got, err := timer.ParseTimeOfDay(text); got != want || len(text) != len("HH:MM") || err != nil {
			t.Errorf("%d is written %q, which reads as %d (%v)", want, text, got, err)
		}
	}
}

// dayCase asks for a time of day, from an instant written with its offset, in
// a zone of which the instant's offset then holds.
type dayCase struct{ name, zone, time, from, want string }

func (c dayCase) check(t *testing.T, of func(timer.TimeOfDay, time.Time) time.Time) {
	t.Helper()
	zone, err := time.LoadLocation(c.zone)
	if err != nil {
		t.Fatal(err)
	}
	from, err := time.Parse(time.RFC3339Nano, c.from)
	if err != nil {
		t.Fatal(err)
	}
	from = from.In(zone)
	if got := from.Format(time.RFC3339Nano); got != c.from {
		t.Fatalf("%s is %s in %s", c.from, got, c.zone)
	}
	at, err := timer.ParseTimeOfDay(c.time)
	if err != nil {
		t.Fatal(err)
	}
	got := of(at, from)
	if text := got.Format(time.RFC3339Nano); text != c.want || got.Location() != zone {
		t.Errorf("%s: %s from %s is %s in %v, want %s in %s", c.name, c.time, c.from, text, got.Location(), c.want, zone)
	}
}

func TestOnDayOf(t *testing.T) {
	for _, c := range []dayCase{
		{"later that day", "UTC", "14:00", "2026-11-21T09:30:00Z", "2026-11-21T14:00:00Z"},
		{"earlier that day", "UTC", "08:00", "2026-11-21T09:30:00Z", "2026-11-21T08:00:00Z"},
		{"the very time", "UTC", "09:30", "2026-11-21T09:30:00Z", "2026-11-21T09:30:00Z"},
		{"seconds are dropped", "UTC", "09:30", "2026-11-21T09:30:59.999Z", "2026-11-21T09:30:00Z"},
		{"midnight begins the day", "UTC", "00:00", "2026-11-21T23:59:59Z", "2026-11-21T00:00:00Z"},
		{"at midnight", "UTC", "23:59", "2026-11-21T00:00:00Z", "2026-11-21T23:59:00Z"},
		{"the day is that of the zone, behind", "America/New_York", "09:00", "2026-11-20T22:00:00-05:00", "2026-11-20T09:00:00-05:00"},
		{"the day is that of the zone, ahead", "Asia/Kathmandu", "09:00", "2026-11-21T03:00:00+05:45", "2026-11-21T09:00:00+05:45"},
		{"before the clocks go forward", "Europe/London", "00:30", "2026-03-29T09:00:00+01:00", "2026-03-29T00:30:00Z"},
		{"after the clocks went forward", "Europe/London", "09:00", "2026-03-29T00:30:00Z", "2026-03-29T09:00:00+01:00"},
		{"before the clocks go back", "Europe/London", "00:30", "2026-10-25T09:00:00Z", "2026-10-25T00:30:00+01:00"},
		{"after the clocks went back", "Europe/London", "09:00", "2026-10-25T00:30:00+01:00", "2026-10-25T09:00:00Z"},
		{"the last of February", "UTC", "09:00", "2028-02-29T10:00:00Z", "2028-02-29T09:00:00Z"},
	} {
		c.check(t, timer.TimeOfDay.OnDayOf)
	}
}

func TestFrom(t *testing.T) {
	for _, c := range []dayCase{
		{"later that day", "UTC", "14:00", "2026-11-21T09:30:00Z", "2026-11-21T14:00:00Z"},
		{"earlier: the day after", "UTC", "08:00", "2026-11-21T09:30:00Z", "2026-11-22T08:00:00Z"},
		{"the very time is not earlier", "UTC", "09:30", "2026-11-21T09:30:00Z", "2026-11-21T09:30:00Z"},
		{"an instant too late", "UTC", "09:30", "2026-11-21T09:30:00.000000001Z", "2026-11-22T09:30:00Z"},
		{"over midnight", "UTC", "00:30", "2026-11-21T23:30:00Z", "2026-11-22T00:30:00Z"},
		{"midnight itself", "UTC", "00:00", "2026-11-21T23:30:00Z", "2026-11-22T00:00:00Z"},
		{"from midnight", "UTC", "00:00", "2026-11-21T00:00:00Z", "2026-11-21T00:00:00Z"},
		{"over the end of a month", "UTC", "00:30", "2026-02-28T23:30:00Z", "2026-03-01T00:30:00Z"},
		{"over the end of a year", "UTC", "00:30", "2026-12-31T23:30:00Z", "2027-01-01T00:30:00Z"},
		{"in the zone, not in UTC, behind", "America/New_York", "23:00", "2026-11-20T22:00:00-05:00", "2026-11-20T23:00:00-05:00"},
		{"in the zone, not in UTC, ahead", "Asia/Kathmandu", "04:00", "2026-11-21T03:00:00+05:45", "2026-11-21T04:00:00+05:45"},
		{"over the hour that is left out", "Europe/London", "02:30", "2026-03-29T00:30:00Z", "2026-03-29T02:30:00+01:00"},
		{"over the hour that comes twice", "Europe/London", "02:30", "2026-10-25T00:30:00+01:00", "2026-10-25T02:30:00Z"},
		{"the day after is an hour short", "Europe/London", "09:00", "2026-03-28T09:30:00Z", "2026-03-29T09:00:00+01:00"},
		{"the day after is an hour long", "Europe/London", "09:00", "2026-10-24T09:30:00+01:00", "2026-10-25T09:00:00Z"},
	} {
		c.check(t, timer.TimeOfDay.From)
	}
}

// On two nights a year a time of day comes twice, or not at all. The first of
// two is meant; one that is left out counts from the hour before, as a clock
// that nobody has set yet would show it. Neither is ever put off by a day
// only because the clocks change.
func TestFromWhereClocksChange(t *testing.T) {
	for _, c := range []dayCase{
		{"left out", "Europe/London", "01:30", "2026-03-29T00:30:00Z", "2026-03-29T02:30:00+01:00"},
		{"left out, begun after", "Europe/London", "01:30", "2026-03-29T03:00:00+01:00", "2026-03-30T01:30:00+01:00"},
		{"left out, west of Greenwich", "America/New_York", "02:30", "2026-03-08T01:45:00-05:00", "2026-03-08T03:30:00-04:00"},
		{"twice", "Europe/London", "01:30", "2026-10-25T01:10:00+01:00", "2026-10-25T01:30:00+01:00"},
		{"twice, begun well before", "Europe/London", "01:30", "2026-10-24T23:00:00+01:00", "2026-10-25T01:30:00+01:00"},
		{"twice, begun between the two", "Europe/London", "01:30", "2026-10-25T01:45:00+01:00", "2026-10-25T01:30:00Z"},
		{"twice, begun after both", "Europe/London", "01:30", "2026-10-25T01:45:00Z", "2026-10-26T01:30:00Z"},
		{"twice, west of Greenwich", "America/New_York", "01:30", "2026-11-01T01:10:00-04:00", "2026-11-01T01:30:00-04:00"},
	} {
		c.check(t, timer.TimeOfDay.From)
	}
}

func TestReadInstant(t *testing.T) {
	now := time.Date(2026, 11, 26, 23, 50, 0, 0, time.UTC)
	from := now.Add(time.Hour)
	for text, want := range map[string]time.Time{
		"0:10":  now.Add(20 * time.Minute), // the nearest one is tomorrow's
		"23.40": now.Add(-10 * time.Minute),
		"+10":   from.Add(10 * time.Minute),
		"+90s":  from.Add(90 * time.Second),
	} {
		if at, err := timer.ReadInstant(text, now, from); err != nil || !at.Equal(want) {
			t.Errorf("%s is %v, %v, not %v", text, at, err, want)
		}
	}
	for _, text := range []string{"", "10", "soon", "+", "+x", "25:00", "-10"} {
		if at, err := timer.ReadInstant(text, now, from); err == nil {
			t.Errorf("%q is %v", text, at)
		}
	}
}
