// Package runs is the commands about runs that are kept: report, history, tune,
// export and import. It must never know a screen, nor how a run is delivered.
package runs
