package cli

import (
	"io"
	"strings"
)

// longestLine is more than anybody types as an answer.
const longestLine = 1000

// Ask asks whoever sits at the terminal for a line; one with Esc in it is none.
// Keys that were pressed ahead, behind that line, are for whoever comes next.
func (env *Env) Ask(question string) (string, error) {
	if err := env.Answer(question); err != nil {
		return "", err
	}
	var line []byte
	one := make([]byte, 1)
	for len(line) < longestLine {
		n, err := io.ReadFull(env.In, one)
		if n == 0 || err != nil || one[0] == '\n' {
			break
		}
		line = append(line, one[0])
	}
	if strings.ContainsRune(string(line), '\x1b') {
		return "", nil
	}
	return strings.TrimSpace(string(line)), nil
}

// IsSure asks what only y or yes answers.
func (env *Env) IsSure(question string) (bool, error) {
	answer, err := env.Ask(question + " [y/N] ")
	answer = strings.ToLower(answer)
	return answer == "y" || answer == "yes", err
}
