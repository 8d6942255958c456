package evaluate

import (
	"testing"

	"facilitate/cmd/clitest"
)

func TestHintsNameKeys(t *testing.T) {
	t.Parallel()
	clitest.HintsNameKeys(t, keys)
}
