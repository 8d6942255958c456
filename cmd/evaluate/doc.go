// Package evaluate is the command that takes in the evaluation forms people filled
// in on paper, typed in or from a file. It must never know how a run is delivered,
// nor what a report says of the forms.
package evaluate
