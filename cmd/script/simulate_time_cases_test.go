package script_test

var backdateCases = []simCase{
	// next is taken at 5:00: 10:08 + 7 + 4 + 6.
	{
		"backdate next", plainPlan, "", "0:00 start; 7:00 next; 8:00 backdate 2m",
		"command=backdate p1.spent_s=300 p2.spent_s=180 activity=b remaining_s=420 projected_end=@10:25",
	},
	{"backdate skip", plainPlan, "", "0:00 start; 5:00 skip; 5:00 backdate 4m", "p1.status=skipped p1.spent_s=60 spent_s=240"},
	{"backdate back", plainPlan, "", "0:00 start; 5:00 next; 8:00 back; 9:00 backdate 2m", "activity=a spent_s=480 p2.status=pending p2.spent_s=60"},
	{"backdate goto", plainPlan, "", "0:00 start; 4:00 goto c; 4:00 backdate 1m", "p1.spent_s=180 p4.spent_s=60"},
	{"backdate pause", plainPlan, "", "0:00 start; 5:00 pause break; 6:00 backdate 2m", "state=paused spent_s=180 paused_s.break=180"},
	{"backdate resume", plainPlan, "", "0:00 start; 5:00 pause; 8:00 resume; 9:00 backdate 2m", "state=running spent_s=480 paused_s.other=60"},
	// Finished at 15:00.
	{
		"backdate finish", plainPlan, "", "0:00 start; 5:00 next; 20:00 finish; 25:00 backdate 5m",
		"state=finished refused=no p2.spent_s=600 projected_end=@10:15 drift_s=-600 in_hand_s=900",
	},
	{
		"backdate the move that ended", plainPlan, "", "0:00 start; 1:00 goto c; 2:00 skip activity; 5:00 skip activity; 6:00 backdate 1m",
		"state=finished projected_end=@10:04 p2.spent_s=120",
	},
	{
		"backdate reaches the turn before and no further", plainPlan, "", "0:00 start; 5:00 next; 6:00 backdate 10m; 6:00 backdate 1m",
		"3: refused=no p1.spent_s=0 p2.spent_s=360\nrefused=yes p2.spent_s=360",
	},
	{
		"backdate after the end reaches the turn before and no further", plainPlan, "", "0:00 start; 5:00 next; 8:00 finish; 9:00 backdate 10m; 9:00 backdate 1m",
		"4: refused=no projected_end=@10:05\nrefused=yes p1.spent_s=300 p2.spent_s=0 projected_end=@10:05",
	},
	{"backdate that shifts nothing is refused", plainPlan, "", "0:00 start; 0:00 next; 1:00 backdate 1m", "refused=yes p2.spent_s=60"},
	{"backdate twice adds up", plainPlan, "", "0:00 start; 7:00 next; 7:00 backdate 2m; 8:00 backdate 1m", "p1.spent_s=240 p2.spent_s=240"},
	// The turn before is where backdate put it: 3:00.
	{
		"backdate up to a backdated turn", plainPlan, "", "0:00 start; 5:00 next; 5:00 backdate 2m; 6:00 next; 6:00 backdate 10m",
		"p1.spent_s=180 p2.spent_s=0 p3.spent_s=180 activity=b phase=2",
	},
	{
		"backdate over a pause reaches the resume", plainPlan, "", "0:00 start; 2:00 pause; 4:00 resume; 6:00 next; 6:00 backdate 10m",
		"p1.spent_s=120 p2.spent_s=120 paused_s.other=120",
	},
	{"backdate of a pause reaches the move before", plainPlan, "", "0:00 start; 5:00 next; 7:00 pause; 8:00 backdate 5m", "p2.spent_s=0 paused_s.other=180"},
	// The turn moves to 6:00, then to the pause at 5:00, then not at all; no span changes.
	{
		"backdate while paused", plainPlan, "", "0:00 start; 5:00 pause; 7:00 next; 7:00 backdate 1m; 7:00 backdate 5m; 7:00 backdate 1m",
		"4: refused=no state=paused\n5: refused=no\nrefused=yes state=paused activity=b p1.spent_s=300 p2.spent_s=0 paused_s.other=120",
	},
	{"renaming is no turn", plainPlan, "", "0:00 start; 5:00 pause; 6:00 pause break; 6:00 backdate 2m", "state=paused spent_s=180 paused_s.break=180 paused_s.other=0"},
	{"backdate leaves the other commands since", plainPlan, "", "0:00 start; 5:00 next; 6:00 extend 2m; 7:00 backdate 1m", "p1.spent_s=240 p2.spent_s=180 p2.budget_s=720"},
	{"an extension stays with its phase", plainPlan, "", "0:00 start; 2:00 extend 1m; 3:00 next; 3:00 backdate 2m", "p1.budget_s=360 p1.spent_s=60 p2.budget_s=600 p2.spent_s=120"},
	{"an undone turn does not bound", plainPlan, "", "0:00 start; 5:00 next; 6:00 undo; 8:00 next; 8:00 backdate 10m", "p1.spent_s=0 p2.spent_s=480"},
	{"an undone turn is not backdated", plainPlan, "--start @10:00", "0:00 start; 5:00 next; 6:00 undo; 6:00 backdate 2m", "activity=a spent_s=480"},
	{"backdate before start is refused, and so after start is undone", plainPlan, "", "0:00 start; 1:00 undo; 2:00 backdate 1m", "refused=yes state=ready"},

	// The scheduled start is given: the start moves without it. 10:12 + 20.
	{
		"backdate start under --start", plainPlan, "--start @10:00", "12:00 start; 12:00 backdate 5m",
		"spent_s=300 remaining_s=0 planned_end=@10:25 hard_end=@10:30 projected_end=@10:32 drift_s=420",
	},
	// Started at 09:52, which is the scheduled start: 25 and 30 min from there; 10:12 + 20.
	{
		"backdate start is not bounded and moves the scheduled start", plainPlan, "", "12:00 start; 12:00 backdate 20m",
		"spent_s=1200 planned_end=@10:17 hard_end=@10:22 projected_end=@10:32 drift_s=900 in_hand_s=-600",
	},
	{"backdate start twice", plainPlan, "", "10:00 start; 10:00 backdate 2m; 11:00 backdate 3m", "spent_s=360 planned_end=@10:30 hard_end=@10:35"},
	{"backdate start leaves --end", plainPlan, "--end @10:30", "0:00 start; 0:00 backdate 5m", "planned_end=@10:20 hard_end=@10:30"},
	// Trimmed to the 4 min spent then; a minute more is spent now.
	{"a trimmed budget stays as decided", plainPlan, "", "0:00 start; 4:00 trim 3m; 4:00 backdate 1m", "budget_s=240 spent_s=300 remaining_s=-60"},
}

var undoCases = []simCase{
	// As if never started: 10:03 + 25.
	{
		"undo start", plainPlan, "", "0:00 start; 3:00 undo",
		"command=undo refused=no state=ready activity= phase=0 p1.status=pending p1.spent_s=0 projected_end=@10:28 planned_end=@10:28 hard_end=@10:33",
	},
	{"undo start and start again", plainPlan, "", "0:00 start; 3:00 undo; 10:00 start; 11:00 show", "activity=a spent_s=60 planned_end=@10:35 hard_end=@10:40"},
	// The time that passed since is a's.
	{"undo next", plainPlan, "", "0:00 start; 5:00 next; 8:00 undo", "activity=a spent_s=480 p1.status=current p2.status=pending p2.spent_s=0 projected_end=@10:28"},
	{"undo skip", plainPlan, "", "0:00 start; 5:00 skip; 8:00 undo", "activity=a spent_s=480 p1.status=current p2.status=pending"},
	{
		"undo skip activity", plainPlan, "", "0:00 start; 5:00 next; 6:00 skip activity; 7:00 undo",
		"activity=b phase=1 p2.status=current p2.spent_s=120 p3.status=pending p4.status=pending p4.spent_s=0",
	},
	{"undo back", plainPlan, "", "0:00 start; 5:00 next; 6:00 back; 8:00 undo", "activity=b spent_s=180 p1.status=done p1.spent_s=300"},
	{"undo goto", plainPlan, "", "0:00 start; 1:00 goto c; 3:00 undo", "activity=a spent_s=180 p1.status=current p4.status=pending p4.spent_s=0"},
	{"undo pause", plainPlan, "", "0:00 start; 2:00 pause; 5:00 undo", "state=running spent_s=300 paused_s.other=0"},
	{
		"undo a pause renamed", plainPlan, "", "0:00 start; 1:00 pause; 2:00 pause break; 3:00 undo; 4:00 undo",
		"4: state=paused spent_s=60 paused_s.other=120 paused_s.break=0\nstate=running spent_s=240 paused_s.other=0",
	},
	{"undo resume", plainPlan, "", "0:00 start; 2:00 pause break; 4:00 resume; 6:00 undo", "state=paused spent_s=120 paused_s.break=240"},
	{"undo finish", plainPlan, "", "0:00 start; 5:00 next; 8:00 finish; 10:00 undo", "state=running activity=b phase=1 spent_s=300 p2.status=current projected_end=@10:25"},
	{"undo finish while paused", plainPlan, "", "0:00 start; 2:00 pause; 4:00 finish; 6:00 undo", "state=paused activity=a spent_s=120 paused_s.other=240"},
	{"undo the next that ended", plainPlan, "", "0:00 start; 1:00 next; 2:00 next; 3:00 next; 4:00 next; 6:00 undo", "state=running activity=c spent_s=180 p4.status=current"},
	{"undo extend", plainPlan, "", "0:00 start; 1:00 extend 2m; 2:00 undo", "budget_s=300 spent_s=120"},
	{"undo trim", plainPlan, "", "0:00 start; 1:00 trim 2m; 2:00 undo", "budget_s=300 remaining_s=180"},
	{"undo allot", plainPlan, "", "0:00 start; 1:00 allot c 4m; 2:00 undo", "p4.budget_s=360 projected_end=@10:25"},
	{"undo allot before start", plainPlan, "", "0:00 allot c 4m; 1:00 allot c 3m; 2:00 undo", "state=ready p4.budget_s=240"},
	{
		"undo start leaves what stands before it", plainPlan, "", "0:00 allot c 4m; 1:00 start; 2:00 undo; 3:00 undo; 4:00 undo",
		"3: state=ready p4.budget_s=240\n4: p4.budget_s=360\nrefused=yes",
	},
	{"undo until", plainPlan, "--end @10:40", "0:00 start; 1:00 until @10:20; 2:00 undo", "hard_end=@10:40"},
	{"undo until brings back an extension", tightPlan, "", "0:00 start; 0:00 recover extend; 1:00 until @10:40; 2:00 undo", "hard_end=@10:25"},
	// Of X = 7 min, p2 gave 5 and p4 2.
	{"undo recover trim", plainPlan, "--start @10:00", "12:00 start; 12:00 recover trim; 12:00 undo", "p2.budget_s=600 p4.budget_s=360 in_hand_s=-420"},
	{"undo recover drop", optionsPlan, "--start @10:00", "6:00 start; 6:00 recover drop; 7:00 undo", "p2.status=pending p4.status=pending in_hand_s=-360"},
	{"undo recover extend", tightPlan, "", "0:00 start; 0:00 recover extend; 1:00 undo", "hard_end=@10:20 in_hand_s=-300"},
	{"undo recover extend before start", tightPlan, "--start @10:00", "0:00 recover extend; 0:00 undo", "1: hard_end=@10:25\nstate=ready hard_end=@10:20"},
	{"undo backdate", plainPlan, "", "0:00 start; 7:00 next; 8:00 backdate 2m; 9:00 undo", "p1.spent_s=420 p2.spent_s=120"},
	{"undo one of two backdates", plainPlan, "", "0:00 start; 7:00 next; 8:00 backdate 2m; 8:00 backdate 1m; 9:00 undo", "p1.spent_s=300 p2.spent_s=240"},
	{"undo backdate of start", plainPlan, "", "12:00 start; 12:00 backdate 20m; 13:00 undo", "spent_s=60 planned_end=@10:37 hard_end=@10:42"},
	{"undo backdate, then its turn", plainPlan, "", "0:00 start; 5:00 next; 5:00 backdate 2m; 6:00 undo; 7:00 undo", "4: p1.spent_s=300 p2.spent_s=60\nactivity=a spent_s=420"},
	{
		"undo exclude-gap", plainPlan, "", "0:00 start; 1:00 sleep 5m; 7:00 exclude-gap; 8:00 undo; 9:00 exclude-gap",
		"4: spent_s=480 paused_s.gap=0\nrefused=no spent_s=240 paused_s.gap=300",
	},
	{"undo after the end", plainPlan, "", "0:00 start; 1:00 extend 1m; 2:00 finish; 3:00 undo; 4:00 undo", "4: state=running budget_s=360\nstate=running budget_s=300 spent_s=240"},
	// pause, next, start; then nothing stands.
	{
		"undo goes further back", plainPlan, "", "0:00 start; 1:00 next; 2:00 pause; 3:00 undo; 4:00 undo; 5:00 undo; 6:00 undo",
		`4: state=running activity=b spent_s=120
		5: state=running activity=a spent_s=240
		6: state=ready refused=no
		refused=yes state=ready`,
	},
	{
		"undo from a pause with a move in it", plainPlan, "", "0:00 start; 1:00 pause; 2:00 next; 3:00 undo; 4:00 undo",
		"4: state=paused activity=a spent_s=60\nstate=running activity=a spent_s=240",
	},
	{"an undo is not undone", plainPlan, "", "0:00 start; 1:00 extend 1m; 2:00 undo; 3:00 extend 2m; 4:00 undo; 5:00 undo", "5: state=running budget_s=300\nstate=ready"},
	{"a refused command is nothing to undo", plainPlan, "", "0:00 start; 1:00 next; 2:00 resume; 3:00 undo", "activity=a spent_s=180"},
	{
		"show, sleep, crash and clock-step are nothing to undo", plainPlan, "", "0:00 start; 1:00 next; 2:00 show; 3:00 sleep 1m; 4:00 crash 1m; 5:00 clock-step 1h; 6:00 undo",
		"activity=a spent_s=360",
	},
	{"undo with nothing standing is refused", plainPlan, "", "0:00 start; 1:00 undo; 2:00 undo", "2: refused=no\nrefused=yes state=ready"},
}

var gapCases = []simCase{
	// 10:07 + 3 + 20.
	{
		"exclude-gap", plainPlan, "", "0:00 start; 1:00 sleep 5m; 7:00 exclude-gap",
		"command=exclude-gap refused=no state=running spent_s=120 remaining_s=180 paused_s.gap=300 paused_s.other=0 projected_end=@10:30 drift_s=300",
	},
	{"exclude-gap after a crash", plainPlan, "", "0:00 start; 1:00 crash 5m; 7:00 exclude-gap", "spent_s=120 paused_s.gap=300"},
	{"exclude-gap with no gap is refused", plainPlan, "", "0:00 start; 1:00 clock-step 1h; 2:00 exclude-gap", "refused=yes spent_s=120"},
	{
		"exclude-gap takes the newest first", plainPlan, "", "0:00 start; 1:00 sleep 1m; 3:00 sleep 2m; 6:00 exclude-gap; 6:00 exclude-gap; 6:00 exclude-gap",
		"4: spent_s=240 paused_s.gap=120\n5: refused=no spent_s=180 paused_s.gap=180\nrefused=yes spent_s=180",
	},
	{"exclude-gap in a phase left since", plainPlan, "", "0:00 start; 1:00 sleep 3m; 6:00 next; 7:00 exclude-gap", "p1.spent_s=180 p2.spent_s=60 paused_s.gap=180"},
	// Paused 1:00 to 8:00, of which 5 min asleep.
	{
		"exclude-gap in a pause", plainPlan, "", "0:00 start; 1:00 pause break; 2:00 sleep 5m; 8:00 exclude-gap",
		"state=paused spent_s=60 paused_s.break=120 paused_s.gap=300",
	},
	{
		"a pause with an excluded gap is renamed", plainPlan, "", "0:00 start; 1:00 pause; 2:00 sleep 3m; 6:00 exclude-gap; 7:00 pause break",
		"spent_s=60 paused_s.break=180 paused_s.gap=180 paused_s.other=0",
	},
	// Asleep 2:00 to 6:00, paused from 4:00: 2:00 to 4:00 from spent, 4:00 to 6:00 from the pause.
	{
		"exclude-gap that lies half in a pause", plainPlan, "", "0:00 start; 2:00 sleep 4m; 7:00 pause; 7:00 backdate 3m; 8:00 exclude-gap",
		"4: spent_s=240 paused_s.other=180\nspent_s=120 paused_s.other=120 paused_s.gap=240",
	},
	// Asleep 2:00 to 6:00, b from 4:00.
	{
		"exclude-gap that lies in two phases", plainPlan, "", "0:00 start; 2:00 sleep 4m; 7:00 next; 7:00 backdate 3m; 7:00 exclude-gap",
		"p1.spent_s=120 p2.spent_s=60 paused_s.gap=240",
	},
	// Asleep 2:00 to 5:00, resumed at 3:00: paused 1:00 to 2:00, running to 1:00 and from 5:00.
	{
		"a resume moved into an excluded gap", plainPlan, "", "0:00 start; 1:00 pause; 2:00 sleep 3m; 6:00 exclude-gap; 7:00 resume; 7:00 backdate 4m",
		"spent_s=180 paused_s.other=60 paused_s.gap=180",
	},
	{"a gap from the start on", plainPlan, "", "0:00 start; 0:00 sleep 5m; 5:00 exclude-gap", "spent_s=0 paused_s.gap=300"},
	{"a gap that touches the start is not between", plainPlan, "", "0:00 sleep 5m; 5:00 start; 6:00 exclude-gap", "refused=yes spent_s=60 paused_s.gap=0"},
	// Started at 3:00 by the first backdate, at 1:00 by the second: gap 3-5, then 1-5.
	{
		"a gap partly before the start", plainPlan, "", "0:00 sleep 5m; 5:00 start; 5:00 backdate 2m; 5:00 exclude-gap; 6:00 backdate 2m",
		"4: refused=no spent_s=0 paused_s.gap=120\nspent_s=60 paused_s.gap=240",
	},
	{"a gap before a start undone", plainPlan, "", "0:00 start; 1:00 sleep 2m; 4:00 undo; 5:00 start; 6:00 exclude-gap", "refused=yes spent_s=60"},
	// Asleep 1:00 to 3:00, started at 2:00.
	{
		"a gap of a start undone, reached by the next", plainPlan, "", "0:00 start; 1:00 sleep 2m; 4:00 undo; 5:00 start; 5:00 backdate 3m; 5:00 exclude-gap",
		"spent_s=120 paused_s.gap=60",
	},
	{
		"exclude-gap after the end", plainPlan, "", "0:00 start; 2:00 sleep 5m; 8:00 finish; 9:00 exclude-gap",
		"state=finished refused=no p1.spent_s=180 paused_s.gap=300 projected_end=@10:08",
	},
	{
		"a gap after the end is passed over", plainPlan, "", "0:00 start; 1:00 sleep 1m; 3:00 finish; 4:00 sleep 1m; 6:00 exclude-gap; 6:00 exclude-gap",
		"5: refused=no p1.spent_s=120 paused_s.gap=60\nrefused=yes paused_s.gap=60",
	},
	{"a gap that begins with the end is not between", plainPlan, "", "0:00 start; 3:00 finish; 3:00 sleep 1m; 5:00 exclude-gap", "refused=yes p1.spent_s=180"},
	// Finished at 2:00, where the sleep began; the undo brings 8:00 back.
	{
		"a gap that touches a backdated end", plainPlan, "", "0:00 start; 2:00 sleep 5m; 8:00 finish; 8:00 backdate 6m; 9:00 exclude-gap; 9:00 undo; 9:00 exclude-gap",
		"5: refused=yes p1.spent_s=120 projected_end=@10:02\nrefused=no p1.spent_s=180 paused_s.gap=300",
	},
	// Finished at 4:00.
	{
		"a gap partly after the end", plainPlan, "", "0:00 start; 2:00 sleep 5m; 8:00 finish; 8:00 backdate 4m; 9:00 exclude-gap",
		"p1.spent_s=120 paused_s.gap=120 projected_end=@10:04",
	},
	{
		"an excluded gap ends with a backdated end", plainPlan, "", "0:00 start; 2:00 sleep 5m; 8:00 finish; 8:00 exclude-gap; 8:00 backdate 4m",
		"p1.spent_s=120 paused_s.gap=120",
	},
	{
		"an excluded gap left behind by a backdated end", plainPlan, "", "0:00 start; 2:00 sleep 5m; 8:00 finish; 8:00 exclude-gap; 8:00 backdate 7m; 8:00 exclude-gap",
		"5: p1.spent_s=60 paused_s.gap=0\nrefused=yes",
	},
	// Asleep 4:00 to 5:00, finished at 3:00: the gap before is the newest between.
	{
		"a gap after a backdated end is passed over", plainPlan, "", "0:00 start; 1:00 sleep 1m; 4:00 sleep 1m; 6:00 finish; 6:00 backdate 3m; 6:00 exclude-gap",
		"p1.spent_s=120 paused_s.gap=60",
	},
	{
		"a gap after an end undone", plainPlan, "", "0:00 start; 1:00 finish; 2:00 sleep 3m; 5:00 exclude-gap; 5:00 undo; 6:00 exclude-gap",
		"4: refused=yes\nspent_s=180 paused_s.gap=180",
	},
	// 300 - 180 is less than the 240 s spent then.
	{"a trimmed budget stays as decided", plainPlan, "", "0:00 start; 0:30 sleep 3m; 4:00 trim 3m; 4:00 exclude-gap", "budget_s=240 spent_s=60 remaining_s=180"},
	// X = 3 min at 10:13 + 20; then 10:13 + 4 + 7 + 4 + 6.
	{
		"a recovery's shares stay as decided", plainPlan, "--start @10:00", "0:00 start; 1:00 sleep 12m; 13:00 recover trim; 13:00 exclude-gap",
		"3: p2.budget_s=420 in_hand_s=0\np1.spent_s=60 p2.budget_s=420 projected_end=@10:34",
	},
}

// timedPlan: b waits for 10:30. Started at 10:00 the planned end is 10:50 and
// the hard end 11:00.
const timedPlan = `
title: Timed
duration: 1h
activities:
  - {id: a, title: A, duration: 10m}
  - {id: b, title: B, at: "10:30", duration: 10m}
  - {id: c, title: C, duration: 10m}
`

// evePlan and newYearPlan wait for a time around midnight.
const (
	evePlan = `
title: Eve
duration: 1h
activities:
  - {id: a, title: A, duration: 5m}
  - {id: b, title: B, at: "23:45", duration: 10m}
`
	newYearPlan = `
title: New year
duration: 1h
activities:
  - {id: a, title: A, duration: 5m}
  - {id: b, title: B, at: "00:10", duration: 10m}
`
)

var fixedTimeCases = []simCase{
	{"at is waited for", timedPlan, "", "0:00 start", "projected_end=@10:50 planned_end=@10:50 hard_end=@11:00 drift_s=0 in_hand_s=600"},
	{"at is waited for before start", timedPlan, "", "5:00 show", "state=ready projected_end=@10:50 planned_end=@10:50 hard_end=@11:05 drift_s=0"},
	{"the wait takes in lateness", timedPlan, "", "0:00 start; 25:00 show", "remaining_s=-900 projected_end=@10:50 drift_s=0"},
	{"after at nothing waits", timedPlan, "", "0:00 start; 35:00 show", "projected_end=@10:55 drift_s=300 in_hand_s=300"},
	// b is current: 10:10 + 10 + 10.
	{"a current phase waits", timedPlan, "", "0:00 start; 10:00 next; 30:00 show", "2: state=waiting projected_end=@10:50 drift_s=0\nstate=running paused_s.wait=1200 spent_s=0"},
	{"a skipped phase does not wait", timedPlan, "", "0:00 start; 1:00 next; 2:00 skip", "activity=c projected_end=@10:12"},
	// 10:05 + 10, then b from 10:30.
	{"at before the current phase is waited for", timedPlan, "", "0:00 start; 5:00 goto c", "projected_end=@10:40 drift_s=-600"},
	// 10:02 + 5 + 5: the first of b is done.
	{"only the first phase waits", `
title: T
duration: 1h
activities:
  - {id: a, title: A, duration: 5m}
  - {id: b, title: B, at: "10:30", phases: [{name: One, duration: 5m}, {name: Two, duration: 5m}]}
  - {id: c, title: C, duration: 5m}
`, "", "0:00 start; 1:00 goto b; 2:00 goto c", "1: projected_end=@10:45\nprojected_end=@10:12 p2.status=done p3.status=pending"},
	// 10:30 is before 10:40: it is meant for the next day. 11:40 less 23 h 10 min.
	{
		"at before the scheduled start is missed", timedPlan, "--start @10:40", "0:00 start",
		"projected_end=@11:10 planned_end=@11:10 hard_end=@11:40 in_hand_s=1800 verdict=b/-1200",
	},
	{
		"at more than six hours before it is the day after", timedPlan, "--start @16:31", "0:00 start",
		"projected_end=2000-01-04T10:50:00Z planned_end=2000-01-04T10:50:00Z hard_end=@17:31",
	},
	{"at the scheduled start is that day", timedPlan, "--start @10:30", "0:00 start", "projected_end=@11:00 planned_end=@11:00"},
	{"at of the first activity", `
title: T
duration: 1h
activities: [{id: a, title: A, at: "10:00", duration: 10m}]
`, "--zero @09:30", "0:00 show; 0:00 start", "1: projected_end=@10:10 planned_end=@10:10 hard_end=@10:30\nstate=waiting projected_end=@10:10 planned_end=@10:10 drift_s=0"},
	// From 16:29, 10:30 was that day; from 16:31 it is the day after.
	{"at is taken anew as the scheduled start moves", timedPlan, "", "389:00 show; 391:00 show", "1: planned_end=@16:59\nplanned_end=2000-01-04T10:50:00Z"},
	// Started at 16:30 after all: 16:31 + 9 + 10 + 10.
	{
		"at is taken anew as start is backdated", timedPlan, "", "391:00 start; 391:00 backdate 1m",
		"1: planned_end=2000-01-04T10:50:00Z projected_end=2000-01-04T10:50:00Z\nplanned_end=@17:00 projected_end=@17:00 hard_end=@17:30",
	},
	{"at is taken anew as start is undone", timedPlan, "", "20:00 start; 391:00 undo", "1: projected_end=@10:50\nstate=ready projected_end=2000-01-04T10:50:00Z"},
	{"clock-step leaves at", timedPlan, "", "0:00 start; 1:00 clock-step 1h; 2:00 show", "projected_end=@10:50"},

	// 10:30 at +02:00 is 08:30Z.
	{
		"at in the offset of --start", timedPlan, "--start 2000-01-03T10:00:00+02:00", "0:00 start",
		"projected_end=@08:50 planned_end=@08:50 hard_end=@09:00",
	},
	{"at in the offset of --zero", timedPlan, "--zero 2000-01-03T10:00:00+02:00", "0:00 start", "projected_end=@08:50 hard_end=@09:00"},
	{"at in the offset of --start before that of --zero", timedPlan, "--start @10:00 --zero 2000-01-03T12:00:00+02:00", "0:00 start", "projected_end=@10:50"},
	{"at is not in the offset of --end", timedPlan, "--end 2000-01-03T13:00:00+02:00", "0:00 start", "projected_end=@10:50 hard_end=@11:00"},
	// 23:45 at -05:00 on the 3rd is 04:45Z on the 4th.
	{"at on the day in its zone", evePlan, "--start 2000-01-03T23:30:00-05:00", "0:00 start", "projected_end=2000-01-04T04:55:00Z hard_end=2000-01-04T05:30:00Z"},
	// From 23:50 there it is the 4th's 23:45, 04:45Z on the 5th.
	{"at on the day after in its zone", evePlan, "--zero 2000-01-03T23:30:00-05:00", "376:00 show", "planned_end=2000-01-05T04:55:00Z"},
	{"at after midnight", newYearPlan, "--start 2000-01-03T23:50:00Z", "0:00 start", "projected_end=2000-01-04T00:20:00Z"},
	// The scheduled start is 00:05, then 06:11, on the 4th.
	{
		"at after midnight as the scheduled start moves", newYearPlan, "--zero 2000-01-03T23:50:00Z", "15:00 show; 381:00 show",
		"1: planned_end=2000-01-04T00:20:00Z\nplanned_end=2000-01-05T00:20:00Z",
	},
}

// nightPlan waits for 02:30.
const nightPlan = `
title: Night
duration: 3h
activities:
  - {id: a, title: A, duration: 30m}
  - {id: b, title: B, at: "02:30", duration: 30m}
  - {id: c, title: C, duration: 30m}
`

var zoneCases = []simCase{
	// a is 10 min over: 00:05 + 20.
	{
		"midnight", plainPlan, "--start 2000-01-03T23:50:00Z", "0:00 start; 15:00 show",
		`spent_s=900 projected_end=2000-01-04T00:25:00Z planned_end=2000-01-04T00:15:00Z hard_end=2000-01-04T00:20:00Z drift_s=600 in_hand_s=-300
		latest_start.c=2000-01-04T00:17:00Z`,
	},
	{
		"instants are in UTC", plainPlan, "--start 2000-01-03T23:50:00-05:00 --end 2000-01-04T10:50:00+05:30", "0:00 start",
		"planned_end=2000-01-04T05:15:00Z hard_end=2000-01-04T05:20:00Z in_hand_s=300",
	},
	// The clocks go from 01:00Z to 02:00+01:00; 02:30 at the offset written is 02:30Z.
	{
		"clocks go forward: start before", nightPlan, "--start 2026-03-29T00:30:00+00:00", "0:00 start",
		"projected_end=2026-03-29T03:30:00Z planned_end=2026-03-29T03:30:00Z hard_end=2026-03-29T03:30:00Z",
	},
	// From 01:10Z; 02:30+01:00 is 01:30Z, before a's 30 min are over.
	{
		"clocks go forward: start after", nightPlan, "--start 2026-03-29T02:10:00+01:00", "0:00 start",
		"projected_end=2026-03-29T02:40:00Z planned_end=2026-03-29T02:40:00Z hard_end=2026-03-29T04:10:00Z",
	},
	{
		"clocks go forward: the step changes nothing", nightPlan, "--start 2026-03-29T00:30:00Z", "0:00 start; 30:00 clock-step +1h; 40:00 show",
		"spent_s=2400 projected_end=2026-03-29T03:30:00Z hard_end=2026-03-29T03:30:00Z",
	},
	// The clocks go from 02:00+01:00 to 01:00Z; 02:30+01:00 is 01:30Z.
	{
		"clocks go back: start before", nightPlan, "--start 2026-10-25T01:30:00+01:00", "0:00 start",
		"projected_end=2026-10-25T02:30:00Z planned_end=2026-10-25T02:30:00Z hard_end=2026-10-25T03:30:00Z",
	},
	{
		"clocks go back: start after", nightPlan, "--start 2026-10-25T01:30:00+00:00", "0:00 start",
		"projected_end=2026-10-25T03:30:00Z planned_end=2026-10-25T03:30:00Z hard_end=2026-10-25T04:30:00Z",
	},
	// 01:10Z, a 10 min over, b still from 01:30Z.
	{
		"clocks go back: the step changes nothing", nightPlan, "--start 2026-10-25T01:30:00+01:00", "0:00 start; 30:00 clock-step -1h; 40:00 show",
		"spent_s=2400 remaining_s=-600 projected_end=2026-10-25T02:30:00Z drift_s=0",
	},
	// The same label an hour apart: started on time at 01:30Z.
	{
		"clocks go back: from one 01:30 to the other", nightPlan, "--zero 2026-10-25T01:30:00+01:00 --start 2026-10-25T01:30:00+00:00", "0:00 show; 60:00 start",
		"1: state=ready projected_end=2026-10-25T03:30:00Z drift_s=0\nprojected_end=2026-10-25T03:30:00Z drift_s=0",
	},
}
