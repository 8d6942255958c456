package deliver

import (
	"bufio"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"
)

// follower is a page that reads all it is sent.
type follower struct {
	t testing.TB

	mu     sync.Mutex
	sent   strings.Builder // every byte
	scenes []string        // the newest last
	read   int             // by next
	ended  bool
}

// follow opens a stream, with a cookie where one is needed.
func follow(t testing.TB, url string, cookie *http.Cookie) *follower {
	t.Helper()
	ask, err := http.NewRequest(http.MethodGet, url, nil)
	if err != nil {
		t.Fatal(err)
	}
	if cookie != nil {
		ask.AddCookie(cookie)
	}
	answer, err := http.DefaultClient.Do(ask)
	if err != nil {
		t.Fatal(err)
	}
	if answer.StatusCode != http.StatusOK {
		t.Fatal(answer.Status)
	}
	f := &follower{t: t}
	t.Cleanup(func() { answer.Body.Close() })
	go func() {
		in := bufio.NewReader(answer.Body)
		name := ""
		for {
			line, err := in.ReadString('\n')
			f.mu.Lock()
			f.sent.WriteString(line)
			if after, ok := strings.CutPrefix(line, "event: "); ok {
				name = strings.TrimSpace(after)
			}
			if after, ok := strings.CutPrefix(line, "data: "); ok && name == "scene" {
				f.scenes = append(f.scenes, strings.TrimSpace(after))
			}
			f.ended = err != nil
			f.mu.Unlock()
			if err != nil {
				return
			}
		}
	}()
	return f
}

// next waits for a scene that was not read yet.
func (f *follower) next() (scene string) {
	f.t.Helper()
	eventually(f.t, "a scene is sent", func() bool {
		f.mu.Lock()
		defer f.mu.Unlock()
		if f.read == len(f.scenes) {
			return false
		}
		scene, f.read = f.scenes[f.read], f.read+1
		return true
	})
	return scene
}

// latest is the newest scene; "" before the first.
func (f *follower) latest() string {
	f.mu.Lock()
	defer f.mu.Unlock()
	if len(f.scenes) == 0 {
		return ""
	}
	return f.scenes[len(f.scenes)-1]
}

// until waits for a scene that is as wanted.
func (f *follower) until(what string, wanted func(scene string) bool) {
	f.t.Helper()
	for began := time.Now(); !wanted(f.latest()); time.Sleep(time.Millisecond) {
		if time.Since(began) > soon {
			f.t.Fatalf("%s: it was never sent; the last was %s", what, f.latest())
		}
	}
}

// bytes are all that were sent since the last call.
func (f *follower) bytes() string {
	f.mu.Lock()
	defer f.mu.Unlock()
	defer f.sent.Reset()
	return f.sent.String()
}

// isOver is whether the stream has ended.
func (f *follower) isOver() bool {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.ended
}
