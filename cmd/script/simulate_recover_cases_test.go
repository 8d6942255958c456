package script_test

// evenPlan: p2, p3 and p4 can give 5 min each.
const evenPlan = `
title: Even
duration: 34m
activities:
  - {id: a, title: A, duration: 4m}
  - {id: b, title: B, duration: 10m}
  - {id: c, title: C, duration: 10m}
  - {id: d, title: D, duration: 10m}
`

// floorsPlan: floors a 3 min (half of 5, rounded up); b 10 and 4 (protected,
// at_least or not); c 5 (at_least); d 45 s (a minute is more than the budget),
// 1 min (45 s rounded up), 5 (protected), 6 (5:15 rounded up). 42:45 of 40 min.
const floorsPlan = `
title: Floors
duration: 40m
activities:
  - {id: a, title: A, duration: 5m}
  - id: b
    title: B
    protect: true
    phases: [{name: One, duration: 10m, at_least: 2m}, {name: Two, duration: 4m}]
  - {id: c, title: C, duration: 6m, at_least: 5m}
  - id: d
    title: D
    phases:
      - {name: One, duration: 45s}
      - {name: Two, duration: 1m30s}
      - {name: Three, duration: 5m, protect: true, at_least: 1m}
      - {name: Four, duration: 10m30s}
`

// optionsPlan: b (p2, 10 min) and d (p4, 5 min) are optional; all 45 min are planned.
const optionsPlan = `
title: Options
duration: 45m
activities:
  - {id: a, title: A, duration: 10m}
  - {id: b, title: B, duration: 10m, optional: true}
  - {id: c, title: C, duration: 10m}
  - {id: d, title: D, duration: 5m, optional: true}
  - {id: e, title: E, duration: 10m}
`

// swallowPlan: 10 min over from the beginning, and what b could give c waits for.
const swallowPlan = `
title: Swallow
duration: 1h
activities:
  - {id: a, title: A, duration: 5m}
  - {id: b, title: B, duration: 10m, optional: true}
  - {id: c, title: C, at: "10:30", duration: 40m, protect: true}
`

const startAtTen = "--start @10:00"

var recoverTrimCases = []simCase{
	// X = 7 min; caps p2 5, p4 3, p3 2.
	{
		"recover trim", plainPlan, startAtTen, "12:00 start; 12:00 recover trim",
		"command=recover refused=no p1.budget_s=300 p2.budget_s=300 p3.budget_s=240 p4.budget_s=240 projected_end=@10:30 planned_end=@10:25 in_hand_s=0",
	},
	// X = 61 s: two minutes.
	{"recover trim takes whole minutes", plainPlan, startAtTen, "6:01 start; 6:01 recover trim", "p2.budget_s=480 projected_end=@10:29:01 in_hand_s=59"},
	{"recover trim takes a minute for a second", plainPlan, startAtTen, "5:01 start; 5:01 recover trim", "p2.budget_s=540 in_hand_s=59"},
	// X = 20 min of which 10 can be given.
	{
		"recover trim in part, then nothing is left", plainPlan, startAtTen, "25:00 start; 25:00 recover trim; 25:00 recover trim",
		"2: refused=no p2.budget_s=300 p3.budget_s=120 p4.budget_s=180 in_hand_s=-600\nrefused=yes",
	},
	{"recover trim takes ties from the later", evenPlan, startAtTen, "3:00 start; 3:00 recover trim", "p4.budget_s=420 p3.budget_s=600 p2.budget_s=600 in_hand_s=0"},
	{"recover trim goes on to the next of a tie", evenPlan, startAtTen, "7:00 start; 7:00 recover trim", "p4.budget_s=300 p3.budget_s=480 p2.budget_s=600 in_hand_s=0"},
	{"recover trim of all that ties", evenPlan, startAtTen, "20:00 start; 20:00 recover trim", "p4.budget_s=300 p3.budget_s=300 p2.budget_s=300 p1.budget_s=240 in_hand_s=-300"},
	// 10:12 + 20: X = 2 min; p2 with its 5 is current.
	{"recover trim leaves the current phase", plainPlan, startAtTen, "0:00 start; 12:00 next; 12:00 recover trim", "p2.budget_s=600 p4.budget_s=240 p3.budget_s=240 in_hand_s=0"},
	// 10:00 + 10 + 20: X = 3 min; p2 and p3 are pending though p4 is current.
	{"recover trim of phases jumped over", evenPlan, "--end @10:27", "0:00 start; 0:00 goto d; 0:00 recover trim", "p3.budget_s=420 p2.budget_s=600 p4.budget_s=600 in_hand_s=0"},
	{"recover trim for half a second", plainPlan, "--end 2000-01-03T10:24:59.5Z", "0:00 start; 0:00 recover trim", "p2.budget_s=540 in_hand_s=59.5"},
	// p2 has spent 8: cap 2. X = 10:22 + 2 + 4 + 6 - 10:30 = 4 min: p4 3, then p3 of the tie 1.
	{"recover trim never takes what is spent", plainPlan, "", "0:00 start; 5:00 next; 13:00 back; 22:00 recover trim", "p4.budget_s=180 p3.budget_s=180 p2.budget_s=600 in_hand_s=0"},
	// The same 3 min later: X = 7 min, and all give all.
	{
		"recover trim takes what is left over what is spent", plainPlan, "", "0:00 start; 5:00 next; 13:00 back; 25:00 recover trim",
		"p4.budget_s=180 p3.budget_s=120 p2.budget_s=480 in_hand_s=0",
	},
	// c can give 9, its floor still 3: X = 12 + 31 - 30 = 13 min.
	{"recover trim of a raised budget", plainPlan, startAtTen, "0:00 allot c 12m; 12:00 start; 12:00 recover trim", "p4.budget_s=180 p2.budget_s=360 p3.budget_s=240 in_hand_s=0"},
	// X = 12 + 19 - 30 = 1 min; p2 lies below its floor of 5.
	{"recover trim of a budget below its floor", plainPlan, startAtTen, "0:00 allot b 4m; 12:00 start; 12:00 recover trim", "p2.budget_s=240 p4.budget_s=300 p3.budget_s=240"},
	// X = 12 + 23 - 30 = 5 min; caps p2 3, p3 2, p4 3.
	{"recover trim of a lowered budget", plainPlan, startAtTen, "0:00 allot b 8m; 12:00 start; 12:00 recover trim", "p4.budget_s=180 p2.budget_s=360 p3.budget_s=240 in_hand_s=0"},
	// X = 2:45, three minutes; caps d/4 4 (of 4:30), c 1, all others 0.
	{
		"recover trim by floors", floorsPlan, startAtTen, "0:00 start; 0:00 recover trim",
		"1: projected_end=@10:42:45 in_hand_s=-165\np8.budget_s=450 p4.budget_s=360 projected_end=@10:39:45 in_hand_s=15",
	},
	// X = 12:45.
	{
		"recover trim down to the floors", floorsPlan, startAtTen, "10:00 start; 10:00 recover trim",
		`p2.budget_s=600 p3.budget_s=240 p4.budget_s=300 p5.budget_s=45 p6.budget_s=90 p7.budget_s=300 p8.budget_s=390 in_hand_s=-465`,
	},
	// X = 10:07 + 25 - 10:30.
	{"recover trim before start", plainPlan, startAtTen, "7:00 recover trim", "state=ready refused=no p2.budget_s=480 p1.budget_s=300 in_hand_s=0"},
	// X = 15 min: all are pending and give 5 + 3 + 2 + 2.
	{"recover trim of p1 before start", plainPlan, startAtTen, "20:00 recover trim", "p1.budget_s=180 p2.budget_s=300 p3.budget_s=120 p4.budget_s=180 in_hand_s=-180"},
	{"recover trim while paused", plainPlan, startAtTen, "12:00 start; 12:00 pause; 12:00 recover trim", "state=paused refused=no p2.budget_s=300 p4.budget_s=240"},
	{"recover trim with time in hand is refused", plainPlan, "", "0:00 start; 1:00 recover trim", "refused=yes in_hand_s=300"},
	{"recover trim at nothing in hand is refused", plainPlan, startAtTen, "5:00 start; 5:00 recover trim", "refused=yes in_hand_s=0 p2.budget_s=600"},
	{"recover trim with nothing in hand before start is refused", plainPlan, "", "5:00 recover trim", "refused=yes state=ready"},
	{"recover trim with nothing pending is refused", plainPlan, "--end @10:01", "0:00 start; 0:00 next; 0:00 next; 0:00 next; 0:00 recover trim", "refused=yes in_hand_s=-300 budget_s=360"},
	// b's 5 min would only lengthen the wait.
	{"recover trim swallowed by at is refused", swallowPlan, "", "0:00 start; 0:00 recover trim", "refused=yes p2.budget_s=600 projected_end=@11:10 in_hand_s=-600"},
	// X = 6 min: b gives 5, to the wait, and c 1; then X = 5, of which c can give 2.
	{
		"recover trim leaves alone what would only be waited away", `
title: T
duration: 1h
activities:
  - {id: a, title: A, duration: 5m}
  - {id: b, title: B, duration: 10m}
  - {id: c, title: C, at: "10:30", duration: 36m, at_least: 33m}
`, "", "0:00 start; 0:00 recover trim; 0:00 recover trim; 0:00 recover trim",
		`2: refused=no p2.budget_s=600 p3.budget_s=1980 projected_end=@11:03 in_hand_s=-180
		3: refused=yes p3.budget_s=1980 projected_end=@11:03
		refused=yes`,
	},
}

var recoverDropCases = []simCase{
	// X = 5 min: d is the last, and enough.
	{
		"recover drop takes the last first, and stops", optionsPlan, startAtTen, "5:00 start; 5:00 recover drop",
		"command=recover refused=no p4.status=skipped p2.status=pending in_hand_s=0 projected_end=@10:45",
	},
	// X = 6 min: 10:06 + 30.
	{"recover drop goes on", optionsPlan, startAtTen, "6:00 start; 6:00 recover drop", "p4.status=skipped p2.status=skipped p1.status=current projected_end=@10:36 in_hand_s=540"},
	{
		"recover drop in part, then none is left", optionsPlan, startAtTen, "30:00 start; 30:00 recover drop; 30:00 recover drop",
		"2: refused=no p2.status=skipped p4.status=skipped in_hand_s=-900\nrefused=yes",
	},
	// b is 10 min over: 10:30 + 25, of which d is 5.
	{
		"recover drop leaves the current activity", optionsPlan, startAtTen, "0:00 start; 10:00 next; 30:00 recover drop",
		"activity=b p2.status=current p4.status=skipped in_hand_s=-300",
	},
	{"recover drop while paused", optionsPlan, startAtTen, "6:00 start; 7:00 pause; 7:00 recover drop", "state=paused p4.status=skipped p2.status=skipped"},
	{"what was dropped can be gone to", optionsPlan, startAtTen, "5:00 start; 5:00 recover drop; 6:00 goto d", "refused=no activity=d p4.status=current"},
	{"what was dropped cannot be allotted", optionsPlan, startAtTen, "5:00 start; 5:00 recover drop; 6:00 allot d 1m", "refused=yes p4.budget_s=300"},
	// 10:00 + 10 + 25: X = 10 min, and b lies before the current activity.
	{
		"recover drop of an activity jumped over", optionsPlan, "--end @10:25", "0:00 start; 0:00 goto e; 0:00 recover drop",
		"activity=e p4.status=skipped p2.status=skipped p3.status=pending projected_end=@10:20 in_hand_s=300",
	},
	// b/1 is done.
	{"recover drop leaves an activity begun", `
title: T
duration: 15m
activities:
  - {id: a, title: A, duration: 5m}
  - {id: b, title: B, optional: true, phases: [{name: One, duration: 5m}, {name: Two, duration: 5m}]}
  - {id: c, title: C, duration: 10m}
`, "", "0:00 start; 5:00 next; 6:00 goto c; 6:00 recover drop", "refused=yes p2.status=done p3.status=pending in_hand_s=-360"},
	// b/1 is pending again: 10:06 + 10, a minute over.
	{"recover drop leaves an activity left by back", `
title: T
duration: 15m
activities:
  - {id: a, title: A, duration: 5m}
  - {id: b, title: B, optional: true, phases: [{name: One, duration: 5m}, {name: Two, duration: 5m}]}
  - {id: c, title: C, duration: 10m}
`, "", "0:00 start; 5:00 next; 6:00 back; 6:00 recover drop", "refused=yes p2.status=pending p2.spent_s=60 p3.status=pending projected_end=@10:25 in_hand_s=-600"},
	// d moves the end from 10:43 to 10:40; b lies before the wait and would not.
	{"recover drop leaves what would only be waited away", `
title: T
duration: 35m
activities:
  - {id: a, title: A, duration: 5m}
  - {id: b, title: B, duration: 5m, optional: true}
  - {id: c, title: C, at: "10:30", duration: 10m}
  - {id: d, title: D, duration: 3m, optional: true}
`, "", "0:00 start; 0:00 recover drop", "1: projected_end=@10:43\nrefused=no p2.status=pending p4.status=skipped projected_end=@10:40 in_hand_s=-300"},
	// Without b nothing waits: 10:05 + 10.
	{"recover drop ends a wait", `
title: T
duration: 30m
activities:
  - {id: a, title: A, duration: 5m}
  - {id: b, title: B, at: "10:30", duration: 10m, optional: true}
  - {id: c, title: C, duration: 10m}
`, "", "0:00 start; 0:00 recover drop", "1: projected_end=@10:50\np2.status=skipped projected_end=@10:15 in_hand_s=900"},
	// p1 is dropped, and current at start whatever its status.
	{
		"recover drop before start", `
title: T
duration: 10m
activities:
  - {id: a, title: A, duration: 5m, optional: true}
  - {id: b, title: B, duration: 10m}
`, "", "0:00 recover drop; 0:00 start; 1:00 next",
		`1: state=ready refused=no p1.status=skipped projected_end=@10:10 planned_end=@10:15 in_hand_s=0 latest_start.a=none latest_start.b=@10:05
		2: state=running activity=b p1.status=skipped projected_end=@10:10
		state=finished p1.status=skipped`,
	},
	{"recover drop with nothing to recover is refused", optionsPlan, "", "0:00 start; 1:00 recover drop", "refused=yes in_hand_s=0 p4.status=pending"},
	{"recover drop with nothing to recover before start is refused", optionsPlan, "", "1:00 recover drop", "refused=yes state=ready p4.status=pending"},
	{"recover drop with nothing optional is refused", tightPlan, "", "0:00 start; 0:00 recover drop", "refused=yes in_hand_s=-300"},
	{"recover drop swallowed by at is refused", swallowPlan, "", "0:00 start; 0:00 recover drop", "refused=yes p2.status=pending projected_end=@11:10"},
}

var recoverExtendCases = []simCase{
	{"recover extend", tightPlan, "", "0:00 start; 0:00 recover extend", "command=recover refused=no hard_end=@10:25 in_hand_s=0 projected_end=@10:25"},
	{"recover extend again is refused", tightPlan, "", "0:00 start; 0:00 recover extend; 1:00 recover extend", "refused=yes hard_end=@10:25"},
	// a is 2 min over: 10:07 + 20.
	{"recover extend adds up", tightPlan, "", "0:00 start; 0:00 recover extend; 7:00 recover extend", "hard_end=@10:27 in_hand_s=0"},
	{"recover extend by seconds", plainPlan, startAtTen, "5:01 start; 5:01 recover extend", "hard_end=@10:31 in_hand_s=59"},
	{"recover extend of --end", plainPlan, "--end @10:20", "0:00 start; 0:00 recover extend", "hard_end=@10:25"},
	{"recover extend of until", tightPlan, "", "0:00 start; 0:00 until @10:10; 0:00 recover extend; 0:00 until @10:10", "3: hard_end=@10:25\nrefused=no hard_end=@10:10"},
	// 09:58 + 20, and the 5 added.
	{
		"an extension stays as the scheduled start moves", tightPlan, "", "0:00 start; 0:00 recover extend; 0:00 backdate 2m",
		"hard_end=@10:23 planned_end=@10:23 projected_end=@10:23 in_hand_s=0",
	},
	{"an extension before start stays as now moves", tightPlan, "", "0:00 recover extend; 2:00 show; 3:00 start", "2: state=ready hard_end=@10:27 in_hand_s=0\nhard_end=@10:28 in_hand_s=0"},
	{"an extension stays as it is when no longer needed", tightPlan, "", "0:00 start; 0:00 recover extend; 1:00 skip", "projected_end=@10:21 hard_end=@10:25 in_hand_s=240"},
	{"recover extend where at swallows the others", swallowPlan, "", "0:00 start; 0:00 recover extend", "refused=no hard_end=@11:10 in_hand_s=0"},
	{"recover extend with nothing to recover is refused", plainPlan, "", "0:00 start; 1:00 recover extend", "refused=yes hard_end=@10:30"},
	{"recover extend at nothing in hand is refused", plainPlan, startAtTen, "5:00 start; 5:00 recover extend", "refused=yes hard_end=@10:30 in_hand_s=0"},
	{"recover extend with nothing to recover before start is refused", plainPlan, "", "1:00 recover extend", "refused=yes state=ready"},
}

var latestStartCases = []simCase{
	// 10:30 less 3 (c), 7 more (b), 3 more (a).
	{"latest start before start", plainPlan, startAtTen, "0:00 show", "latest_start.c=@10:27 latest_start.b=@10:20 latest_start.a=@10:17"},
	{"latest start moves with now", plainPlan, "", "5:00 show", "latest_start.c=@10:32 latest_start.a=@10:22"},
	{"no latest start of what has begun", plainPlan, "", "0:00 start", "latest_start.a=none latest_start.b=@10:20 latest_start.c=@10:27"},
	{"latest start does not move with lateness", plainPlan, "", "0:00 start; 20:00 show", "latest_start.b=@10:20 latest_start.c=@10:27"},
	{"latest start moves with the hard end", plainPlan, "", "0:00 start; 0:00 until @10:15", "latest_start.b=@10:05 latest_start.c=@10:12"},
	// 10:40 less 12:45 (d), 5 (c), 14 (b), 3 (a).
	{"latest start by floors", floorsPlan, startAtTen, "0:00 show", "latest_start.d=@10:27:15 latest_start.c=@10:22:15 latest_start.b=@10:08:15 latest_start.a=@10:05:15"},
	// c is current: 10:30 less 5 and 2.
	{"latest start of what was jumped over", plainPlan, "", "0:00 start; 2:00 goto c", "latest_start.b=@10:23 latest_start.a=none latest_start.c=none"},
	// b/2 is current: 10:30 less 5 and 3.
	{"latest start with a later phase current", plainPlan, "", "0:00 start; 2:00 goto b/2", "latest_start.b=@10:25 latest_start.c=@10:22"},
	{"latest start with a later phase done", plainPlan, "", "0:00 start; 2:00 goto b/2; 3:00 next", "latest_start.b=@10:25 latest_start.c=none"},
	// b/1 has spent 2 of its 5: 10:30 less 3, 2 and 3.
	{"latest start with time spent", plainPlan, "", "0:00 start; 5:00 next; 7:00 back", "latest_start.b=@10:22 latest_start.c=@10:27"},
	// b/1 has spent 8, more than its floor.
	{"latest start with more than the floor spent", plainPlan, "", "0:00 start; 5:00 next; 13:00 back", "latest_start.b=@10:25"},
	{"no latest start of what is skipped", plainPlan, "", "0:00 start; 1:00 goto c; 2:00 back; 3:00 skip activity", "activity=c latest_start.b=none latest_start.c=none"},
	{"no latest start where only a later phase is pending", plainPlan, "", "0:00 start; 1:00 next; 2:00 goto c", "p3.status=pending latest_start.b=none"},
	// min(floor 3, budget 2); a raised budget does not move the floor.
	{"latest start of a budget below its floor", plainPlan, "", "0:00 start; 0:00 allot c 2m", "latest_start.c=@10:28 latest_start.b=@10:21"},
	{"latest start of a raised budget", plainPlan, "", "0:00 start; 0:00 allot c 20m", "latest_start.c=@10:27 latest_start.b=@10:20"},
	{"latest start of what is fixed is its time", timedPlan, "", "0:00 start", "latest_start.b=@10:30 latest_start.c=@10:55"},
	{"no latest start after the end", plainPlan, "", "0:00 start; 1:00 finish", "latest_start.a=none latest_start.b=none latest_start.c=none"},
}
