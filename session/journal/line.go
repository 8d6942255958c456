package journal

import (
	"bytes"
	"encoding/binary"
	"encoding/hex"
	"hash/crc32"
	"strconv"

	"facilitate/session/run"
)

// The check stands behind the object and covers its raw bytes. Inside it would be blind
// to some flipped bits, as JSON's keys are read without regard to case.
const checkSize = len(" 00000000")

// maxLine is the longest line that is written, and taken for a record.
const maxLine = 1 << 20

// recordStart is how every record begins. Within a record it cannot occur: the
// quotes of a text are escaped.
var recordStart = []byte(`{"seq":`)

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

func seal(object []byte) []byte {
	sum := binary.BigEndian.AppendUint32(nil, checksum(object))
	return hex.AppendEncode(append(object, ' '), sum)
}

// unseal is the object of a line without its newline, of so many bytes at most;
// false where the check does not agree.
func unseal(line []byte, most int) ([]byte, bool) {
	n := len(line) - checkSize
	if n < 0 || len(line) > most {
		return nil, false
	}
	sum, ok := check(line[n:])
	return line[:n], ok && sum == checksum(line[:n])
}

func checksum(data []byte) uint32 { return crc32.Checksum(data, castagnoli) }

// check reads a check, in the one form in which it is written.
func check(text []byte) (sum uint32, ok bool) {
	var digits [4]byte
	if len(text) != checkSize || text[0] != ' ' || bytes.ContainsAny(text, "ABCDEF") {
		return 0, false
	}
	_, err := hex.Decode(digits[:], text[1:])
	return binary.BigEndian.Uint32(digits[:]), err == nil
}

// salvage finds the whole records in bytes that are no line, each with its check: where a
// newline was lost there are two, and behind damage there may be one.
func salvage(text []byte) (whole [][]byte) {
	for {
		at := bytes.Index(text, recordStart)
		if at < 0 {
			return whole
		}
		text = text[at:]
		// A record ends before the next one begins, so every byte is looked
		// at once however many beginnings there are.
		end := len(text)
		if next := bytes.Index(text[1:], recordStart); next >= 0 {
			end = next + 1
		}
		if w := firstWhole(text[:end]); w != nil {
			whole = append(whole, w)
		}
		text = text[end:]
	}
}

// firstWhole is the record that text begins with, or nil.
func firstWhole(text []byte) []byte {
	text = text[:min(len(text), maxLine)]
	var sum uint32
	for summed := 0; ; {
		// Every object ends in a brace; a text in it may too.
		brace := bytes.IndexByte(text[summed:], '}')
		if brace < 0 {
			return nil
		}
		end := summed + brace + 1
		if end+checkSize > len(text) {
			return nil
		}
		sum = crc32.Update(sum, castagnoli, text[summed:end])
		summed = end
		if want, ok := check(text[end : end+checkSize]); ok && want == sum {
			return text[:end+checkSize]
		}
	}
}

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
	s := scan{entries: make([]entry, 0, len(data)/100)}
	for line := range bytes.Lines(data) {
		line, ended := bytes.CutSuffix(line, []byte("\n"))
		if !ended {
			s.tail(line)
			break
		}
		s.lines++
		if !s.take(line) {
			s.spoil(line, s.rescue(line))
		}
	}
	return s
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

// spoil counts a line that is no record and, where no whole one was found in it, looks
// for what is left of one. One bit flipped leaves one of two signs of it.
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
