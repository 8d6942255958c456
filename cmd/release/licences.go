package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
)

// part is something that the program is made of: a module, or Go itself.
type part struct {
	name    string
	root    string   // its folder
	folders []string // those below it that are used: they may have texts of their own
}

// licences are the texts of the licences of all that is in the programs for
// some systems. That a part has none is an error.
func licences(systems []system) ([]byte, error) {
	parts, err := linked(systems)
	if err != nil {
		return nil, err
	}
	answer, err := goAnswer(systems[0], "env", "GOMOD", "GOROOT", "GOVERSION") // a line each
	if err != nil {
		return nil, err
	}
	of := strings.Split(answer, "\n")
	parts = append([]part{{name: "facilitate", root: filepath.Dir(of[0])}, {name: "Go, " + of[2], root: of[1]}}, parts...)
	var b bytes.Buffer
	b.WriteString("The files of this release are made of the following. Not every part is in\nevery file.\n\n")
	for _, p := range parts {
		fmt.Fprintln(&b, "  "+p.name)
	}
	for _, p := range parts {
		if err := p.write(&b); err != nil {
			return nil, err
		}
	}
	return b.Bytes(), nil
}

// linked are the modules of which there is something in the programs, by name.
func linked(systems []system) ([]part, error) {
	parts := map[string]part{}
	for _, s := range systems {
		list, err := goAnswer(s, "list", "-deps", "-json=Dir,Module", "facilitate")
		if err != nil {
			return nil, err
		}
		for in := json.NewDecoder(strings.NewReader(list)); ; {
			var p struct {
				Dir    string
				Module *struct {
					Path, Version, Dir string
					Main               bool
				}
			}
			if err := in.Decode(&p); errors.Is(err, io.EOF) {
				break
			} else if err != nil {
				return nil, err
			}
			if p.Module == nil || p.Module.Main {
				continue
			}
			m := parts[p.Module.Path]
			m.name, m.root = p.Module.Path+" "+p.Module.Version, p.Module.Dir
			for dir := p.Dir; len(dir) > len(m.root); dir = filepath.Dir(dir) {
				if !slices.Contains(m.folders, dir) {
					m.folders = append(m.folders, dir)
				}
			}
			parts[p.Module.Path] = m
		}
	}
	for _, p := range parts {
		slices.Sort(p.folders)
	}
	return slices.SortedFunc(maps.Values(parts), func(a, b part) int { return strings.Compare(a.name, b.name) }), nil
}

func goAnswer(s system, args ...string) (string, error) {
	c := goCommand(s, args...)
	var complaint strings.Builder
	c.Stderr = &complaint
	out, err := c.Output()
	if err != nil {
		return "", fmt.Errorf("%s: %w\n%s", strings.Join(c.Args, " "), err, &complaint)
	}
	return strings.TrimSpace(string(out)), nil
}

// The names of files with legal words, and those of them that are licences.
var (
	legalName   = regexp.MustCompile(`(?i)^(licen[cs]e|copying|unlicense|copyright|notice|patents)([-._].*)?$`)
	licenceName = regexp.MustCompile(`(?i)^(licen[cs]e|copying|unlicense)`)
)

// write writes all legal words of a part.
func (p part) write(b *bytes.Buffer) error {
	licensed := false
	for _, folder := range append([]string{p.root}, p.folders...) {
		entries, err := os.ReadDir(folder) // sorted by name
		if err != nil {
			return err
		}
		for _, e := range entries {
			if e.IsDir() || !legalName.MatchString(e.Name()) || filepath.Ext(e.Name()) == ".go" {
				continue
			}
			file := filepath.Join(folder, e.Name())
			text, err := os.ReadFile(file)
			if err != nil {
				return err
			}
			below := strings.TrimPrefix(filepath.ToSlash(file), filepath.ToSlash(filepath.Clean(p.root))+"/")
			licensed = licensed || folder == p.root && licenceName.MatchString(e.Name())
			text = bytes.TrimSpace(bytes.ReplaceAll(text, []byte("\r\n"), []byte("\n")))
			fmt.Fprintf(b, "\n%s\n%s: %s\n\n%s\n", strings.Repeat("=", 78), p.name, below, text)
		}
	}
	if !licensed {
		return fmt.Errorf("%s has no licence in %s; without one it may not be passed on", p.name, p.root)
	}
	return nil
}
