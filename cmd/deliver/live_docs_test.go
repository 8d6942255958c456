package deliver

import (
	"fmt"
	"strings"
	"testing"

	"github.com/spf13/pflag"

	"facilitate/cmd/clitest"
	"facilitate/cmd/room"
)

// TestDocsRoom holds the page about the room's screen to the options.
func TestDocsRoom(t *testing.T) {
	t.Parallel()
	page := clitest.Document(t, "room.md")
	known := pflag.NewFlagSet("", pflag.ContinueOnError)
	var o roomOptions
	roomFlags(known, &o)
	known.VisitAll(func(f *pflag.Flag) {
		if !strings.Contains(page, "| `--"+f.Name) {
			t.Errorf("the page does not have --%s", f.Name)
		}
	})
	for _, says := range []string{
		fmt.Sprintf("the port of the room's screen, %d otherwise", room.ScreenPort),
		fmt.Sprintf("the port of the phone remote, %d otherwise", room.PhonePort),
		fmt.Sprintf("http://localhost:%d/", room.ScreenPort),
	} {
		if !strings.Contains(page, says) {
			t.Errorf("the page does not say %q", says)
		}
	}
}
