// Package library is what is kept on this computer: plans to be found and
// chosen, runs found by name and read again, and how fast somebody speaks. It
// must never know a screen, a browser or which commands there are.
package library
