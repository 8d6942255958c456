//go:build !linux && !darwin && !windows

package stayawake

import "errors"

// Start keeps the computer awake until stop is called or the program ends. The
// error says that it cannot.
func Start() (stop func(), err error) {
	return nil, errors.New("this program does not know how to keep this system awake")
}
