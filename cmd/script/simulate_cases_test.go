package script_test

// plainPlan: p1 a 5 (floor 3), p2 b/1 10 (5), p3 b/2 4 (2), p4 c 6 (3); 25 min
// of 30. Started at 10:00 the planned end is 10:25 and the hard end 10:30.
const plainPlan = `
title: Plain
duration: 30m
activities:
  - {id: a, title: A, duration: 5m}
  - {id: b, title: B, phases: [{name: One, duration: 10m}, {name: Two, duration: 4m}]}
  - {id: c, title: C, duration: 6m}
`

// tightPlan is plainPlan with 20 min booked: 5 min over from the beginning.
const tightPlan = `
title: Tight
duration: 20m
activities:
  - {id: a, title: A, duration: 5m}
  - {id: b, title: B, phases: [{name: One, duration: 10m}, {name: Two, duration: 4m}]}
  - {id: c, title: C, duration: 6m}
`

var moveCases = []simCase{
	// Rule 4 before start: T = now, then 25 min; hard end = now + 30.
	{
		"ready", plainPlan, "", "0:00 show",
		`state=ready activity= phase=0 budget_s=0 spent_s=0 remaining_s=0 projected_end=@10:25 planned_end=@10:25 hard_end=@10:30
		drift_s=0 in_hand_s=300 p1.status=pending p1.activity=a p1.phase=1 p1.budget_s=300 p3.activity=b p3.phase=2 p4.status=pending refused=no`,
	},
	// Without --start the scheduled start is now: everything moves along.
	{
		"ready without --start moves with now", plainPlan, "", "5:00 show",
		"state=ready offset_s=300 command=show projected_end=@10:30 planned_end=@10:30 hard_end=@10:35 drift_s=0 in_hand_s=300",
	},
	// 09:40 now: T is the scheduled start, being later.
	{
		"ready before the scheduled start", plainPlan, "--start @10:00 --zero @09:30", "10:00 show",
		"state=ready projected_end=@10:25 planned_end=@10:25 hard_end=@10:30 drift_s=0 in_hand_s=300",
	},
	// 10:12 now: T = now, later than the scheduled start. 10:37 - 10:25 = 12 min.
	{
		"ready after the scheduled start", plainPlan, "--start @10:00", "12:00 show",
		"state=ready projected_end=@10:37 planned_end=@10:25 hard_end=@10:30 drift_s=720 in_hand_s=-420",
	},
	// The plan's own start plays no part.
	{
		"the plan's start plays no part", "start: \"09:30\"" + plainPlan, "", "0:00 show",
		"projected_end=@10:25 planned_end=@10:25 hard_end=@10:30",
	},

	{
		"start", plainPlan, "", "0:00 start",
		`command=start offset_s=0 state=running activity=a phase=1 budget_s=300 spent_s=0 remaining_s=300 projected_end=@10:25
		planned_end=@10:25 hard_end=@10:30 drift_s=0 in_hand_s=300 p1.status=current p2.status=pending p4.status=pending refused=no`,
	},
	// 10:12 + 25 = 10:37, 7 min after the hard end.
	{
		"late start", plainPlan, "--start @10:00", "12:00 start",
		"remaining_s=300 projected_end=@10:37 planned_end=@10:25 hard_end=@10:30 drift_s=720 in_hand_s=-420",
	},
	{
		"late start by --zero", plainPlan, "--start @10:00 --zero @10:12", "0:00 start",
		"offset_s=0 projected_end=@10:37 planned_end=@10:25 hard_end=@10:30 drift_s=720 in_hand_s=-420",
	},
	// The scheduled start is the time of start: nothing is late.
	{
		"late start without --start", plainPlan, "", "12:00 start; 13:00 show",
		"spent_s=60 projected_end=@10:37 planned_end=@10:37 hard_end=@10:42 drift_s=0 in_hand_s=300",
	},
	// 09:50 + 25 = 10:15.
	{
		"early start", plainPlan, "--start @10:00 --zero @09:50", "0:00 start",
		"projected_end=@10:15 planned_end=@10:25 hard_end=@10:30 drift_s=-600 in_hand_s=900",
	},
	{
		"start twice is refused", plainPlan, "", "0:00 start; 5:00 next; 6:00 start",
		"refused=yes state=running activity=b spent_s=60 p1.status=done",
	},
	{
		"start while paused is refused", plainPlan, "", "0:00 start; 1:00 pause; 2:00 start",
		"refused=yes state=paused activity=a spent_s=60",
	},

	// need(a) = 3 min: the end stays.
	{
		"time passes", plainPlan, "", "0:00 start; 2:00 show",
		"state=running spent_s=120 remaining_s=180 p1.spent_s=120 p1.status=current projected_end=@10:25 drift_s=0",
	},
	// Rules 3 and 6: need(a) = 0; 10:07 + 20.
	{
		"over time", plainPlan, "", "0:00 start; 7:00 show",
		"state=running activity=a spent_s=420 remaining_s=-120 projected_end=@10:27 drift_s=120 in_hand_s=180 p1.status=current",
	},
	// 11:40 + 20 = 12:00.
	{
		"far over time", plainPlan, "", "0:00 start; 1:40:00 show",
		"offset_s=6000 activity=a spent_s=6000 remaining_s=-5700 projected_end=@12:00 drift_s=5700 in_hand_s=-5400",
	},

	{
		"next", plainPlan, "", "0:00 start; 5:00 next",
		"command=next activity=b phase=1 budget_s=600 spent_s=0 remaining_s=600 p1.status=done p1.spent_s=300 p2.status=current p3.status=pending projected_end=@10:25",
	},
	// 10:03 + 20.
	{
		"next early", plainPlan, "", "0:00 start; 3:00 next",
		"projected_end=@10:23 drift_s=-120 in_hand_s=420 p1.spent_s=180 p1.budget_s=300",
	},
	{
		"next in an activity", plainPlan, "", "0:00 start; 5:00 next; 15:00 next",
		"activity=b phase=2 budget_s=240 p2.status=done p3.status=current",
	},
	// No phase is left: it ended at 10:25, and what passes then counts nowhere.
	{
		"next after the last phase ends", plainPlan, "", "0:00 start; 5:00 next; 15:00 next; 19:00 next; 25:00 next; 40:00 show",
		`5: command=next state=finished projected_end=@10:25
		state=finished activity= phase=0 budget_s=0 spent_s=0 remaining_s=0 projected_end=@10:25 planned_end=@10:25 hard_end=@10:30
		drift_s=0 in_hand_s=300 p1.status=done p4.status=done p4.spent_s=360`,
	},

	// 10:02 + 20.
	{
		"skip", plainPlan, "", "0:00 start; 2:00 skip",
		"command=skip activity=b phase=1 p1.status=skipped p1.spent_s=120 p2.status=current projected_end=@10:22 drift_s=-180",
	},
	// a goes on with the 3 min it had left: 10:03 + 3 + 9 + 4 + 6.
	{
		"skip and back", plainPlan, "", "0:00 start; 2:00 skip; 3:00 back; 6:00 next",
		`3: activity=a phase=1 spent_s=120 remaining_s=180 p1.status=current p2.status=pending p2.spent_s=60 projected_end=@10:25
		activity=b phase=1 spent_s=60 remaining_s=540 p1.status=done p1.spent_s=300`,
	},
	{
		"skip of the last phase ends", plainPlan, "", "0:00 start; 1:00 next; 2:00 next; 3:00 next; 4:00 skip",
		"state=finished p4.status=skipped p4.spent_s=60 projected_end=@10:04",
	},
	{
		"skip of the last phase goes to the first pending", plainPlan, "", "0:00 start; 1:00 goto c; 2:00 skip",
		"state=running activity=b phase=1 p4.status=skipped p3.status=pending",
	},
	// 10:06 + 6.
	{
		"skip activity", plainPlan, "", "0:00 start; 5:00 next; 6:00 skip activity",
		"command=skip activity=c p1.status=done p2.status=skipped p2.spent_s=60 p3.status=skipped p4.status=current projected_end=@10:12",
	},
	{
		"skip activity leaves what is done", plainPlan, "", "0:00 start; 5:00 next; 15:00 next; 16:00 skip activity",
		"activity=c p2.status=done p3.status=skipped p4.status=current",
	},
	{
		"skip activity takes earlier pending phases too", plainPlan, "", "0:00 start; 1:00 goto b/2; 2:00 skip activity",
		"activity=c p1.status=done p2.status=skipped p2.spent_s=0 p3.status=skipped p3.spent_s=60",
	},
	{
		"skip activity from the last goes to the first pending", plainPlan, "", "0:00 start; 1:00 goto c; 2:00 skip activity",
		"activity=b phase=1 p4.status=skipped p2.status=current p3.status=pending",
	},
	{
		"skip activity ends where none is left", plainPlan, "", "0:00 start; 1:00 next; 2:00 skip activity; 3:00 skip activity",
		"state=finished projected_end=@10:03 p1.status=done p2.status=skipped p3.status=skipped p4.status=skipped",
	},

	// a has nothing left: 10:07 + 0 + 8 + 4 + 6.
	{
		"back", plainPlan, "", "0:00 start; 5:00 next; 7:00 back",
		"command=back activity=a spent_s=300 remaining_s=0 p1.status=current p2.status=pending p2.spent_s=120 projected_end=@10:25",
	},
	{"back on p1 is refused", plainPlan, "", "0:00 start; 1:00 back", "refused=yes activity=a spent_s=60"},
	// The phase before c is b/2, though pending: 10:02 + 4 + 10 + 5.
	{
		"back to a phase jumped over", plainPlan, "", "0:00 start; 1:00 goto c; 2:00 back",
		"activity=b phase=2 p2.status=pending p3.status=current p4.status=pending p4.spent_s=60 projected_end=@10:21",
	},

	// 10:02 + 6 + 10 + 4: the earlier pending phases count.
	{
		"goto forward", plainPlan, "", "0:00 start; 2:00 goto c",
		"command=goto activity=c phase=1 budget_s=360 p1.status=done p2.status=pending p3.status=pending p4.status=current projected_end=@10:22",
	},
	{
		"goto ACTIVITY/N", plainPlan, "", "0:00 start; 2:00 goto b/2",
		"activity=b phase=2 p1.status=done p2.status=pending p3.status=current projected_end=@10:22",
	},
	// 10:17 + 0 + 2 + 6; then the first pending after a is b/2, b/1 being done.
	{
		"goto back", plainPlan, "", "0:00 start; 5:00 next; 15:00 next; 17:00 goto a; 18:00 next",
		`4: activity=a spent_s=300 remaining_s=0 p1.status=current p2.status=done p3.status=pending p3.spent_s=120 projected_end=@10:25
		activity=b phase=2 spent_s=120 p1.status=done p1.spent_s=360 p2.status=done`,
	},
	{
		"goto the first phase of the current activity", plainPlan, "", "0:00 start; 1:00 goto b/2; 2:00 goto b",
		"refused=no activity=b phase=1 p3.status=pending p3.spent_s=60",
	},
	{
		"goto what was skipped", plainPlan, "", "0:00 start; 2:00 skip; 4:00 goto a",
		"activity=a spent_s=120 p1.status=current p2.status=pending p2.spent_s=120",
	},
	// c was done and is entered again; then none is pending after it, and b/2 is the first.
	{
		"goto what was done, later in order", plainPlan, "", "0:00 start; 1:00 goto c; 2:00 next; 3:00 goto c; 4:00 next",
		`4: activity=c spent_s=60 p2.status=done p2.spent_s=60 p4.status=current
		activity=b phase=2 p4.status=done p4.spent_s=120`,
	},
	{
		"next after the last phase goes back to the jumped over", plainPlan, "", "0:00 start; 2:00 goto c; 8:00 next; 18:00 next; 22:00 next",
		`3: activity=b phase=1 p4.status=done projected_end=@10:22
		4: activity=b phase=2 p2.status=done
		state=finished projected_end=@10:22 p3.status=done`,
	},
	{"goto the current phase is refused", plainPlan, "", "0:00 start; 1:00 goto a", "refused=yes activity=a spent_s=60"},
	{"goto the current phase by its number is refused", plainPlan, "", "0:00 start; 1:00 goto b/2; 2:00 goto b/2", "refused=yes activity=b phase=2"},
	{"goto an activity the plan lacks is refused", plainPlan, "", "0:00 start; 1:00 next; 2:00 goto lunch; 2:00 goto lunch/1", "3: refused=yes\nrefused=yes activity=b"},
	{
		"goto a phase the plan lacks is refused", plainPlan, "", "0:00 start; 1:00 goto c; 2:00 goto b/3; 2:00 goto b/0; 2:00 goto a/2",
		"3: refused=yes\n4: refused=yes\nrefused=yes activity=c",
	},

	// 10:08 - 10:25 = -17 min; 10:30 - 10:08 = 22 min.
	{
		"finish", plainPlan, "", "0:00 start; 5:00 next; 8:00 finish; 9:00 show",
		`3: command=finish state=finished
		state=finished activity= phase=0 p1.status=done p2.status=done p2.spent_s=180 p3.status=pending p4.status=pending
		projected_end=@10:08 drift_s=-1020 in_hand_s=1320`,
	},
}

var pauseCases = []simCase{
	// Paused or running makes no difference to rule 4: 10:05 + 3 + 20.
	{
		"pause", plainPlan, "", "0:00 start; 2:00 pause; 5:00 show",
		"2: command=pause\nstate=paused activity=a spent_s=120 remaining_s=180 paused_s.other=180 projected_end=@10:28 drift_s=180 p1.status=current",
	},
	{"pause question", plainPlan, "", "0:00 start; 2:00 pause question; 5:00 show", "state=paused spent_s=120 paused_s.question=180 paused_s.other=0"},
	{"pause break", plainPlan, "", "0:00 start; 2:00 pause break; 5:00 show", "state=paused spent_s=120 paused_s.break=180 paused_s.other=0"},
	{"pause incident", plainPlan, "", "0:00 start; 2:00 pause incident; 5:00 show", "state=paused spent_s=120 paused_s.incident=180 paused_s.other=0"},
	{"pause other", plainPlan, "", "0:00 start; 2:00 pause other; 5:00 show", "state=paused spent_s=120 paused_s.other=180"},
	{
		"resume", plainPlan, "", "0:00 start; 2:00 pause break; 5:00 resume; 6:00 show",
		"3: command=resume state=running spent_s=120\nspent_s=180 remaining_s=120 paused_s.break=180 projected_end=@10:28",
	},
	// Running 0-1, 2-3, 5-6.
	{
		"pauses sum by kind", plainPlan, "", "0:00 start; 1:00 pause break; 2:00 resume; 3:00 pause break; 5:00 resume; 6:00 pause question; 7:00 resume",
		"paused_s.break=180 paused_s.question=60 paused_s.other=0 spent_s=180",
	},
	{"resume when not paused is refused", plainPlan, "", "0:00 start; 1:00 resume", "refused=yes state=running spent_s=60"},
	{
		"pause alone while paused is refused", plainPlan, "", "0:00 start; 1:00 pause break; 2:00 pause; 3:00 resume",
		"3: refused=yes state=paused\npaused_s.break=120 paused_s.other=0",
	},
	{"pause with the kind it has is refused", plainPlan, "", "0:00 start; 1:00 pause break; 2:00 pause break", "refused=yes paused_s.break=60"},
	{"pause other over the default is refused", plainPlan, "", "0:00 start; 1:00 pause; 2:00 pause other", "refused=yes paused_s.other=60"},

	// Renamed from 1:00 on, through next and goto.
	{
		"renaming a pause from its beginning and through moves", plainPlan, "", "0:00 start; 1:00 pause; 2:00 next; 3:00 goto c; 4:00 pause break; 5:00 resume",
		`5: refused=no state=paused paused_s.break=180 paused_s.other=0
		paused_s.break=240 paused_s.other=0 p1.spent_s=60 p2.spent_s=0 p4.spent_s=0`,
	},
	{
		"renaming twice", plainPlan, "", "0:00 start; 1:00 pause question; 2:00 pause incident; 3:00 pause break; 4:00 show",
		"paused_s.break=180 paused_s.incident=0 paused_s.question=0",
	},
	{"renaming to other and back", plainPlan, "", "0:00 start; 1:00 pause break; 2:00 pause other; 3:00 pause break", "refused=no paused_s.break=120 paused_s.other=0"},
	{
		"renaming leaves an earlier pause", plainPlan, "", "0:00 start; 1:00 pause question; 2:00 resume; 3:00 pause question; 4:00 pause break; 5:00 resume",
		"paused_s.question=60 paused_s.break=120",
	},

	// p2 runs from 5:00 only: 10:07 + 8 + 4 + 6.
	{
		"next while paused", plainPlan, "", "0:00 start; 1:00 pause; 2:00 next; 5:00 resume; 7:00 show",
		"3: state=paused activity=b phase=1 spent_s=0\np1.spent_s=60 p2.spent_s=120 paused_s.other=240 projected_end=@10:25",
	},
	{
		"skip and back while paused", plainPlan, "", "0:00 start; 1:00 pause; 2:00 skip; 3:00 back",
		"3: state=paused p1.status=skipped\nstate=paused activity=a spent_s=60 p2.status=pending p2.spent_s=0",
	},
	{
		"extend and trim while paused", plainPlan, "", "0:00 start; 2:00 pause; 3:00 extend 2m; 4:00 trim 1m",
		"state=paused budget_s=360 spent_s=120 remaining_s=240",
	},
	{
		"finish while paused", plainPlan, "", "0:00 start; 2:00 pause break; 5:00 finish; 9:00 show",
		"state=finished paused_s.break=180 p1.spent_s=120 p1.status=done projected_end=@10:05",
	},
	{
		"next to the end while paused", plainPlan, "", "0:00 start; 1:00 goto c; 2:00 skip activity; 3:00 pause; 4:00 skip activity; 9:00 show",
		"state=finished paused_s.other=60 p2.spent_s=60 projected_end=@10:04",
	},
}

var budgetCases = []simCase{
	{
		"extend", plainPlan, "", "0:00 start; 1:00 extend 2m",
		"command=extend budget_s=420 spent_s=60 remaining_s=360 p1.budget_s=420 projected_end=@10:27 planned_end=@10:25 drift_s=120 hard_end=@10:30",
	},
	// need(a) at 7:00 is 3 min again: 10:07 + 3 + 20.
	{"extend over time", plainPlan, "", "0:00 start; 7:00 extend 5 min", "budget_s=600 remaining_s=180 projected_end=@10:30"},
	{"trim", plainPlan, "", "0:00 start; 1:00 trim 2m", "command=trim budget_s=180 remaining_s=120 projected_end=@10:23"},
	{"trim never below what is spent", plainPlan, "", "0:00 start; 3:00 trim 4m", "refused=no budget_s=180 remaining_s=0 projected_end=@10:23"},
	{"trim all of it", plainPlan, "", "0:00 start; 0:00 trim 1h", "budget_s=0 remaining_s=0 projected_end=@10:20"},
	{"trim with nothing left is refused", plainPlan, "", "0:00 start; 3:00 trim 4m; 3:00 trim 1s", "refused=yes budget_s=180"},
	{"trim at zero is refused", plainPlan, "", "0:00 start; 5:00 trim 1m", "refused=yes budget_s=300 remaining_s=0"},
	{"trim over time is refused", plainPlan, "", "0:00 start; 6:00 trim 1m", "refused=yes budget_s=300 remaining_s=-60"},

	{"allot the current phase", plainPlan, "", "0:00 start; 1:00 allot a 8m", "command=allot budget_s=480 remaining_s=420 projected_end=@10:28"},
	{"allot a pending phase", plainPlan, "", "0:00 start; 1:00 allot b/2 1m", "p3.budget_s=60 p2.budget_s=600 projected_end=@10:22 activity=a budget_s=300"},
	{"allot without N is the first", plainPlan, "", "0:00 start; 1:00 allot b 12 min", "p2.budget_s=720 p3.budget_s=240"},
	{"allot without N is the first though another is current", plainPlan, "", "0:00 start; 1:00 goto b/2; 2:00 allot b 5m", "p2.budget_s=300 p3.budget_s=240"},
	// The planned end keeps the plan's own budgets.
	{"allot before start", plainPlan, "", "0:00 allot c 4m", "state=ready refused=no p4.budget_s=240 planned_end=@10:25 projected_end=@10:23 drift_s=-120"},
	{"allot before start stays", plainPlan, "", "0:00 allot a 4m; 0:00 start", "budget_s=240 remaining_s=240 projected_end=@10:24"},
	{"allot less than spent", plainPlan, "", "0:00 start; 3:00 allot a 1m", "refused=no budget_s=180 remaining_s=0"},
	// What is spent, 7 min, is more than 6: the budget rises from 5 to 7; then nothing changes.
	{"allot over time", plainPlan, "", "0:00 start; 7:00 allot a 6m; 7:00 allot a 6m", "2: refused=no budget_s=420 remaining_s=0\nrefused=yes budget_s=420"},
	{"allot a pending phase less than it spent", plainPlan, "", "0:00 start; 5:00 next; 8:00 back; 8:00 allot b 1m", "p2.budget_s=180 p2.status=pending"},
	{"allot while paused", plainPlan, "", "0:00 start; 1:00 pause; 2:00 allot a 2m", "state=paused budget_s=120 remaining_s=60"},
	{"allot that changes nothing is refused", plainPlan, "", "0:00 start; 1:00 allot b/2 4m", "refused=yes p3.budget_s=240"},
	{"allot that changes nothing before start is refused", plainPlan, "", "0:00 allot a 5m", "refused=yes state=ready"},
	{"allot a done phase is refused", plainPlan, "", "0:00 start; 5:00 next; 6:00 allot a 9m", "refused=yes p1.budget_s=300"},
	{"allot a skipped phase is refused", plainPlan, "", "0:00 start; 5:00 skip; 6:00 allot a 9m", "refused=yes p1.budget_s=300"},
	{"allot the first phase, though another is pending, is refused", plainPlan, "", "0:00 start; 1:00 next; 2:00 next; 3:00 allot b 9m", "refused=yes p2.budget_s=600 p3.budget_s=240"},
	{"allot to what the plan lacks is refused", plainPlan, "", "0:00 start; 1:00 allot lunch 7m; 1:00 allot b/3 7m; 1:00 allot b/0 7m", "2: refused=yes\n3: refused=yes\nrefused=yes"},
	{"allot to what the plan lacks before start is refused", plainPlan, "", "0:00 allot lunch 7m", "refused=yes state=ready"},
}

var untilCases = []simCase{
	{"--end", plainPlan, "--end @10:20", "0:00 start", "hard_end=@10:20 projected_end=@10:25 planned_end=@10:25 in_hand_s=-300"},
	{"--end does not move", plainPlan, "--end @10:20", "5:00 show", "hard_end=@10:20 projected_end=@10:30 in_hand_s=-600"},
	{"until", plainPlan, "", "0:00 start; 1:00 until @10:20", "command=until hard_end=@10:20 in_hand_s=-300 projected_end=@10:25 planned_end=@10:25"},
	{"until in another zone", plainPlan, "", "0:00 start; 1:00 until 2000-01-03T12:20:00+02:00", "hard_end=@10:20"},
	{"until goes before --end", plainPlan, "--end @10:40", "0:00 start; 1:00 until @10:20", "1: hard_end=@10:40\nhard_end=@10:20"},
	{"until half a second", plainPlan, "", "0:00 start; 0:00 until 2000-01-03T10:24:59.5Z", "hard_end=2000-01-03T10:24:59.5Z in_hand_s=-0.5"},
	// In hand is the whole of it, however far away the instant is.
	{"until the last instant there is", plainPlan, "", "0:00 start; 0:00 until 2199-12-31T23:59:59Z", "hard_end=2199-12-31T23:59:59Z in_hand_s=6311223299"},
	{"until in small letters", plainPlan, "", "0:00 start; 0:00 until 2000-01-03t10:24:00z", "hard_end=@10:24"},
	{"until in the past", plainPlan, "", "0:00 start; 5:00 until @10:00", "refused=no hard_end=@10:00 in_hand_s=-1500"},
	{"until before start holds", plainPlan, "", "0:00 until @10:40; 10:00 show", "1: refused=no state=ready\nhard_end=@10:40 projected_end=@10:35 in_hand_s=300"},
	// until sets the hard end for good: the scheduled start moves without it.
	{"until stays where start is backdated", plainPlan, "", "0:00 start; 0:00 until @10:40; 5:00 backdate 5m", "hard_end=@10:40 planned_end=@10:20"},
	{"the last until counts", plainPlan, "", "0:00 start; 0:00 until @10:40; 1:00 until @10:35", "hard_end=@10:35"},
	{"until the end by the plan is agreed", plainPlan, "", "0:00 start; 1:00 until @10:30; 2:00 until @10:30", "2: refused=no hard_end=@10:30\nrefused=yes hard_end=@10:30"},
	// Agreed, it no longer moves with now.
	{"until the end by the plan before start", plainPlan, "", "2:00 until @10:32; 3:00 show", "1: refused=no state=ready hard_end=@10:32\nhard_end=@10:32"},
	{"until --end is agreed", plainPlan, "--end @10:20", "0:00 start; 1:00 until @10:20", "refused=no hard_end=@10:20"},
	{"until twice is refused", plainPlan, "", "0:00 start; 1:00 until @10:20; 2:00 until 2000-01-03T11:20:00+01:00", "refused=yes hard_end=@10:20"},
	{"until the extended end is agreed", tightPlan, "", "0:00 start; 0:00 recover extend; 1:00 until @10:25", "refused=no hard_end=@10:25"},
	{"until the same and something added", tightPlan, "", "0:00 start; 0:00 until @10:20; 0:00 recover extend; 1:00 until @10:20", "refused=no hard_end=@10:20"},
	{"until ends an extension", tightPlan, "", "0:00 start; 0:00 recover extend; 1:00 until @10:20", "refused=no hard_end=@10:20 in_hand_s=-300"},
	{"until takes the place of an extension", tightPlan, "", "0:00 start; 0:00 recover extend; 1:00 until @10:40; 2:00 show", "hard_end=@10:40 in_hand_s=900"},
}

// beforeStartCases: all but start, allot, fix, until, recover and undo are refused.
func beforeStartCases() []simCase {
	var cases []simCase
	for _, command := range []string{
		"next", "skip", "skip activity", "back", "goto b", "goto a", "goto lunch", "pause", "pause break", "resume", "finish",
		"take b", "begin", "extend 1m", "trim 1m", "backdate 1m", "exclude-gap",
	} {
		// A gap lies behind, so that exclude-gap is refused for the start alone.
		cases = append(cases, simCase{
			"before start: " + command, tightPlan, "--start @10:00", "0:00 sleep 1m; 2:00 " + command,
			"refused=yes state=ready p1.status=pending projected_end=@10:27",
		})
	}
	return append(cases,
		simCase{"before start: start", tightPlan, "", "2:00 start", "refused=no state=running"},
		simCase{"before start: undo with nothing standing", tightPlan, "", "2:00 undo", "refused=yes state=ready"})
}

// afterEndCases: all but backdate, exclude-gap and undo are refused. It ended
// 10 min after the hard end with phases pending, so that every recovery would
// have something to do.
func afterEndCases() []simCase {
	var cases []simCase
	for _, command := range []string{
		"start", "next", "skip", "skip activity", "back", "goto b", "goto lunch", "pause", "pause break", "resume", "finish",
		"take b", "begin", "fix c @11:00", "fix c none", "extend 1m", "trim 1m", "allot c 1m", "until @11:00", "recover trim", "recover drop", "recover extend",
	} {
		cases = append(cases, simCase{
			"after the end: " + command, tightPlan, "", "0:00 start; 30:00 finish; 31:00 " + command,
			"refused=yes state=finished p1.spent_s=1800 p2.status=pending p4.budget_s=360 hard_end=@10:20 projected_end=@10:30 in_hand_s=-600",
		})
	}
	return cases
}

// scriptCases: how lines may be written.
var scriptCases = []simCase{
	{
		"comments and blank lines", plainPlan, "", "# a rehearsal\n\n0:00 start # now\n   \n5:00 next# and on\n#6:00 next\n  7:00   show  \n",
		"1: command=start\n2: command=next\n3: command=show activity=b phase=1 spent_s=120",
	},
	{
		"offsets with hours and without", plainPlan, "", "0:00:00 start; 0:59:59 show; 75:30 show; 1:15:31 show; 01:16:00 show; 100:00 show",
		"2: offset_s=3599\n3: offset_s=4530\n4: offset_s=4531\n5: offset_s=4560\noffset_s=6000",
	},
	{
		"lines of one offset are carried out in order", plainPlan, "", "0:00 start; 0:00 next; 0:00 next; 0:00 next; 0:00 next",
		"state=finished p1.spent_s=0 p4.status=done projected_end=@10:00",
	},
	{
		"spans as in a plan", plainPlan, "", "0:00 start; 0:00 extend 45s; 0:00 extend 1m30s; 0:00 extend 1h30m; 0:00 extend 5 min",
		"2: budget_s=345\n3: budget_s=435\n4: budget_s=5835\nbudget_s=6135",
	},
	{
		"clock-step changes nothing", plainPlan, "", "0:00 start; 1:00 clock-step +1h; 2:00 clock-step -3h; 3:00 clock-step 10m; 4:00 show",
		"2: command=clock-step spent_s=60 projected_end=@10:25\nspent_s=240 remaining_s=60 projected_end=@10:25 planned_end=@10:25 hard_end=@10:30",
	},
	// now is 10:01 in truth.
	{"clock-step before start changes nothing", plainPlan, "", "0:00 clock-step 1h; 1:00 start", "projected_end=@10:26 planned_end=@10:26 hard_end=@10:31"},
	{"clock-step in a pause changes nothing", plainPlan, "", "0:00 start; 1:00 pause break; 2:00 clock-step -1h; 3:00 resume", "spent_s=60 paused_s.break=120"},
	// The object is the state as it begins; the gap counts as time in the room.
	{
		"sleep", plainPlan, "", "0:00 start; 1:00 sleep 5m; 6:00 show",
		"2: command=sleep offset_s=60 spent_s=60 remaining_s=240\nspent_s=360 remaining_s=-60 paused_s.gap=0 projected_end=@10:26",
	},
	{
		"crash", plainPlan, "", "0:00 start; 1:00 crash 5 min; 6:00 show",
		"2: command=crash offset_s=60 spent_s=60 remaining_s=240\nstate=running spent_s=360 remaining_s=-60 paused_s.gap=0 projected_end=@10:26",
	},
	{"sleep in a pause", plainPlan, "", "0:00 start; 1:00 pause break; 2:00 sleep 5m; 8:00 show", "state=paused spent_s=60 paused_s.break=420 paused_s.gap=0"},
	{
		"a crash keeps everything", plainPlan, "", "0:00 start; 1:00 extend 2m; 2:00 next; 3:00 pause question; 4:00 crash 1m; 6:00 show",
		"state=paused activity=b p1.budget_s=420 p1.spent_s=120 p2.spent_s=60 paused_s.question=180",
	},
}
