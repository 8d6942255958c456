package convert

import (
	"bytes"
	"cmp"
	"fmt"
	"path"
	"strings"
	"unicode/utf8"
)

// Kind is a kind of file.
type Kind struct {
	What      string // "a Word document"
	read      func(src []byte) (*document, error)
	inArchive bool   // it is a zip file
	Todo      string // what to do with it, where it cannot be read
}

// IsText is whether such a file is a table as text, or Markdown or a page.
func (k Kind) IsText() bool { return k.Readable() && !k.inArchive }

// IsSpreadsheet is whether a spreadsheet program made it.
func (k Kind) IsSpreadsheet() bool { return strings.HasPrefix(k.What, kinds[".xlsx"].What) }

// Readable is whether a plan can be made of such a file.
func (k Kind) Readable() bool { return k.read != nil }

func (k Kind) refusal() error {
	if k.What == "" {
		return fmt.Errorf("it is none of the files that a plan can be made of; those are %s", Endings)
	}
	return fmt.Errorf("it is %s; %s", k.What, k.Todo)
}

var kinds = map[string]Kind{
	".docx": office("a Word document", readDocx),
	".docm": office("a Word document with macros", readDocx),
	".xlsx": office("a spreadsheet", readXlsx),
	".xlsm": office("a spreadsheet with macros", readXlsx),
	".pptx": office("a slide deck", readPptx),
	".pptm": office("a slide deck with macros", readPptx),
	".odt":  office("an OpenDocument text", readOdt),
	".csv":  {What: "a table as CSV", read: readCSV},
	".tsv":  {What: "a table with tabs", read: readCSV},
	".md":   {What: "Markdown", read: readMarkdown},
	".html": {What: "a web page", read: readHTML},
}

// Endings are those of the files that a plan can be made of.
const Endings = ".docx, .odt, .pptx, .md, .html, .xlsx, .csv and .tsv"

func office(what string, read func(*archive) (*document, error)) Kind {
	return Kind{What: what, inArchive: true, read: func(src []byte) (*document, error) {
		a, err := openArchive(src)
		if err != nil {
			return nil, err
		}
		return read(a)
	}}
}

var endingsOf = map[string]string{".markdown": ".md", ".htm": ".html", ".xhtml": ".html", ".tab": ".tsv", ".txt": ".tsv", ".text": ".tsv"}

// endingOf is the ending of a name, the usual one where a kind has several.
func endingOf(name string) string {
	ending := strings.ToLower(path.Ext(name))
	return cmp.Or(endingsOf[ending], ending)
}

// IsEnding is whether files with this ending may be made into plans.
func IsEnding(ending string) bool {
	_, known := kinds[endingOf(ending)]
	return known
}

// KindOf tells the kind of a file: of archives and what is no text by their
// bytes, of texts by the ending of their name.
func KindOf(name string, src []byte) Kind {
	begins := func(sign string) bool { return bytes.HasPrefix(src, []byte(sign)) }
	const oldOffice = "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
	switch {
	case begins("PK\x03\x04"), begins("PK\x05\x06"):
		return kindOfArchive(src)
	case begins(oldOffice) && bytes.Contains(src, []byte("E\x00n\x00c\x00r\x00y\x00p\x00t\x00")):
		return Kind{What: "a document locked with a password", Todo: "save it without one"}
	case begins(oldOffice):
		return Kind{What: "a document in an old format of Office", Todo: "open it and save it as .docx or .xlsx"}
	case begins("%PDF-"):
		return Kind{What: "a PDF", Todo: "use the document that it was made from"}
	case begins(`{\rtf`):
		return Kind{What: "a document in RTF", Todo: "open it and save it as .docx"}
	case pictureEnding(src) != "", begins("RIFF") && len(src) > 12 && string(src[8:12]) == "WEBP":
		return Kind{What: "a picture", Todo: "a slide of a plan may show it (image:)"}
	}
	ending := endingOf(name)
	if name == "-" || ending == ".tsv" && !bytes.Contains(src, []byte("\t")) && !bytes.Contains(src, []byte("\t\x00")) {
		ending = guessEnding(src)
	}
	k := kinds[ending]
	if !k.IsText() {
		return Kind{}
	}
	if bytes.IndexByte(src, 0) >= 0 && !begins("\xff\xfe") && !begins("\xfe\xff") {
		return Kind{What: "no text", Todo: "look whether it is the file that you meant"}
	}
	return k
}

var someArchive = Kind{What: "an archive", Todo: "unpack it and name the document in it"}

func kindOfArchive(src []byte) Kind {
	a, err := openArchive(src)
	if err != nil {
		return Kind{What: "a document", read: func([]byte) (*document, error) { return nil, err }}
	}
	for _, office := range []struct{ main, macros, ending string }{
		{"word/document.xml", "word/vbaProject.bin", ".doc"},
		{"xl/workbook.xml", "xl/vbaProject.bin", ".xls"},
		{"ppt/presentation.xml", "ppt/vbaProject.bin", ".ppt"},
	} {
		switch {
		case a.has(office.main) && a.has(office.macros):
			return kinds[office.ending+"m"]
		case a.has(office.main):
			return kinds[office.ending+"x"]
		}
	}
	if a.has("content.xml") && a.isODT() {
		return kinds[".odt"]
	}
	return someArchive
}

// WhatIs tells the kind of a file that was given for a plan: by its bytes, else
// by the ending of its name. It has no What where it may be a plan.
func WhatIs(name string, src []byte) Kind {
	ending := strings.ToLower(path.Ext(name))
	if utf8.Valid(src) && bytes.IndexByte(src, 0) < 0 {
		switch ending {
		case ".md", ".markdown", ".csv", ".tsv", ".html", ".htm":
			return KindOf(name, src)
		case ".jsonl", ".ndjson":
			return Kind{What: "records as JSON", Todo: "facilitate import takes in what facilitate export wrote"}
		}
	}
	// Only the beginning may have been read.
	if k, ok := kinds[ending]; ok && bytes.HasPrefix(src, []byte("PK\x03\x04")) {
		return k
	}
	if k := KindOf("", src); k.What != "a document" {
		return k
	}
	return someArchive
}

// guessEnding is that of a text of which nobody knows the name: a page begins
// with a tag, and the first line of a table has what parts its cells.
func guessEnding(src []byte) string {
	first, _, _ := strings.Cut(strings.TrimSpace(DecodeText(src)), "\n")
	switch {
	case strings.HasPrefix(first, "<"):
		return ".html"
	case strings.ContainsAny(first, ",;\t") && !strings.ContainsAny(first[:1], "#|-"):
		return ".csv"
	}
	return ".md"
}
