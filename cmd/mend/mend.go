// Package mend puts right what other programs made of a plan's file: another
// encoding, and characters that only look like those a plan goes by.
//
// It must never change what a plan says, or know which command asks for it.
package mend

import (
	"bytes"
	"fmt"

	"github.com/aymanbagabas/go-udiff"

	"facilitate/cmd/cli"
	"facilitate/cmd/library"
	"facilitate/session"
	"facilitate/session/convert"
)

// Plan mends the file of a plan, keeps what it was beside it, and answers with
// what was changed. Of the standard input it answers the plan as it is to be.
func Plan(env *cli.Env, name string) (string, error) {
	f, err := library.FindPlan(env, name)
	switch {
	case err != nil:
		return "", err
	case f.Shipped:
		return "", cli.Usage("%s ships inside the program and cannot be changed", name)
	}
	shown := session.CleanLine(f.File)
	before := convert.DecodeText(f.Src)
	after := session.Straighten([]byte(before))
	if name == "-" {
		return "", env.AnswerFile(after)
	}
	if bytes.Equal(after, f.Src) {
		return shown + ": nothing to put right by itself\n", nil
	}
	kept, err := cli.RewriteFile(f.File, f.Src, after)
	if err != nil {
		return "", err
	}
	diff := udiff.Unified(shown, shown, before, string(after))
	if before == string(after) {
		diff = shown + ": is UTF-8 now\n"
	}
	return diff + fmt.Sprintf("changed %s; what it was is kept as %s\n\n", shown, session.CleanLine(kept)), nil
}
