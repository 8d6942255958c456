package cli

import (
	"cmp"
	"os"
	"os/exec"
	"os/signal"
	"strings"

	"github.com/charmbracelet/x/ansi"
	"github.com/charmbracelet/x/term"
)

// lessOptions keep bold bold and the text on the screen; less's own prompt is a
// colon, of which few know what to do with it.
const lessOptions = "FRXPsSpace goes on, q leaves"

// AnswerLong is Answer for a text that people read: on a terminal whose screen it
// does not fit it goes through $PAGER, else less, if there is one. Never does it
// elsewhere, nor where --no-pager forbids it.
func (env *Env) AnswerLong(text string) error {
	t, ok := env.bothEnds()
	if !ok || env.NoPager || env.Getenv("TERM") == "dumb" {
		return env.Answer(text)
	}
	text = env.visible(text)
	words := strings.Fields(cmp.Or(env.Getenv("PAGER"), "less"))
	width, height, err := term.GetSize(t.Out.Fd())
	if err != nil || len(words) == 0 || !isLonger(text, width, height) {
		return env.write([]byte(text))
	}
	pager := exec.Command(words[0], words[1:]...)
	pager.Stdin, pager.Stdout, pager.Stderr = strings.NewReader(text), t.Out, os.Stderr
	pager.Env = append(os.Environ(), "LESS="+cmp.Or(env.Getenv("LESS"), lessOptions))
	// To interrupt it is the pager's business.
	interrupts := make(chan os.Signal, 1)
	signal.Notify(interrupts, os.Interrupt)
	defer signal.Stop(interrupts)
	if pager.Start() != nil {
		return env.write([]byte(text)) // there is none
	}
	_ = pager.Wait() // what it ended with says nothing of the text
	return nil
}

// isLonger is whether a text takes more lines than a screen has.
func isLonger(text string, width, height int) bool {
	lines := 0
	for line := range strings.Lines(text) {
		lines += max(1, (ansi.StringWidth(strings.TrimRight(line, "\n"))+width-1)/max(1, width))
	}
	return lines >= height
}
