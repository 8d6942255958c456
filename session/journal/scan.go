package journal

import (
	"bytes"
	"runtime"
	"strconv"
	"sync"

	"facilitate/session/run"
)

// scan is what the bytes of a journal file hold.
type scan struct {
	entries []entry // in the order of the file
	lines   int
	bad     []int // numbers of the lines that are no record, from 1
	rescued int   // whole records found in them
	torn    bool  // the last line has no end: it was being written
	after   int   // damaged records behind the last whole one
	remains run.Remains
}

// scanFile reads and checks a journal file. What it returns shares data.
func scanFile(data []byte) scan {
	body := data[:bytes.LastIndexByte(data, '\n')+1]
	chunks := split(body, runtime.GOMAXPROCS(0))
	scans := make([]scan, len(chunks))
	var wg sync.WaitGroup
	for i, chunk := range chunks {
		wg.Go(func() { scans[i].lineByLine(chunk) })
	}
	wg.Wait()
	var s scan
	for i, part := range scans {
		if i == 0 {
			s = part
			continue
		}
		for _, line := range part.bad {
			s.bad = append(s.bad, s.lines+line)
		}
		s.lines += part.lines
		s.rescued += part.rescued
		s.remains.Line, s.remains.Form = max(s.remains.Line, part.remains.Line), max(s.remains.Form, part.remains.Form)
		s.entries = append(s.entries, part.entries...)
		if len(part.entries) > 0 {
			s.after = 0
		}
		s.after += part.after
	}
	if tail := data[len(body):]; len(tail) > 0 {
		s.tail(tail)
	}
	return s
}

// split cuts whole lines into up to n chunks of whole lines, small files into
// fewer.
func split(body []byte, n int) (chunks [][]byte) {
	const least = 64 << 10
	size := max(least, len(body)/n+1)
	for len(body) > size {
		end := size + bytes.IndexByte(body[size:], '\n') + 1
		chunks = append(chunks, body[:end])
		body = body[end:]
	}
	return append(chunks, body)
}

func (s *scan) lineByLine(body []byte) {
	s.entries = make([]entry, 0, len(body)/100)
	for len(body) > 0 {
		end := bytes.IndexByte(body, '\n')
		s.lines++
		if !s.take(body[:end]) {
			s.spoil(body[:end], s.rescue(body[:end]))
		}
		body = body[end+1:]
	}
}

// take reads a line, without its newline, that is a record as a whole.
func (s *scan) take(line []byte) bool {
	object, ok := unseal(line, maxLine)
	if !ok {
		return false
	}
	e, err := decode(object)
	if err != nil {
		return false
	}
	e.raw = line[:len(line):len(line)]
	s.entries = append(s.entries, e)
	s.after = 0
	return true
}

// spoil counts a line that is no record and, where no whole ones were found in it,
// looks for what is left of one. One bit flipped leaves one of two signs that it
// was one.
func (s *scan) spoil(line []byte, found int) {
	s.bad = append(s.bad, s.lines)
	if found > 0 {
		return
	}
	if bytes.HasPrefix(line, recordStart) || bytes.Contains(line, []byte(`,"at":"`)) {
		s.after++
	}
	s.remains.Line = max(s.remains.Line, numberBehind(line, `"captured":{"id":`))
	s.remains.Form = max(s.remains.Form, numberBehind(line, `"form_taken":{"id":`))
}

// numberBehind is the number behind some text; 0 where there is none.
func numberBehind(line []byte, text string) int {
	_, rest, _ := bytes.Cut(line, []byte(text))
	digits := rest[:min(len(rest), 7)]
	if end := bytes.IndexFunc(digits, func(r rune) bool { return r < '0' || r > '9' }); end >= 0 {
		digits = digits[:end]
	}
	n, _ := strconv.Atoi(string(digits))
	return n
}

// rescue takes the whole records out of what is no line.
func (s *scan) rescue(text []byte) (found int) {
	for _, whole := range salvage(text) {
		if s.take(whole) {
			found++
		}
	}
	s.rescued += found
	return found
}

// tail reads what stands behind the last newline. A record that lacks nothing
// but its newline did happen and is kept; the beginning of one is what a power
// cut leaves. Anything else is damage.
func (s *scan) tail(text []byte) {
	if s.take(text) {
		s.torn = true
		return
	}
	s.lines++
	found := s.rescue(text)
	if found == 0 && beginsRecord(text) {
		s.torn = true
		return
	}
	s.spoil(text, found)
}

// beginsRecord is whether text may be the beginning of a record.
func beginsRecord(text []byte) bool {
	n := min(len(text), len(recordStart))
	return bytes.Equal(text[:n], recordStart[:n]) && !bytes.ContainsFunc(text, func(r rune) bool { return r < ' ' || r == 0x7f })
}
