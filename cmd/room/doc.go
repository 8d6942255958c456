// Package room serves what leaves the facilitator's terminal: the room's
// screen, which a browser on this computer puts on the projector, and the phone
// remote.
//
// Two truths hold. The room sees a Scene and nothing else: no note, no safety
// card, no lateness, no name of a later activity and no answer before it is
// revealed is in one, so none is shown and none is sent. And the room's server
// can only be read: it has no way in to the delivery. The remote has one, on a
// listener of its own that is off until it is asked for.
//
// It must never know a terminal, nor how a command changes a session. Nothing
// here counts time: a scene says how much was left at an instant, and
// pages count on from when they were told.
package room
