package cmd

import (
	"testing"

	"facilitate/cmd/clitest"
)

func TestMain(m *testing.M) { clitest.Main(m, Main) }

func TestScripts(t *testing.T) { clitest.Scripts(t, "config", "coverage", "discard", "schema") }
