package convert

import (
	"bytes"
	"fmt"
	"math"
	"path"
	"slices"
	"strings"
)

// readPptx is the front end for slide decks: each slide that is shown is a
// heading, what stands on it, and what is said to it.
func readPptx(a *archive) (*document, error) {
	r := pptxReader{a: a, used: map[string]int{}}
	const whole = "ppt/presentation.xml"
	parts, err := a.relations(whole)
	if err != nil {
		return nil, err
	}
	var order []struct{ id, part string }
	section := map[string]string{} // by the ids of slides
	name := ""
	if err := a.eachXML(whole, xmlHandler{start: func(e element) bool {
		switch e.name {
		case "sldSz":
			r.area = float64(e.number("cx")) * float64(e.number("cy"))
		case "section":
			name = e.value("name")
		case "sldId":
			if now := e.value("r:id"); now != "" {
				order = append(order, struct{ id, part string }{e.value("id"), parts[now].part})
			} else {
				section[e.value("id")] = name
			}
		}
		return false
	}}); err != nil {
		return nil, err
	}
	if len(order) > mostSlides {
		return nil, errTooLarge
	}
	for i, s := range order {
		if err := r.slide(i+1, s.part, section[s.id]); err != nil {
			return nil, err
		}
	}
	doc, err := r.b.finish()
	if err != nil {
		return nil, err
	}
	doc.told = r.told
	for _, s := range r.slides {
		if r.used[s.picture] > mostUsesOfPicture {
			s.picture = ""
		}
	}
	doc.slides, doc.picture = r.slides, r.picture
	return doc, nil
}

const mostSlides = 1_000

// What a picture must be to be one of its slide, not of the deck's design.
const (
	mostUsesOfPicture = 2
	leastOfSlide      = 0.04 // of the slide's area
)

type slide struct {
	n       int
	title   string
	blocks  []block // without the title
	said    []string
	picture string // the part of the archive; may be empty
	ending  string // of the picture's name, once it was looked at
	alt     string
	section string
}

type pptxReader struct {
	b      builder
	a      *archive
	area   float64 // of a slide
	slides []*slide
	told   []string
	used   map[string]int // how many slides show a picture
}

func (r *pptxReader) slide(n int, part, section string) error {
	parts, err := r.a.relations(part)
	if err != nil {
		return err
	}
	s := pptxSlide{r: r, parts: parts, place: fmt.Sprintf("slide %d", n), titleAt: -1, top: math.MaxInt}
	s.from, s.begun = len(r.b.doc.blocks), len(r.b.doc.blocks)
	if err := r.a.eachXML(part, xmlHandler{s.start, s.end, s.text, &r.b.err}); err != nil {
		return err
	}
	r.b.endLines()
	blocks := r.b.doc.blocks
	if s.hidden {
		r.b.doc.blocks = blocks[:s.from]
		r.told = append(r.told, fmt.Sprintf("slide %d is hidden in the deck, and is left out", n))
		return nil
	}
	is := &slide{n: n, section: section, picture: s.picture, alt: oneLine(s.alt)}
	if s.titleAt < 0 {
		s.titleAt = s.topAt
	}
	for i := s.from; i < len(blocks); i++ {
		blocks[i].place = s.place
		if i == s.titleAt && blocks[i].table == nil {
			is.title = oneLine(blocks[i].text)
			blocks[i].kind, blocks[i].level = heading, 1
			// The title goes first, wherever it stands in the file.
			title := blocks[i]
			copy(blocks[s.from+1:i+1], blocks[s.from:i])
			blocks[s.from] = title
		}
	}
	is.blocks = slices.Clone(blocks[s.from:])
	if is.title != "" {
		is.blocks = is.blocks[1:]
	}
	for _, p := range parts {
		if strings.HasSuffix(p.kind, "/notesSlide") {
			if is.said, err = r.said(p.part); err != nil {
				return err
			}
		}
	}
	if is.picture != "" {
		r.used[is.picture]++
	}
	r.slides = append(r.slides, is)
	return nil
}

// pptxSlide is the slide that is being read, or the page of its notes.
type pptxSlide struct {
	r       *pptxReader
	parts   map[string]relation
	place   string
	hidden  bool
	isNotes bool
	from    int // of the document's blocks
	titleAt int // the block that is the title; negative: none is

	shape  string // the kind of its placeholder, or ""
	begun  int    // of the document's blocks, the first of the shape
	placed bool   // where the shape stands is known
	top    int    // where the topmost text stands that may be the title
	topAt  int
	y      int
	groups int
	inText bool

	picture, alt string
	shown        float64 // its area
	now, nowAlt  string  // the picture that is being read
}

func (s *pptxSlide) start(e element) (skip bool) {
	b := &s.r.b
	switch e.name {
	case "Fallback", "extLst", "oleObj":
		return true
	case "sld":
		s.hidden = !slices.Contains([]string{"", "1", "true"}, e.value("show"))
	case "grpSp":
		s.groups++
	case "sp", "graphicFrame", "pic":
		s.shape, s.begun, s.placed, s.y, s.now = "", len(b.doc.blocks), false, 0, ""
	case "cNvPr":
		s.nowAlt = e.value("descr")
	case "ph":
		if s.shape = e.value("type"); s.shape == "" {
			s.shape = "body"
		}
	case "off":
		if !s.placed && s.groups == 0 {
			s.y, s.placed = e.number("y"), true
		}
	case "blip":
		s.now = s.parts[e.value("embed")].part
	case "ext":
		if s.now != "" {
			s.pictureOf(float64(e.number("cx")) * float64(e.number("cy")))
		}
	default:
		s.startText(e)
	}
	return false
}

// startText begins what text is made of.
func (s *pptxSlide) startText(e element) {
	b := &s.r.b
	switch e.name {
	case "p":
		kind := paragraph
		if s.shape == "body" {
			kind = item
		}
		b.begin(kind, 0)
	case "pPr":
		if l := b.line(); l != nil {
			l.level = e.number("lvl")
		}
	case "t":
		s.inText = true
	case "br":
		b.add("\n", false)
	case "tbl":
		b.beginTable(s.place + ", table")
	case "tr":
		b.row()
	case "tc":
		b.cell(e.number("gridSpan"), e.value("vMerge") != "")
	}
}

// pictureOf takes the largest picture of the slide for its own.
func (s *pptxSlide) pictureOf(area float64) {
	if area > s.shown && area >= leastOfSlide*s.r.area {
		s.picture, s.alt, s.shown = s.now, s.nowAlt, area
	}
}

func (s *pptxSlide) end(name string) {
	b := &s.r.b
	switch name {
	case "grpSp":
		s.groups--
	case "p":
		b.end()
	case "t":
		s.inText = false
	case "tbl":
		b.endTable()
	case "pic":
		if s.now != "" && !s.placed { // a placeholder is as large as the design has it
			s.pictureOf(s.r.area / 2)
		}
	case "sp":
		s.endShape()
	}
}

func (s *pptxSlide) endShape() {
	blocks := s.r.b.doc.blocks
	isTitle := s.shape == "title" || s.shape == "ctrTitle"
	switch {
	case s.isNotes && s.shape != "body", slices.Contains([]string{"dt", "ftr", "hdr", "sldNum", "sldImg"}, s.shape):
		s.r.b.doc.blocks = blocks[:s.begun]
	case s.isNotes, s.begun >= len(blocks), isTitle && s.titleAt >= 0:
	case isTitle:
		// Its lines are one title.
		for _, more := range blocks[s.begun+1:] {
			blocks[s.begun].text += " " + more.text
		}
		s.r.b.doc.blocks = blocks[:s.begun+1]
		s.titleAt = s.begun
	case s.groups == 0 && s.y < s.top && len(blocks[s.begun].text) < 120:
		s.top, s.topAt = s.y, s.begun
	}
}

func (s *pptxSlide) text(text string) {
	if s.inText {
		s.r.b.add(text, false)
	}
}

// said are the speaker notes of a slide; a page of them may hold a number only.
func (r *pptxReader) said(part string) (said []string, err error) {
	from := len(r.b.doc.blocks)
	s := pptxSlide{r: r, isNotes: true, begun: from}
	if err := r.a.eachXML(part, xmlHandler{s.start, s.end, s.text, &r.b.err}); err != nil {
		return nil, err
	}
	r.b.endLines()
	for _, b := range r.b.doc.blocks[from:] {
		if b.table == nil {
			said = append(said, oneLine(b.text))
		}
	}
	r.b.doc.blocks = r.b.doc.blocks[:from]
	return said, nil
}

// pictureSigns begin the pictures that a plan may have, by their endings.
var pictureSigns = map[string]string{".png": "\x89PNG\r\n\x1a\n", ".jpg": "\xff\xd8\xff", ".gif": "GIF8"}

// picture unpacks a picture of a slide, and tells the ending of its name; there
// is none where it is no picture that a plan may have.
func (r *pptxReader) picture(s *slide) (data []byte, ending string) {
	f := r.a.files[s.picture]
	if f == nil || path.IsAbs(s.picture) {
		return nil, ""
	}
	r.a.left = maxPicture
	data, _ = r.a.read(s.picture)
	return data, pictureEnding(data)
}

// pictureEnding is the ending of a picture's name; "": no plan may have such a one.
func pictureEnding(data []byte) string {
	for ending, sign := range pictureSigns {
		if bytes.HasPrefix(data, []byte(sign)) {
			return ending
		}
	}
	return ""
}
