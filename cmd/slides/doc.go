// Package slides is the command that pages through a plan's slides in the
// browser, and measures whether they fit. It must never know a run or a session.
package slides
