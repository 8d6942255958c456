// Package draw is how text looks in a terminal: its width, padding and lines,
// block figures to be read from two metres, the styles, and prose written in
// Markdown. It knows texts and cells only; it must never know a session's
// state, a key or a clock.
package draw
