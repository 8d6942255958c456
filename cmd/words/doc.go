// Package words is what is said to the facilitator: of the session's end, a
// cue, a phase, who is in the room. The console, the phone and lines printed
// without a terminal say it alike.
//
// What a thing is called stands with the thing: kinds of note and settings in session,
// commands and kinds of pause in session/run, spans in timer. Here are the sentences
// made of them. The package must never know a terminal, a colour or a key: what can be
// done about a thing is added by whoever knows the keys.
package words
