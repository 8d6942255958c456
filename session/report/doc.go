// Package report compares a plan with what happened, over one run or many:
// what a run's phases took, and what a plan's phases should be given.
//
// It is a fold over the events of a run, as the state of a delivery is. It
// must never know where runs are kept, nor a file, a clock or a terminal.
package report
