package slides

import (
	"fmt"
	"strings"
	"testing"

	"github.com/spf13/pflag"

	"facilitate/cmd/cli"
	"facilitate/cmd/clitest"
)

// TestDocsSlides holds the page about the room's screen to the options of slides
// and to the words of the check.
func TestDocsSlides(t *testing.T) {
	t.Parallel()
	page := clitest.Document(t, "room.md")
	New(&cli.Env{}).Flags().VisitAll(func(f *pflag.Flag) {
		if !strings.Contains(page, "--"+f.Name) {
			t.Errorf("the page does not have --%s of slides", f.Name)
		}
	})
	for _, says := range []string{
		fmt.Sprintf("smaller than %v px", leastBody),
		"a window of\n" + strings.Replace(usualSize, "x", "×", 1),
	} {
		if !strings.Contains(page, says) {
			t.Errorf("the page does not say %q", says)
		}
	}
	c := slidesJSON{
		Plan: "my.yaml", File: "my.yaml", Smallest: 17.75, size: windowSize{1280, 720},
		Slides: make([]checkedSlide, 9),
	}
	for i := range c.Slides {
		c.Slides[i].OK = i > 0
	}
	c.Slides[0] = checkedSlide{ID: "signs", Line: 21, Column: 5, Problems: []slideProblem{{
		What: "22 points; body text would be 17.7 px, less than 24", Todo: "split it, or shorten it",
	}}}
	if says := clitest.Fenced(t, page, "## Do the slides fit?", "text"); says != c.String() {
		t.Errorf("it prints\n%s", c.String())
	}
}
