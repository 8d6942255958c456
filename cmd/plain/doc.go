// Package plain is a session as lines: the second front end, for whoever hears
// a screen or feels it, for a terminal that cannot redraw, and for a pipe. Lines
// are only ever added. It says what the console says, in the words of cmd/words,
// and gives the same commands to the same writer. It must never know a terminal,
// a file or the record, nor count time itself: timers only look.
package plain
