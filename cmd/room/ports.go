package room

// ScreenPort and PhonePort are where the pages are served unless another port is
// asked for: the same ones at every start, so that pages that are open find the
// program again after it died.
const (
	ScreenPort = 4723
	PhonePort  = 4724
)
