//go:build !linux && !darwin

package cmd

import "testing"

// asNobody is for systems on which a test can be run as another user.
func asNobody(*testing.T, string) bool { return false }
