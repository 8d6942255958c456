package convert

import (
	"os"
	"testing"

	"facilitate/timer/timertest"
)

func TestMain(m *testing.M) { os.Exit(timertest.Main(m)) }
