package journal

import (
	"bytes"
	"encoding/binary"
	"encoding/hex"
	"hash/crc32"
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
