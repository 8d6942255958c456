package pack

import (
	"cmp"
	"encoding/base64"
	"fmt"
	"html/template"
	"math"
	"unicode/utf8"

	"facilitate/session"
	"facilitate/session/prose"
)

// slidesPage is the set of slides, a sheet each.
type slidesPage struct {
	page
	Slides []slide
}

// slide is one as it is shown, on a sheet of its own or in the guide.
type slide struct {
	Number  string // 3 of 9
	Heading string
	Body    string
	Read    bool
	Image   template.URL // the picture itself, as a data URL
	Missing bool         // there should be a picture, but it was not given
	Alt     string
	Sources []string // in words
	Cited   string   // by their numbers
	Size    int      // of its letters on a sheet of its own, in points
}

func (p *pack) slides(m *maker) (Document, error) {
	g := slidesPage{page: p.page("slides", m)}
	g.Wide = true
	c := newCitations(p.plan)
	for i := range p.public.Slides {
		sl := p.slide(&p.public.Slides[i], i)
		sl.Size = p.slideSize(&p.public.Slides[i])
		for _, id := range p.public.Slides[i].Sources {
			sl.Sources = append(sl.Sources, prose.Short(prose.Plain(c.sources[id].Text), mostCell))
		}
		g.Slides = append(g.Slides, sl)
	}
	return document("slides", g)
}

// slide is the one at a place, from 0.
func (p *pack) slide(s *session.Slide, at int) slide {
	sl := slide{
		Number: fmt.Sprintf("%d of %d", at+1, len(p.plan.Slides)), Heading: cmp.Or(s.Title, fmt.Sprintf("Slide %d", at+1)),
		Body: s.Body, Read: s.Read, Alt: s.Alt,
	}
	if s.Image != "" {
		sl.Image = dataURL(s.Image, p.options.Pictures[s.PictureFile()])
		sl.Missing = sl.Image == ""
	}
	return sl
}

func dataURL(name string, picture []byte) template.URL {
	media := session.MediaType(name)
	if media == "" || len(picture) == 0 {
		return ""
	}
	return template.URL("data:" + media + ";base64," + base64.StdEncoding.EncodeToString(picture)) // of letters and digits only
}

// The sheet of a slide in points: A4 on its side, less a little for what the
// reckoning below does not know.
const (
	slideWidth  = 690.0
	slideHeight = 440.0
)

// slideSize is the size of the largest letters, in points, with which a slide
// is likely to fit its sheet. One that does not goes on on another.
func (p *pack) slideSize(s *session.Slide) int {
	const largest, least = 36, 18
	blocks := prose.Parse(s.Body).Leaves()
	room := slideHeight
	if n := float64(len(s.Sources)); n > 0 && p.options.Large {
		room -= 30 + 32*n
	} else if n > 0 { // two sources go on a line, or nearly
		room -= 20 + 8*n
	}
	for size := largest; size > least; size-- {
		height := lineHeight(utf8.RuneCountInString(s.Title), 1.4*float64(size))
		for _, block := range blocks {
			// With a character to spare: letters a little small are read, a
			// slide on two sheets is not.
			height += lineHeight(utf8.RuneCountInString(block.Plain())+1, float64(size))
		}
		if height <= room {
			return size
		}
	}
	return least
}

// lineHeight is the height of a block of so many characters, with the gap after
// it, for letters that on average are half as wide as they are high.
func lineHeight(runes int, size float64) float64 {
	const width, line, gap = 0.5, 1.35, 0.5 // of a letter's size
	return size * (line*math.Ceil(float64(max(runes, 1))*width*size/slideWidth) + gap)
}
