// Package run is the delivery of a plan as a pure state machine.
//
// Everything that happens is a Command: a key, a button on a phone and a line
// of a script all become one. Decide answers a command with an Event or with a
// refusal, Apply folds an event into the state, and the queries (Remaining,
// ProjectedEnd, Drift, Recoveries …) read the state at an instant. Resuming is
// applying the same events again.
//
// A command is a type, and so is an event: how the one is decided, and how the
// other is checked and applied, stands with them in the file of their subject
// (move, pause, budget, recover, clock, people, quiz, round, form, capture,
// rehearse, undo). None says how it is taken back: undo applies those that
// stand again, from the nearest moment that was kept.
//
// The package keeps the law of time: every span is counted between instants,
// never from ticks, and the instants are given to it. It must never know a
// clock, a file or a terminal. timing.md beside this file has the
// rules in words.
package run
