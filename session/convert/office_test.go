package convert

import (
	"strings"
	"testing"
)

// xlsx makes a spreadsheet of the XML of its sheets' rows; style 1 is a time.
func xlsx(t *testing.T, sheets ...string) []byte {
	t.Helper()
	files := map[string]string{
		"xl/styles.xml":        `<styleSheet><numFmts><numFmt numFmtId="170" formatCode="h&quot;:&quot;mm"/></numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="170"/></cellXfs></styleSheet>`,
		"xl/sharedStrings.xml": `<sst><si><t>Topic</t></si><si><r><t>Coffee </t></r><r><t>break</t></r><rPh><t>x</t></rPh></si></sst>`,
	}
	var book, rels strings.Builder
	for i, rows := range sheets {
		n := string(rune('1' + i))
		book.WriteString(`<sheet name="Sheet` + n + `" r:id="r` + n + `"/>`)
		rels.WriteString(`<Relationship Id="r` + n + `" Target="worksheets/s` + n + `.xml"/>`)
		files["xl/worksheets/s"+n+".xml"] = `<worksheet><sheetData>` + rows + `</sheetData></worksheet>`
	}
	files["xl/workbook.xml"] = `<workbook><sheets>` + book.String() + `<sheet name="Gone" state="hidden" r:id="r9"/></sheets></workbook>`
	files["xl/_rels/workbook.xml.rels"] = `<Relationships>` + rels.String() + `</Relationships>`
	return zipped(t, files)
}

func is(text string) string { return `<c t="inlineStr"><is><t>` + text + `</t></is></c>` }

// TestReadXlsx reads times as cells, texts of both kinds, and rows with gaps.
func TestReadXlsx(t *testing.T) {
	t.Parallel()
	const heads = `<row r="13"><c r="A13" t="s"><v>0</v></c><c r="C13" t="inlineStr"><is><t>Start</t></is></c><c r="D13" t="inlineStr"><is><t>End</t></is></c></row>`
	f, err := Read("a.xlsx", xlsx(t, heads+
		`<row r="14"><c r="A14" t="inlineStr"><is><t>Welcome</t></is></c><c r="C14" s="1"><v>0.375</v></c><c r="D14" s="1"><f>C14+1</f><v>0.395833333</v></c></row>`+
		`<row r="15"/>`+
		`<row r="16"><c r="A16" t="s"><v>1</v></c><c r="C16" s="1"><v>0.4583333333</v></c><c r="D16" s="1"><v>0</v></c></row>`))
	if err != nil {
		t.Fatal(err)
	}
	if got, want := saidAll(f), "30 Welcome\n60 Coffee break (break)"; got != want {
		t.Errorf("read as\n%s\nnot\n%s", got, want)
	}
	told := strings.Join(f.Notices(f.Sessions[0]), "\n")
	for _, want := range []string{`sheet Sheet1, row 16: the end "0:00" is read as 12:00`, "nothing is planned from 09:30 to 11:00"} {
		if !strings.Contains(told, want) {
			t.Errorf("told is\n%s\nwithout %q", told, want)
		}
	}
}

// TestReadSheets is that two sheets of the same steps are two sessions, and
// that a clock in a column of times beside one of starts is a duration.
func TestReadSheets(t *testing.T) {
	t.Parallel()
	rows := func(one, two string) string {
		return `<row>` + is("Activity") + is("Time") + is("Start Time") + `</row>` +
			`<row>` + is("Hello") + `<c s="1"><v>` + one + `</v></c><c s="1"><v>0.5</v></c></row>` +
			`<row>` + is("Bye") + `<c s="1"><v>` + two + `</v></c><c s="1"><v>0.51</v></c></row>`
	}
	f, err := Read("a.xlsx", xlsx(t, rows("0.00694444444", "0.0034722222"), rows("0.0138888888", "0.020833333")))
	if err != nil {
		t.Fatal(err)
	}
	if got, want := saidAll(f), "[Sheet1]\n10 Hello\n5 Bye\n[Sheet2]\n20 Hello\n30 Bye"; got != want {
		t.Errorf("read as\n%s\nnot\n%s", got, want)
	}
}

// TestReadOdt reads an OpenDocument text of lines that begin with a time.
func TestReadOdt(t *testing.T) {
	t.Parallel()
	odt := func(body string) []byte {
		return zipped(t, map[string]string{
			"mimetype":    "application/vnd.oasis.opendocument.text",
			"styles.xml":  `<office:document-styles><style:style style:name="Heading_20_1"/><style:style style:name="Title"/></office:document-styles>`,
			"content.xml": `<office:document-content><office:automatic-styles><style:style style:name="B"><style:text-properties fo:font-weight="bold"/></style:style><style:style style:name="P1" style:parent-style-name="Heading_20_1"/><style:style style:name="P2" style:parent-style-name="Title"/></office:automatic-styles><office:body>` + body + `</office:body></office:document-content>`,
		})
	}
	f, err := Read("a.odt", odt(`<text:h text:outline-level="1">Katas</text:h><text:p>2. um ca. 9:15 starten wir</text:p>`+
		`<text:p>9:00 Intro<text:line-break/>9:15 Retro/Break (10 Min/5 Min)</text:p>`+
		`<text:p text:style-name="B">9:30 Snack break</text:p><text:p>10:00 <text:span>Second</text:span> Session-&gt; B</text:p><text:p>10:45 Ende</text:p>`))
	if err != nil {
		t.Fatal(err)
	}
	if got, want := saidAll(f), "15 Intro\n15 Retro/Break (10 Min/5 Min) +10 Retro +5 Break\n30 Snack break (break)\n45 Second Session"; got != want {
		t.Errorf("read as\n%s\nnot\n%s", got, want)
	}
	if f.Title != "Katas" {
		t.Errorf("the title is %q", f.Title)
	}

	f, err = Read("a.odt", odt(`<text:p text:style-name="P2">Knots</text:p><text:p text:style-name="P1">Learning outcomes</text:p>`+
		`<text:list><text:list-item><text:p>Tie a bowline</text:p></text:list-item></text:list><text:p text:style-name="P1">Plan</text:p><text:p>10 min: Hello</text:p><text:p>15 min: Ropes</text:p><text:p>5 min: Bye</text:p>`))
	if err != nil {
		t.Fatal(err)
	}
	if draft := string(f.Draft(f.Sessions[0], "a", "A", "a.odt", "p")); f.Title != "Knots" || !strings.Contains(draft, "text: Tie a bowline\n") {
		t.Errorf("the title is %q, and the draft\n%s", f.Title, draft)
	}
}
