package room

import (
	"net/http"
	"os"
	"path/filepath"
	"testing"
	"time"
)

// TestWhose: pages on which nobody works say whose session it is, and its picture
// is served; on all others there is neither.
func TestWhose(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	if err := os.WriteFile(filepath.Join(folder, "ours.png"), []byte("\x89PNG\r\n\x1a\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	const activities = "title: T\nduration: 30m\nactivities: [{id: a, title: A, duration: 5m}, {id: tea, title: Tea, kind: break, duration: 10m}]\n"
	for line, want := range map[string]int{"organisation: Ours\nlogo: ours.png\n": http.StatusOK, "organisation: Ours\nlogo: gone.png\n": http.StatusNotFound, "": http.StatusNotFound} {
		plan := load(t, line+activities)
		s := serve(t, Options{Plan: plan, Folder: folder})
		answer, err := http.Get(s.URL() + "picture/logo")
		if err != nil {
			t.Fatal(err)
		}
		answer.Body.Close()
		if answer.StatusCode != want {
			t.Errorf("%q: the picture: %s", line, answer.Status)
		}
		d := deliver(t, plan)
		check := func(shown bool) {
			t.Helper()
			scene := d.scene(View{})
			if (scene.Organisation == "Ours" && scene.Logo) != (shown && line != "") {
				t.Errorf("%q: the page %s is of %q, a picture: %v", line, scene.Page, scene.Organisation, scene.Logo)
			}
		}
		check(true)
		d.say("start")
		check(false)
		d.pass(5 * time.Minute)
		d.say("next")
		check(true)
		d.say("finish")
		check(true)
	}
}
