package convert

import (
	"cmp"
	"fmt"
	"path"
	"slices"
	"strings"

	"facilitate/session"
)

// Picture is a picture that goes beside the plan.
type Picture struct {
	Name string // within the folder of pictures
	Data func() []byte
}

// Pictures are those of a session's slides; each is unpacked when it is asked for.
func (f *Found) Pictures(s *Session) (all []Picture) {
	for _, sl := range s.slidesUp() {
		if name := f.pictureName(sl); name != "" {
			all = append(all, Picture{name, func() []byte {
				data, _ := f.deck.picture(sl)
				return data
			}})
		}
	}
	return all
}

// pictureName is what a slide's picture is called; "": it has none for a plan.
func (f *Found) pictureName(sl *slide) string {
	if sl.picture == "" {
		return ""
	}
	if sl.ending == "" {
		_, sl.ending = f.deck.picture(sl)
		sl.ending = cmp.Or(sl.ending, "none")
	}
	if sl.ending == "none" {
		return ""
	}
	return fmt.Sprintf("slide-%d%s", sl.n, sl.ending)
}

func (s *Session) slidesUp() (all []*slide) {
	for _, step := range s.Steps {
		all = append(all, step.deck...)
	}
	return all
}

// slides writes the slides of a session; pictures is the folder of their
// pictures, beside the plan; none where it is empty.
func (d *drafter) slides(f *Found, s *Session, pictures, source string) {
	all := s.slidesUp()
	if len(all) == 0 {
		return
	}
	hasFigure := func(sl *slide) bool { return session.FigureIn(sl.title+"\n"+sl.body()) != "" }
	if slices.ContainsFunc(all, hasFigure) {
		d.line(0, "sources:")
		d.comment(2, "figures on the slides are from the deck; name what they rest on")
		d.line(2, "- id: deck")
		d.field(4, "text", source)
	}
	d.line(0, "slides:")
	taken := map[string]bool{}
	for _, sl := range all {
		title, body := sl.title, sl.body()
		if title == "" && body == "" {
			title = fmt.Sprintf("Slide %d", sl.n)
		}
		id := uniqueID(cmp.Or(title, fmt.Sprint("slide ", sl.n)), "slide", taken)
		d.shown[sl] = id
		d.line(2, "- id: %s", id)
		d.field(4, "title", title)
		d.field(4, "body", body)
		if name := f.pictureName(sl); name != "" && pictures != "" {
			d.field(4, "image", path.Join(pictures, name))
			d.field(4, "alt", cmp.Or(sl.alt, title, name))
		}
		if hasFigure(sl) {
			d.line(4, "sources: [deck]")
		}
	}
}

// body is what stands on a slide below its title, as a list.
func (s *slide) body() string {
	var items []string
	for _, b := range s.blocks {
		if b.table == nil {
			items = append(items, oneLine(b.text))
			continue
		}
		for _, row := range b.table.rows {
			var cells []string
			for i := range row {
				if text := row[i].text(); text != "" {
					cells = append(cells, text)
				}
			}
			if len(cells) > 0 {
				items = append(items, strings.Join(cells, ": "))
			}
		}
	}
	if len(items) < 2 {
		return strings.Join(items, "")
	}
	return "- " + strings.Join(items, "\n- ")
}
