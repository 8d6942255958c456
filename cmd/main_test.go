package cmd

import (
	"testing"

	"facilitate/cmd/clitest"
)

func TestMain(m *testing.M) { clitest.Main(m, Main) }

func TestScript(t *testing.T) { clitest.Scripts(t) }
