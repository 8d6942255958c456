// Package record keeps the record of a delivery: what is decided is on disk
// before anybody sees it, and what cannot be written never stops a session. The
// one writer is here, in a goroutine of its own, so that a slow disk holds up an
// answer and nothing else. It must never know what shows the session.
package record
