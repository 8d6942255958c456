package pack

import "facilitate/session/pack"

// packJSON is what pack --json prints; the command's help describes it.
type packJSON struct {
	Folder    string         `json:"folder"`
	Documents []documentJSON `json:"documents"`
}

type documentJSON struct {
	Name   string        `json:"name"`
	Title  string        `json:"title"`
	For    pack.Audience `json:"for"`
	Copies int           `json:"copies,omitempty"`
	Files  []string      `json:"files"`
}

// object is what was made, for programs.
func (p *packWriter) object() packJSON {
	o := packJSON{Folder: p.dir, Documents: []documentJSON{}}
	for _, d := range p.documents {
		is := documentJSON{Name: d.Name, Title: d.Title, For: d.Audience, Copies: d.Copies}
		for _, kind := range p.kinds {
			is.Files = append(is.Files, d.Name+"."+kind)
		}
		o.Documents = append(o.Documents, is)
	}
	return o
}
