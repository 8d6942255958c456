package runs

// promisedPlan has fixed activities, breaks and spare activities.
const promisedPlan = `
id: promised
title: Promised
duration: 2h30m
start: "09:30"
activities:
  - {id: open, title: Opening, duration: 5m}
  - id: teach
    title: Teaching
    phases: [{name: Hear, duration: 10m}, {name: Do, duration: 10m}]
  - {id: coffee, title: Coffee, kind: break, at: "10:00", duration: 10m}
  - {id: extra, title: Another game, spare: true, duration: 5m}
  - id: guest
    title: The guest
    at: "10:20"
    phases: [{name: Talk, duration: 15m}, {name: Ask, duration: 5m}]
  - id: look
    title: A second look
    spare: true
    phases: [{name: Look, duration: 2m}, {name: Say, duration: 2m}]
  - {id: lunch, title: Lunch, kind: break, at: "11:00", duration: 20m}
  - {id: walk, title: A walk, at: "11:40", duration: 5m}
  - {id: rest, title: A rest, spare: true, duration: 5m}
  - {id: close, title: Closing, duration: 5m}
`

// promisedScript keeps some of what that plan promises, and misses some.
const promisedScript = `
	0:00    start
	5:00    next
	8:00    take coffee           # twenty-two minutes early
	12:00   take extra
	14:00   next
	20:00   next
	22:00   next
	24:00   pause question
	25:00   resume
	34:00   next                  # to the guest, who is due at fifty
	36:00   sleep 2m
	38:30   exclude-gap
	40:00   back
	42:00   next
	44:00   fix guest +55:00
	45:00   undo
	46:00   fix guest +52:00
	47:00   pause
	48:00   resume
	49:00   begin
	49:10   undo
	49:30   begin
	60:00   next
	70:00   take look
	71:00   undo
	92:30   next                  # lunch, due at ninety
	100:00  extend 40m
	101:00  recover extend
	101:10  undo
	101:20  recover extend        # the walk, and the end
	140:00  next
	150:00  take look
	154:00  goto close
	156:10  next                  # the walk, late
	158:00  pause break
	159:00  next
	160:00  resume
	161:30.6 next
`
