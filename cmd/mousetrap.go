package cmd

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"facilitate/cmd/cli"
)

// Without this cobra refuses to run by a double click on Windows.
func init() { cobra.MousetrapHelpText = "" }

// runDoubleClick carries out what a double click on Windows asks for. The
// window is the program's own and closes with it, so where something was said
// on standard error it stays until somebody has read that.
func runDoubleClick(env *cli.Env, args []string) int {
	var said bytes.Buffer
	own := *env
	own.Err = io.MultiWriter(env.Err, &said)
	status := Run(&own, doubleClickArgs(args))
	if said.Len() > 0 && status != cli.StatusInterrupted { // by which the window is closing
		fmt.Fprint(env.Out, "\npress Enter to close this window ")
		_, _ = bufio.NewReader(env.In).ReadString('\n')
	}
	return status
}

// doubleClickArgs is the command line of a double click: on the program, which is
// none, of a plan dropped on it, or of a shortcut with words of its own.
func doubleClickArgs(args []string) []string {
	if len(args) == 1 {
		switch strings.ToLower(filepath.Ext(args[0])) {
		case ".yaml", ".yml":
			return []string{"deliver", args[0]}
		}
	}
	return args
}
