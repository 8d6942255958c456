package convert

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"fmt"
	"io"
	"runtime"
	"strings"
	"testing"
)

// TestHostile reads files that are damaged or made to harm: each is refused in
// one line, or read, and never with more memory than a document needs.
func TestHostile(t *testing.T) {
	const head = `<w:document><w:body>`
	doc := func(body string) []byte { return zipped(t, map[string]string{"word/document.xml": body}) }
	whole := docx(t, wp("9:00 a")+wp("10:00 b")+wp("11:00 c"))
	many := map[string]string{"word/document.xml": head}
	for i := range maxEntries {
		many[fmt.Sprint("x", i)] = ""
	}
	locked := append([]byte(nil), whole...)
	for i := range len(locked) - 4 {
		if string(locked[i:i+4]) == "PK\x01\x02" {
			binary.LittleEndian.PutUint16(locked[i+8:], binary.LittleEndian.Uint16(locked[i+8:])|1)
		}
	}
	for _, c := range []struct {
		what, name string
		src        []byte
		want       string
	}{
		{"a bomb", "a.docx", bomb(t, head+`<w:p><w:r><w:t>`), "unpacks to more than"},
		{"many files", "a.docx", zipped(t, many), "holds 5001 files"},
		{"an archive in it", "a.docx", zipped(t, map[string]string{"a.docx": string(whole)}), "is an archive"},
		{"a slide deck without slides", "a.pptx", zipped(t, map[string]string{"ppt/presentation.xml": ""}), "no steps"},
		{"entities", "a.docx", doc(`<!DOCTYPE x [<!ENTITY a "b">]>` + head), "declares entities"},
		{"an entity", "a.docx", doc(head + `&a;`), "damaged"},
		{"one huge cell", "a.docx", doc(head + wp(strings.Repeat("a ", 1<<20)) + `</w:body></w:document>`), "more text than a plan"},
		{"much text", "a.docx", doc(head + strings.Repeat(wp("word"), maxLines+1) + `</w:body></w:document>`), "more text than a plan"},
		{"depth", "a.docx", doc(head + strings.Repeat("<a>", 100_000)), "too deep"},
		{"attributes", "a.docx", doc(head + "<a" + strings.Repeat(` a="b"`, 20_000) + "/>"), "damaged"},
		{"much more text than a plan", "a.csv", bytes.Repeat([]byte("a,b\n"), 1+maxText/2), "more text than a plan"},
		{"many slides", "a.pptx", zipped(t, map[string]string{"ppt/presentation.xml": `<p>` + strings.Repeat(`<sldId r:id="a"/>`, mostSlides+1) + `</p>`}), "more text than a plan"},
		{"many headings", "a.md", []byte(strings.Repeat("# a (5 min)\n", maxRead+1)), "more text than a plan"},
		{"many steps", "a.csv", []byte("Time,Activity\n" + strings.Repeat("9:00,a b c\n", maxSteps+1)), "no steps"},
		{"cut off", "a.docx", whole[:len(whole)/2], "cut off or damaged"},
		{"cut off within", "a.docx", doc(head + `<w:p>`), "cut off"},
		{"locked", "a.docx", locked, "locked with a password"},
		{"locked by Office", "a.docx", []byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 E\x00n\x00c\x00r\x00y\x00p\x00t\x00"), "locked with a password"},
		{"an old format", "a.doc", []byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), "old format of Office"},
		{"a PDF", "a.pdf", []byte("%PDF-1.7"), "is a PDF"},
		{"bytes as text", "a.csv", []byte("a\x00b,c\n"), "is no text"},
		{"nothing", "a.csv", nil, "no steps"},
		{"a huge cell in a table", "a.csv", []byte(`"` + strings.Repeat("a", maxCell+1) + `",1`), "more text than a plan"},
		{"many cells", "a.csv", []byte(strings.Repeat(strings.Repeat(",", 99)+"\n", 1+maxCells/100)), "more text than a plan"},
		{"depth of tags", "a.html", []byte(strings.Repeat("<table><tr><td>", 50_000)), "no steps"},
		{"depth of quotes", "a.md", []byte(strings.Repeat("> ", 50_000)), "too deep"},
		{"an unknown ending", "a.xyz", []byte("hello"), "none of the files"},
	} {
		t.Run(c.what, func(t *testing.T) {
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			_, err := Read(c.name, c.src)
			runtime.ReadMemStats(&after)
			if err == nil || !strings.Contains(err.Error(), c.want) || strings.Contains(err.Error(), "\n") {
				t.Errorf("the error is %v, without %q", err, c.want)
			}
			if used := after.TotalAlloc - before.TotalAlloc; used > 200<<20 {
				t.Errorf("it took %d MiB", used>>20)
			}
		})
	}
}

// bomb is a document that begins so, and unpacks to more than one may.
func bomb(t *testing.T, begins string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	w, err := z.Create("word/document.xml")
	if err == nil {
		_, err = io.WriteString(w, begins)
	}
	part := bytes.Repeat([]byte("a"), 1<<16)
	for size := 0; err == nil && size <= maxUnpacked; size += len(part) {
		_, err = w.Write(part)
	}
	if err == nil {
		err = z.Close()
	}
	if err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// FuzzRead is that no bytes of any format make it panic.
func FuzzRead(f *testing.F) {
	for _, ending := range []string{".csv", ".md", ".html"} {
		f.Add(ending, "Time,Activity\n9:00,One\n")
		f.Add(ending, "# A\n## One (10 min)\n- **x** (5 min)\n## Two (5 min)\n")
		f.Add(ending, "<table><tr><td>9:00<td colspan=3>One<tr><td>10:00<td>Two</table>")
	}
	f.Fuzz(func(t *testing.T, ending, text string) {
		found, err := Read("a"+ending, []byte(text))
		if err != nil {
			return
		}
		for _, s := range found.Sessions {
			found.Draft(s, "a", "A", "a", "p")
			found.Notices(s)
		}
	})
}
