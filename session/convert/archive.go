package convert

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"path"
	"strconv"
	"strings"
)

// What an archive may hold: a small zip file can unpack to anything.
const (
	maxEntries  = 5_000
	maxUnpacked = 16 << 20 // bytes that are unpacked of it altogether
	maxPicture  = 16 << 20 // bytes of a picture, which are unpacked one at a time
)

// archive is an opened zip file that is unpacked within limits.
type archive struct {
	files map[string]*zip.File
	left  int64 // bytes that may still be unpacked
}

func openArchive(src []byte) (*archive, error) {
	// What the end says of their number is looked at before anything reads them all.
	if n := entriesSaid(src); n > maxEntries {
		return nil, fmt.Errorf("it holds %d files, where a document has a few dozen", n)
	}
	z, err := zip.NewReader(bytes.NewReader(src), int64(len(src)))
	if err != nil {
		return nil, errors.New("it is cut off or damaged; copy or save it again")
	}
	if len(z.File) > maxEntries {
		return nil, fmt.Errorf("it holds %d files, where a document has a few dozen", len(z.File))
	}
	a := &archive{files: map[string]*zip.File{}, left: maxUnpacked}
	for _, f := range z.File {
		a.files[f.Name] = f
	}
	return a, nil
}

// entriesSaid is the number of entries that the end of a zip file names.
func entriesSaid(src []byte) int {
	at := bytes.LastIndex(src, []byte("PK\x05\x06"))
	if at < 0 || at+12 > len(src) {
		return 0
	}
	return int(src[at+10]) | int(src[at+11])<<8
}

func (a *archive) has(name string) bool { return a.files[name] != nil }

func (a *archive) read(name string) ([]byte, error) {
	f := a.files[name]
	if f == nil {
		return nil, fmt.Errorf("its part %s is missing; save it again", name)
	}
	if f.Flags&1 != 0 {
		return nil, errEncrypted
	}
	// What it says is believed only where it says too much.
	if f.UncompressedSize64 > uint64(a.left) {
		return nil, errUnpacked
	}
	r, err := f.Open()
	if err != nil {
		return nil, errors.New("it is damaged; copy or save it again")
	}
	defer r.Close()
	var b bytes.Buffer
	b.Grow(int(f.UncompressedSize64) + bytes.MinRead)
	_, err = b.ReadFrom(io.LimitReader(r, a.left+1))
	data := b.Bytes()
	if int64(len(data)) > a.left {
		return nil, errUnpacked
	}
	if err != nil {
		return nil, errors.New("it is damaged; copy or save it again")
	}
	a.left -= int64(len(data))
	return data, nil
}

// relation is what a part of a document says of another one.
type relation struct{ kind, part string }

// relations are those of a part, by their ids; none where it has none. What
// lies outside of the document is never followed.
func (a *archive) relations(part string) (map[string]relation, error) {
	all := map[string]relation{}
	dir, base := path.Split(part)
	return all, a.eachXMLOf(xmlHandler{start: func(e element) bool {
		if e.name == "Relationship" && e.value("TargetMode") != "External" {
			target := e.value("Target")
			if !path.IsAbs(target) {
				target = path.Join(dir, target)
			}
			all[e.value("Id")] = relation{e.value("Type"), strings.TrimPrefix(path.Clean(target), "/")}
		}
		return false
	}}, dir+"_rels/"+base+".rels")
}

// errTooDeep is what every limit of nesting says.
var errTooDeep = errors.New("its parts stand too deep within one another")

var errUnpacked = fmt.Errorf("it unpacks to more than %d MiB", maxUnpacked>>20)

var errEncrypted = errors.New("it is locked with a password; save it without one")

// element is the start of an XML element; its name is without the prefix.
type element struct {
	name string
	attr []xml.Attr
}

// value is an attribute by its name, with the prefix or without.
func (e element) value(name string) string {
	for _, a := range e.attr {
		if a.Name.Local == name || a.Name.Space+":"+a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

func (e element) number(name string) int {
	n, _ := strconv.Atoi(e.value(name))
	return n
}

// xmlHandler is told of what stands in an XML file, in its order.
type xmlHandler struct {
	start func(e element) (skip bool) // skip: pass over all that is within
	end   func(name string)
	text  func(text string)
	fault *error // what ends the reading as soon as it is there
}

var errDamaged = errors.New("what is in it is damaged; save it again")

// eachXMLOf reads those parts of some that there are.
func (a *archive) eachXMLOf(h xmlHandler, names ...string) error {
	for _, name := range names {
		if a.has(name) {
			if err := a.eachXML(name, h); err != nil {
				return err
			}
		}
	}
	return nil
}

// eachXML reads a part of XML; entities are refused, for no such format needs any.
func (a *archive) eachXML(name string, h xmlHandler) error {
	src, err := a.read(name)
	if err != nil {
		return err
	}
	d := xml.NewDecoder(bytes.NewReader(withoutHugeTags(src)))
	depth, skipped := 0, 0 // skipped is the depth from which all is passed over; 0: nothing is
	for {
		if h.fault != nil && *h.fault != nil {
			return *h.fault
		}
		token, err := d.RawToken()
		switch {
		case errors.Is(err, io.EOF):
			if depth > 0 {
				return errors.New("it is cut off; copy or save it again")
			}
			return nil
		case err != nil:
			return errDamaged
		}
		switch t := token.(type) {
		case xml.Directive:
			return errors.New("it declares entities, which no such document needs")
		case xml.StartElement:
			if depth++; depth > maxDepth {
				return errTooDeep
			}
			if skipped == 0 && h.start(element{t.Name.Local, t.Attr}) {
				skipped = depth
			}
		case xml.EndElement:
			if skipped == 0 && h.end != nil {
				h.end(t.Name.Local)
			}
			if depth == skipped {
				skipped = 0
			}
			depth--
		case xml.CharData:
			if skipped == 0 && h.text != nil {
				h.text(string(t))
			}
		}
	}
}

// withoutHugeTags is XML up to a tag with more attributes than any has, which the
// decoder would gather one by one; cut there it is damaged.
func withoutHugeTags(src []byte) []byte {
	const most = 64 << 10 // bytes
	for from := 0; ; {
		at := bytes.IndexByte(src[from:], '<')
		if at < 0 {
			return src
		}
		end := bytes.IndexByte(src[from+at:], '>')
		if end > most || end < 0 && len(src)-from-at > most {
			return src[:from+at+1]
		}
		if end < 0 {
			return src
		}
		from += at + end
	}
}
