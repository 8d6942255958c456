// Package convert brings plans in from the documents people have: the bytes of
// a table, a text or a spreadsheet go in, and the draft of a plan comes out,
// with everything that was guessed or could not be placed.
//
// Each format has a front end that makes the common form of it (document.go);
// one reader behind them all (read.go) finds the sessions. What it knows of how
// people write stands in words.go and notation.go alone.
//
// It must never know a file's path, a terminal or a command line, follow a link
// out of a document, or make up a time that the document does not give.
package convert
