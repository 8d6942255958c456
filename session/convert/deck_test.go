package convert

import (
	"fmt"
	"strings"
	"testing"
)

// testSlide is a slide of a deck that a test makes.
type testSlide struct {
	title  string
	body   []string // text boxes
	said   string
	hidden bool
	image  bool
}

const png = "\x89PNG\r\n\x1a\n of a picture"

func pptx(t *testing.T, slides ...testSlide) []byte {
	t.Helper()
	files := map[string]string{"ppt/media/a.png": png, "ppt/vbaProject.bin": "macros"}
	var order, rels strings.Builder
	shape := func(kind, text string) string {
		return `<p:sp><p:nvPr><p:ph type="` + kind + `"/></p:nvPr><p:txBody><a:p><a:r><a:t>` + text + `</a:t></a:r></a:p></p:txBody></p:sp>`
	}
	for i, s := range slides {
		file := 20 - i // files are not numbered as slides are
		fmt.Fprintf(&order, `<p:sldId id="%d" r:id="r%d"/>`, 256+i, file)
		fmt.Fprintf(&rels, `<Relationship Id="r%d" Type="x/slide" Target="slides/slide%d.xml"/>`, file, file)
		body := shape("sldNum", fmt.Sprint(i+1))
		for y, text := range s.body {
			body += fmt.Sprintf(`<p:sp><p:spPr><a:xfrm><a:off x="0" y="%d"/></a:xfrm></p:spPr><p:txBody><a:p><a:r><a:t>%s</a:t></a:r></a:p></p:txBody></p:sp>`, 100*(y+1), text)
		}
		if s.title != "" {
			body += shape("title", s.title)
		}
		if s.image {
			body += `<p:pic><p:nvPicPr><p:cNvPr descr="A map"/></p:nvPicPr><p:blipFill><a:blip r:embed="i"/></p:blipFill><p:spPr><a:xfrm><a:off y="1"/><a:ext cx="50" cy="50"/></a:xfrm></p:spPr></p:pic>`
		}
		files[fmt.Sprintf("ppt/slides/slide%d.xml", file)] = fmt.Sprintf(`<p:sld show="%d"><p:spTree>%s</p:spTree></p:sld>`, map[bool]int{true: 0, false: 1}[s.hidden], body)
		files[fmt.Sprintf("ppt/slides/_rels/slide%d.xml.rels", file)] = fmt.Sprintf(`<Relationships><Relationship Id="n" Type="x/notesSlide" Target="../notesSlides/n%d.xml"/><Relationship Id="i" Type="x/image" Target="../media/a.png"/></Relationships>`, file)
		files[fmt.Sprintf("ppt/notesSlides/n%d.xml", file)] = `<p:notes>` + shape("body", s.said) + shape("sldNum", "7") + `</p:notes>`
	}
	files["ppt/presentation.xml"] = `<p:presentation><p:sldIdLst>` + order.String() + `</p:sldIdLst><p:sldSz cx="100" cy="100"/></p:presentation>`
	files["ppt/_rels/presentation.xml.rels"] = `<Relationships>` + rels.String() + `</Relationships>`
	return zipped(t, files)
}

// TestReadDeck reads the times of decks: of an agenda, of labels and titles, and
// where there are none; slides, speaker notes and pictures go with the steps.
func TestReadDeck(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name          string
		slides        []testSlide
		want, inDraft string
	}{
		{"an agenda with the times before the steps", []testSlide{
			{title: "Trees"},
			{body: []string{"Today", "0-10 min", "Hello", "10-30 min", "The wood", "30-35 min", "Close"}},
			{title: "The wood", said: "Look up.", image: true},
			{title: "Oaks", hidden: true},
			{title: "Close"},
		}, "10 Hello\n20 The wood\n5 Close", `
  - id: the-wood
    title: The wood
    duration: 20m
    notes:
      - slide: the-wood
      - say: Look up.
`},
		{"an agenda with the times behind the steps", []testSlide{
			{title: "Agenda", body: []string{"Hello", "9:00 – 9:10", "The wood", "9:10 – 9:40", "Tea", "9:40 – 9:55"}},
		}, "10 Hello\n30 The wood\n15 Tea (break)", ""},
		{"times in titles and behind labels", []testSlide{
			{title: "Trees"},
			{title: "Hello (5 min)"},
			{title: "The wood", body: []string{"Timeframe", "15 minutes", "30 minutes saved per task"}},
			{title: "Oaks", body: []string{"In 20 minutes they grow a leaf"}},
			{body: []string{"Your turn", "Draw a leaf", "Sheet 4 | Suggested Time: 1 hour 10 min"}},
			{title: "Your turn"},
			{title: "Your turn"},
		}, "5 Hello\n15 The wood\n70 Draw a leaf", ""},
		{"no times", []testSlide{{title: "One", said: "First."}, {title: "Two"}}, "? One\n? Two", "- say: First."},
	} {
		t.Run(c.name, func(t *testing.T) {
			f, err := Read("a.pptx", pptx(t, c.slides...))
			if err != nil {
				t.Fatal(err)
			}
			if got := saidAll(f); got != c.want {
				t.Errorf("read as\n%s\nnot\n%s", got, c.want)
			}
			draft := string(f.Draft(f.Sessions[0], "a", "A", "a.pptx", "a-pictures"))
			if !strings.Contains(draft, strings.Trim(c.inDraft, "\n")) || strings.Contains(draft, "Oaks") && c.slides[3].hidden {
				t.Errorf("the draft is\n%s", draft)
			}
			for _, p := range f.Pictures(f.Sessions[0]) {
				if p.Name != "slide-3.png" || string(p.Data()) != png || !strings.Contains(draft, "image: a-pictures/slide-3.png\n    alt: A map\n") {
					t.Errorf("the picture is %s in\n%s", p.Name, draft)
				}
			}
		})
	}
}
