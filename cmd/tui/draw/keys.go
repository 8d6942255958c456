package draw

// KeyHint is a key and what it does, in full and in short; without that it is
// left out where there is little room.
type KeyHint struct{ Key, Does, Short string }
