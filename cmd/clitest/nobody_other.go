//go:build !linux && !darwin

package clitest

import "testing"

// AsNobody is for systems on which a test can be run as another user.
func AsNobody(*testing.T, string) bool { return false }
