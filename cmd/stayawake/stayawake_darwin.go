package stayawake

// Start keeps the computer awake until stop is called or the program ends. The
// error says that it cannot.
func Start() (stop func(), err error) {
	return hold("caffeinate", "-d", "-i", "-s", "sh", "-c", "echo held; exec cat")
}
