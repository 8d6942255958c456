package slides

import (
	"bytes"
	"encoding/json"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"facilitate/cmd/cli"
	"facilitate/cmd/clitest"
	"facilitate/cmd/room"
	"facilitate/session"
	"facilitate/timer/timertest"
)

// slidesToMend has each kind of slide there is to find.
const slidesToMend = `title: To mend
duration: 1h
slides:
  - {id: good, title: Good, body: "- one\n- two", read: true}
  - {id: long, title: Long, body: "POINTS"}
  - {id: prose, body: "PROSE"}
  - {id: book, body: "BOOK"}
  - {id: wide, title: Wide, body: "WORD is one word"}
  - {id: address, title: Where, body: "https://example.org/WORD/WORD"}
  - {id: big, title: Big, image: big.png, alt: A big one}
  - {id: beside, title: Beside, body: "- x\n- y", image: pictures/small.png, alt: A small one}
  - {id: crowded, title: Crowded, body: "POINTS", image: big.png, alt: A big one}
  - {id: squeezed, title: "TITLE", image: big.png, alt: A big one}
  - {id: gone, title: Gone, image: gone.png, alt: Not there}
  - {id: spoilt, title: Spoilt, image: spoilt.png, alt: Spoilt}
  - {id: text, title: Text, image: text.png, alt: A text}
  - {id: outside, title: Outside, image: outside.png, alt: Not in the folder}
  - {id: under, title: Under, body: "TEN"}
  - {id: never, title: Never}
activities:
  - id: a
    title: A
    phases:
      - {name: Talk, duration: 5m, notes: [{slide: good}, {slide: long}, {slide: prose}, {slide: book}, {slide: wide}, {slide: address}, {slide: big}, {slide: beside}, {slide: crowded}, {slide: squeezed}, {slide: gone}, {slide: spoilt}, {slide: text}, {slide: outside}, {slide: under}]}
      - {name: Groups, duration: 15m, setting: [pairs, groups], question: "QUESTION", notes: [{ask: x}]}
`

// writePicture writes a PNG file.
func writePicture(t *testing.T, file string, width, height int) []byte {
	t.Helper()
	img := image.NewGray(image.Rect(0, 0, width, height))
	img.SetGray(width/2, height/2, color.Gray{Y: 200})
	var b bytes.Buffer
	if err := png.Encode(&b, img); err != nil {
		t.Fatal(err)
	}
	if err := os.MkdirAll(filepath.Dir(file), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, b.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// planToMend writes the plan with its pictures.
func planToMend(t *testing.T) (file string) {
	t.Helper()
	folder := filepath.Join(t.TempDir(), "a folder #1 äöü")
	writePicture(t, filepath.Join(folder, "big.png"), 1500, 1000)
	small := writePicture(t, filepath.Join(folder, "pictures", "small.png"), 64, 48)
	outside := filepath.Join(t.TempDir(), "outside.png")
	writePicture(t, outside, 64, 48)
	if err := os.Symlink(outside, filepath.Join(folder, "outside.png")); err != nil {
		t.Skip(err)
	}
	for name, data := range map[string][]byte{
		"spoilt.png": append(small[:20:20], "nothing of the kind"...), "text.png": []byte("hello"),
		"mend.yaml": []byte(strings.NewReplacer(
			"POINTS", strings.Repeat(`- A point of a dozen words that says what could be said in three\n`, 22),
			"PROSE", strings.Repeat("Words that go on and on. ", 150), "BOOK", strings.Repeat("Words that go on and on. ", 1000),
			"WORD", strings.Repeat("Donaudampfschifffahrt", 9), "TITLE", strings.Repeat("A title over a picture. ", 20),
			"TEN", strings.Repeat(`- A point of seven words in all\n`, 9), "QUESTION", strings.Repeat("What would you say to that? ", 20),
		).Replace(slidesToMend)),
	} {
		file = filepath.Join(folder, name)
		if err := os.WriteFile(file, data, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return filepath.Join(folder, "mend.yaml")
}

// runSlidesCheck runs the command.
func runSlidesCheck(args ...string) (status int, out, complaint string) {
	var stdout, stderr bytes.Buffer
	env := &cli.Env{Out: &stdout, Err: &stderr, Getenv: func(string) string { return "" }, Now: time.Now}
	status = clitest.Execute(env, New(env), append([]string{"--check"}, args...)...)
	return status, stdout.String(), stderr.String()
}

// TestSlidesCheck measures slides in a real browser, and what it would print of them.
func TestSlidesCheck(t *testing.T) {
	t.Parallel()
	clitest.Browser(t)
	file := planToMend(t)
	status, out, complaint := runSlidesCheck("--json", file)
	if status != cli.StatusFailed || complaint != "" {
		t.Fatalf("exit status %d: %s", status, complaint)
	}
	var c slidesJSON
	if err := json.Unmarshal([]byte(out), &c); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	if c.OK || c.Width != 1280 || c.Height != 720 || c.Least != 24 || c.File != file || len(c.Slides) != 16 {
		t.Errorf("%s", out)
	}
	says := map[string]string{ // the beginning of each problem; nothing: it fits
		"good": "", "big": "", "beside": "", "never": "",
		"long":     "22 points; body text would be ",
		"prose":    "900 words; body text would be ",
		"book":     "6000 words do not fit, however small the letters are",
		"wide":     `"DonaudampfschifffahrtDonaudampfschifffa…" is wider than the slide`,
		"address":  `"https://example.org/Donaudampfschifffah…" is wider than the slide`,
		"crowded":  "22 points; body text would be ",
		"squeezed": "the picture big.png has less than a quarter of the window's height",
		"gone":     "the picture gone.png cannot be shown: ",
		"spoilt":   "the picture spoilt.png cannot be shown: the browser makes nothing of it",
		"text":     "the picture text.png cannot be shown: it is not what its name says",
		"outside":  "the picture outside.png cannot be shown: ",
		"under":    "9 points; body text would be ",
	}
	smallest := 99.0
	for i, s := range c.Slides {
		want := says[s.ID]
		if s.Body > 0 {
			smallest = min(smallest, s.Body)
		}
		if s.Line != 4+i || s.Column != 5 {
			t.Errorf("%s is at line %d, column %d", s.ID, s.Line, s.Column)
		}
		if ok := want == ""; s.OK != ok || len(s.Problems) > 1 || !ok && (len(s.Problems) == 0 || !strings.HasPrefix(s.Problems[0].What, want) || s.Problems[0].Todo == "") {
			t.Errorf("%s: %+v", s.ID, s)
		}
		switch small := strings.Contains(want, "would be"); {
		case small && (s.Body < 8 || s.Body >= 24):
			t.Errorf("%s has %v px", s.ID, s.Body)
		case s.ID == "under" && len(s.Problems) == 1 && !strings.Contains(s.Problems[0].What, ` in "Groups"`):
			t.Errorf("it is told of every phase: %s", s.Problems[0].What)
		}
	}
	if c.Smallest != smallest {
		t.Errorf("the smallest text is %v, not %v", c.Smallest, smallest)
	}
	c.size = windowSize{c.Width, c.Height}
	lines := strings.Split(strings.TrimSpace(c.String()), "\n")
	if len(lines) != 13 ||
		!strings.HasPrefix(lines[0], file+":5:5: long: 22 points; body text would be ") ||
		!strings.HasSuffix(lines[0], " px, less than 24; split it, or shorten it") ||
		!strings.HasPrefix(lines[12], session.CleanLine(file)+": 12 of 16 slides to mend at 1280×720; smallest text ") {
		t.Errorf("%q", lines)
	}
}

// TestSlidesCheckText is what it prints where nothing is to be mended. The shipped
// plan is such at any size that projectors have: the room's own tests look at it,
// and the long ones have a browser measure it at each.
func TestSlidesCheckText(t *testing.T) {
	t.Parallel()
	sizes := []string{"1280x720", "1024X768", "1920×1080"}
	for _, size := range sizes[:timertest.Amount(0, len(sizes))] {
		clitest.Browser(t)
		shown := strings.NewReplacer("x", "×", "X", "×").Replace(size)
		status, out, complaint := runSlidesCheck("--size", size)
		if want := "infant-mental-health: 9 slides fit at " + shown + "; smallest text "; status != 0 || !strings.HasPrefix(out, want) || complaint != "" {
			t.Errorf("exit status %d: %s%s", status, out, complaint)
		}
	}
	c := slidesJSON{Plan: "walk", File: "walk.yaml", OK: true, size: windowSize{1024, 768}, Smallest: 28.47}
	for n, want := range []string{"walk: no slides", "walk: 1 slide fits at 1024×768", "walk: 2 slides fit at 1024×768"} {
		if got := c.String(); got != want+"; smallest text 28.4 px\n" {
			t.Errorf("%d slides: %q", n, got)
		}
		c.Slides = append(c.Slides, checkedSlide{ID: "s", OK: true})
	}
}

func TestSlidesCheckWithoutSlides(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "none.yaml")
	if err := os.WriteFile(file, []byte("title: None\nduration: 5m\nactivities: [{id: a, title: A, duration: 5m}]\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if status, out, complaint := runSlidesCheck(file, "--browser", "./there-is-none"); status != 0 || out != file+": no slides\n" {
		t.Errorf("exit status %d: %s%s", status, out, complaint)
	}
	if status, out, _ := runSlidesCheck(file, "--json", "--size", "1024X768"); status != 0 || !strings.Contains(out, `"width": 1024,`) || !strings.Contains(out, `"height": 768,`) {
		t.Errorf("exit status %d: %s", status, out)
	}
}

// TestSlidesCheckWithoutBrowser has none among the commands.
func TestSlidesCheckWithoutBrowser(t *testing.T) {
	t.Parallel()
	if runtime.GOOS != "linux" {
		t.Skip("here browsers are also looked for in places that a test cannot empty")
	}
	program, err := exec.LookPath("facilitate") // this test
	if err != nil {
		t.Fatal(err)
	}
	c := exec.Command(program, "slides", "--check")
	c.Env = []string{"PATH=" + t.TempDir(), "HOME=" + t.TempDir(), "GORACE=atexit_sleep_ms=0"}
	out, err := c.CombinedOutput()
	const want = "no Chromium, Chrome or Edge was found to measure the slides with; install one, or name one that is installed with --browser PATH\n"
	if string(out) != want || c.ProcessState.ExitCode() != cli.StatusFailed {
		t.Errorf("%v: %s", err, out)
	}
}

// TestSlidesJudged are the sizes at which a slide is still right.
func TestSlidesJudged(t *testing.T) {
	t.Parallel()
	talk, groups := &session.Phase{Name: "Talk"}, &session.Phase{Name: "Groups"}
	slide := &session.Slide{ID: "s", Body: "x", At: session.Position{Line: 3, Column: 5}}
	at := func(p *session.Phase, px float64) measuredSlide {
		return measuredSlide{&room.Showing{Phase: p}, room.Fit{Body: px, Points: 5}}
	}
	for _, test := range []struct {
		size string
		of   []measuredSlide
		want string
	}{
		{"1280x720", []measuredSlide{at(talk, 24)}, ""},
		{"1280x720", []measuredSlide{at(talk, 23.8)}, ""}, // as near as the page finds a size
		{"1280x720", []measuredSlide{at(talk, 23.7)}, "5 points; body text would be 23.7 px, less than 24; split it, or shorten it"},
		{"1920x1080", []measuredSlide{at(talk, 36)}, ""},
		{"1920x1080", []measuredSlide{at(talk, 35)}, "5 points; body text would be 35 px, less than 36; split it, or shorten it"},
		{"1024x768", []measuredSlide{at(talk, 25)}, "5 points; body text would be 25 px, less than 25.6; split it, or shorten it"},
		{
			"1280x720",
			[]measuredSlide{at(talk, 30), at(groups, 20)},
			`5 points; body text would be 20 px in "Groups", less than 24; shorten it, or the phase's question, which stands under it`,
		},
		{"1280x720", []measuredSlide{at(talk, 22), at(groups, 20)}, "5 points; body text would be 20 px, less than 24; split it, or shorten it"},
		{"1280x720", []measuredSlide{at(nil, 20)}, "5 points; body text would be 20 px, less than 24; split it, or shorten it"},
		{"1280x720", []measuredSlide{at(talk, 0)}, ""},
	} {
		size, err := parseSize(test.size)
		if err != nil {
			t.Fatal(err)
		}
		c := slidesJSON{Width: size.width, Height: size.height, Least: size.least()}
		got := ""
		for _, p := range c.judge(slide, nil, test.of).Problems {
			got += p.What + "; " + p.Todo
		}
		if got != test.want {
			t.Errorf("%s, %+v: %s", test.size, test.of, got)
		}
	}
}

func TestParseSize(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"1280x720": "1280×720", "1024X768": "1024×768", "1920×1080": "1920×1080", "240x8192": "240×8192",
		"": "", "x": "", "1280": "", "1280x": "", "x720": "", "239x720": "", "1280x8193": "", "-1280x720": "", "1e3x720": "", "1280x720x3": "", "1280 720": "",
	} {
		got, err := parseSize(text)
		if shown := fmt.Sprint(got); (err == nil) != (want != "") || err == nil && shown != want {
			t.Errorf("%q: %v %v", text, got, err)
		}
	}
}
