package convert

import (
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

func readCSV(src []byte) (*document, error) {
	text := DecodeText(src)
	r := csv.NewReader(strings.NewReader(text))
	r.Comma = separator(text)
	r.FieldsPerRecord = -1
	r.LazyQuotes = true
	r.TrimLeadingSpace = r.Comma != '\t'
	r.ReuseRecord = true
	var b builder
	b.beginTable("the table")
	for b.err == nil {
		record, err := r.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, errors.New("a quotation mark in it is never closed; save it again as CSV")
		}
		b.row()
		for _, field := range record {
			b.cell(1, false)
			b.begin(paragraph, 0)
			b.add(field, false)
			b.end()
		}
	}
	return b.finish()
}

// separator is what parts the values: the sign of which the first lines have most.
func separator(text string) rune {
	counts := map[rune]int{}
	lines, quoted := 0, false
	for _, r := range text {
		switch r {
		case '"':
			quoted = !quoted
		case '\n':
			lines++
		case ',', ';', '\t':
			if !quoted {
				counts[r]++
			}
		}
		if lines > 20 {
			break
		}
	}
	best := ','
	for _, r := range []rune{';', '\t'} {
		if counts[r] > counts[best] {
			best = r
		}
	}
	return best
}

// DecodeText reads UTF-8 or UTF-16, else Windows-1252, in which spreadsheets save.
func DecodeText(src []byte) string {
	switch {
	case bytes.HasPrefix(src, []byte{0xff, 0xfe}):
		return fromUTF16(src[2:], 0, 1)
	case bytes.HasPrefix(src, []byte{0xfe, 0xff}):
		return fromUTF16(src[2:], 1, 0)
	}
	src = bytes.TrimPrefix(src, []byte("\ufeff"))
	if utf8.Valid(src) {
		return string(src)
	}
	var b strings.Builder
	for _, c := range src {
		if c >= 0x80 && c < 0xa0 {
			b.WriteRune(windows1252[c-0x80])
		} else {
			b.WriteRune(rune(c))
		}
	}
	return b.String()
}

func fromUTF16(src []byte, low, high int) string {
	units := make([]uint16, 0, len(src)/2)
	for i := 0; i+1 < len(src); i += 2 {
		units = append(units, uint16(src[i+low])|uint16(src[i+high])<<8)
	}
	return string(utf16.Decode(units))
}

// windows1252 is from 0x80 to 0x9f, where it differs from Unicode.
var windows1252 = [32]rune{
	'€', utf8.RuneError, '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', utf8.RuneError, 'Ž', utf8.RuneError,
	utf8.RuneError, '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', utf8.RuneError, 'ž', 'Ÿ',
}
