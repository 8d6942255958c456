// Package plan is the commands about plans themselves: check, list, new and
// show. It must never know a run, but for the speaker's pace, nor a screen.
package plan
