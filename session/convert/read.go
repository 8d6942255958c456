package convert

import (
	"errors"
	"fmt"
	"time"
)

// Found is what was found in a document.
type Found struct {
	Title    string // may be empty
	Sessions []*Session
	Told     []string // what was decided and what differs, each with its place
	Unplaced []Unplaced

	prose                map[string][]string // aim, background and audience
	outcomes, resources  []string
	facilitators         []string
	counts               map[string][]string // how many of a resource, by its plain name
	deck                 *document           // where it is one
	stated               time.Duration
	statedText, statedAt string
}

// Unplaced is text that is in no part of the draft.
type Unplaced struct{ Place, Text string }

// Read finds the sessions of a document, whose format its bytes tell, else the
// ending of its name. The error is one line of what is wrong with it.
func Read(name string, src []byte) (*Found, error) {
	kind := KindOf(name, src)
	if kind.read == nil {
		return nil, kind.refusal()
	}
	if len(src) > MaxSize {
		return nil, fmt.Errorf("it is larger than %d MiB", MaxSize>>20)
	}
	if len(src) > 2*maxText && !kind.inArchive { // in UTF-16 each letter takes two
		return nil, errTooLarge
	}
	doc, err := kind.read(src)
	if err != nil {
		return nil, err
	}
	return find(doc)
}

// find reads the common form. All that stands on the slides of a deck is in its
// draft, as slides.
func find(doc *document) (*Found, error) {
	for _, b := range doc.blocks {
		if len(doc.blocks) > maxRead || b.table != nil && len(b.table.rows) > maxRead {
			return nil, errTooLarge
		}
	}
	f, way := &Found{Told: doc.told}, byAnyWay
	if len(doc.slides) > 0 {
		f.deck, f.Title, way = doc, doc.slides[0].title, byDeck
	}
	best := way(doc)
	if len(best.sessions) == 0 {
		return nil, errNoSteps
	}
	f.Sessions, f.Told, f.stated = best.sessions, append(f.Told, best.told...), best.stated
	f.around(doc, best.used)
	if f.deck != nil {
		f.Unplaced, f.resources = nil, nil
		delete(f.prose, "background")
	}
	f.numberedOutcomes()
	f.name(doc)
	return f, nil
}

// byAnyWay tries each way to read the steps, and takes the one that finds most of
// them. Lines that are plainer than headings with times are often parts of steps, so
// there must be many more of them.
func byAnyWay(doc *document) found {
	best := byTables(doc)
	best.mergeShapes()
	ways := []found{best}
	ofLines := false
	for by := range ranks {
		f := byLines(doc, by)
		ways = append(ways, f)
		n := best.timedSteps()
		if ofLines || by >= clockLines && n >= 3 {
			n *= 2
		}
		if f.timedSteps() > n && !best.hasParts() {
			best, ofLines = f, true
		}
	}
	best.compare(ways)
	best.takeProse(doc)
	if len(best.sessions) == 0 {
		return byList(doc)
	}
	return best
}

var errNoSteps = errors.New("no steps of a session were found in it: neither a table with times nor headings or lines with minutes")

func minutesText(d time.Duration) string {
	switch {
	case d <= 0:
		return "no time"
	case d%time.Minute == 0:
		return fmt.Sprintf("%d min", d/time.Minute)
	}
	return d.String()
}
