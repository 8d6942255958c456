// Package pack is the command that makes a session's papers and writes them to a
// folder. It must never know a run or a screen; what is on the papers is the
// business of session/pack.
package pack
