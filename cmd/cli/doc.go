// Package cli is what every command shares: the world outside as commands may
// touch it, flags and the shapes of arguments, answers and errors, JSON types,
// the width of text, tables, the writing of files, the terminal. It must never
// know what a plan, a run or a session is, nor which commands there are.
package cli
