// Package deliver is the commands that run a session: deliver, rehearse, resume
// and quiz, and what is around the console meanwhile: the record, the room's
// screen and the phone. It must never decide what a command does to a session,
// which is the business of session/run.
package deliver
