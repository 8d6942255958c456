//go:build linux || darwin

package bench

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"facilitate/session"
)

// The large plan has nearly as many phases as a plan may have, and is filled
// with prose up to nearly the size it may have.
const (
	largeActivities = 480
	largePhases     = 4 // of each activity
)

// words are what prose is made of here: none that YAML would read otherwise.
var words = strings.Fields(`a and the of in with for one each other people
	babies families group table paper room story question answer minute turn
	listen talk think write share notice remember together slowly quietly
	first again often something what they say about being heard early`)

// largePlan is the same plan every time.
func largePlan() []byte {
	r := rand.New(rand.NewPCG(1, 2))
	var b strings.Builder
	b.WriteString(`format: 1
id: large
title: A large plan
duration: 17h
outcomes:
  - {id: listening, text: Listen to each other}
activities:
`)
	for a := range largeActivities {
		fmt.Fprintf(&b, "  - id: activity-%d\n    title: Activity %d\n    outcomes: [listening]\n", a+1, a+1)
		if a%50 == 49 { // nobody sits for hours
			b.WriteString("    kind: break\n")
		}
		b.WriteString("    phases:\n")
		for p := range largePhases {
			left := (largeActivities-a)*largePhases - p
			// A last line may pass its share; some is kept back for it.
			share := (session.MaxSize - 1000 - b.Len()) / left
			writePhase(&b, r, p+1, b.Len()+share)
		}
	}
	return []byte(b.String())
}

// largeFile is a file with it.
func largeFile(b *testing.B) string {
	file := filepath.Join(b.TempDir(), "large.yaml")
	if err := os.WriteFile(file, largePlan(), 0o600); err != nil {
		b.Fatal(err)
	}
	return file
}

// writePhase writes a phase, as much prose in it as fits before an end.
func writePhase(b *strings.Builder, r *rand.Rand, number, end int) {
	fmt.Fprintf(b, "      - id: part-%d\n        name: Part %d\n        duration: 30s\n        notes:\n", number, number)
	fmt.Fprintf(b, "          - say: |\n%s", prose(r, 10))
	fmt.Fprintf(b, "          - listen: [%s, %s]\n", words[r.IntN(len(words))], words[r.IntN(len(words))])
	b.WriteString("          - do: |\n")
	for b.WriteString(prose(r, 10)); b.Len() < end-50; {
		b.WriteString(prose(r, 10))
	}
}

// prose is a line of some words, as a note's text.
func prose(r *rand.Rand, n int) string {
	line := make([]string, n)
	for i := range line {
		line[i] = words[r.IntN(len(words))]
	}
	return "              " + strings.Join(line, " ") + "\n"
}
