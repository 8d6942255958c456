// Package journal keeps a delivery on disk: what happened, in the order it
// happened, with the plan as it was delivered.
//
// A run is a folder of its own. Its journal is a text file with a record a
// line: a JSON object, a space, and eight hexadecimal digits of CRC-32C over
// the bytes of the object. What the package promises:
//
//   - An event is on disk, and has been waited for, before Append returns; if
//     the disk refuses, Trouble says so at once and until everything is there.
//     A refusing disk never stops a delivery: it goes on in memory.
//   - One process has a run open at a time. The lock goes with its holder.
//   - What a power cut leaves half written is dropped. What is damaged any
//     other way is told, the file kept as it was, and every whole record used.
//   - A process appends only to a file it began itself: whatever an earlier one
//     left (half a line, damage, bytes the disk never took) is read, written to
//     a new file as a whole, and only then set aside. So the records of a run
//     are those of all its journal files together.
//
// The package must never know a terminal or a command line, nor what an event
// means: deciding and applying belong to session/run.
package journal
