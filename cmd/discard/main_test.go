package discard_test

import (
	"testing"

	"facilitate/cmd"
	"facilitate/cmd/clitest"
)

func TestMain(m *testing.M) { clitest.Main(m, cmd.Main) }

func TestScripts(t *testing.T) { clitest.Scripts(t) }
