package session

// What a plan may hold. Plans come from other people: the limits are far above
// any real session and low enough that no plan makes the program slow.
const (
	MaxSize     = 1 << 20  // bytes of the file
	MaxPicture  = 16 << 20 // bytes of a picture
	MaxPhases   = 20_000   // in the whole plan
	MaxDepth    = 32       // levels of keys within keys
	MaxExtends  = 8        // plans that extend one another
	MaxProblems = 100      // told in one go; the rest is counted
	MaxID       = 64       // characters of an id
)
