package lines

import (
	"io"
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

// TestTypingIsNotBroken says something in the middle of a line.
func TestTypingIsNotBroken(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		in, keys := io.Pipe()
		var out strings.Builder
		typist := NewTypist(in, &out, nil)
		press := func(text string) {
			_, _ = io.WriteString(keys, text)
			synctest.Wait()
		}
		wants := func(want string) {
			t.Helper()
			if out.String() != want {
				t.Errorf("%q, not %q", out.String(), want)
			}
			out.Reset()
		}
		press("pax")
		_, _ = typist.Write([]byte("One minute.\n"))
		wants("pax")
		press("\x7fuse\r")
		if line := <-typist.Lines(); line != "pause" {
			t.Errorf("%q came", line)
		}
		wants("\b \buse\r\nOne minute.\r\n")
		press("ti")
		_, _ = typist.Write([]byte("Time.\n"))
		time.Sleep(holdFor + time.Millisecond)
		synctest.Wait()
		wants("ti\r\nTime.\r\nti")
		press("\x15\x1b[6~\x04")
		if line, ok := <-typist.Lines(); line != "Page Down" || !ok {
			t.Errorf("Page Down is %q, %v", line, ok)
		}
		if _, ok := <-typist.Lines(); ok {
			t.Error("Ctrl+D does not end it")
		}
	})
}
