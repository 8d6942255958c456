package stayawake

// Start keeps the computer awake until stop is called or the program ends. The
// error says that it cannot.
func Start() (stop func(), err error) {
	return hold("systemd-inhibit", "--what=idle:sleep", "--who=facilitate",
		"--why=a session is being delivered", "--mode=block", "sh", "-c", "echo held; exec cat")
}
