// Package script reads scripts of timed commands and delivers a plan from one,
// at once and without a terminal: simulate. It must never know where runs are
// kept, nor a screen.
package script
