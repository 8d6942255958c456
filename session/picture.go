package session

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"strings"
)

// pictureKinds are the pictures that a slide may have, by the ending of their
// files. None of them can hold a script.
var pictureKinds = map[string]struct {
	media string
	is    func(head []byte) bool
}{
	".png":  {"image/png", beginsWith("\x89PNG\r\n\x1a\n")},
	".jpg":  {"image/jpeg", beginsWith("\xff\xd8\xff")},
	".jpeg": {"image/jpeg", beginsWith("\xff\xd8\xff")},
	".gif":  {"image/gif", beginsWith("GIF8")},
	".webp": {"image/webp", func(head []byte) bool {
		return len(head) > 12 && string(head[:4]) == "RIFF" && string(head[8:12]) == "WEBP"
	}},
}

func beginsWith(mark string) func([]byte) bool {
	return func(head []byte) bool { return bytes.HasPrefix(head, []byte(mark)) }
}

// OpenPicture opens a picture in a plan's folder, or below it, that is what its
// name says and no larger than MaxPicture, and says of what media type it is.
// Folder "" is that of a plan with none beside it. The error says in words for
// people why the picture cannot be had.
func OpenPicture(folder, name string) (file *os.File, media string, err error) {
	kind := pictureKinds[strings.ToLower(path.Ext(name))]
	switch {
	case kind.media == "":
		return nil, "", errors.New("it is not a picture that can be shown")
	case folder == "":
		return nil, "", errors.New("the plan has none beside it")
	}
	// A root lets no path out of the folder, be it through a link.
	root, err := os.OpenRoot(folder)
	if err != nil {
		return nil, "", noPicture(err)
	}
	defer root.Close()
	// Looked at before it is opened: to open a pipe would wait for its writer.
	switch info, err := root.Stat(name); {
	case err != nil:
		return nil, "", noPicture(err)
	case !info.Mode().IsRegular():
		return nil, "", errors.New("it is no ordinary file")
	case info.Size() > MaxPicture:
		return nil, "", fmt.Errorf("it is larger than %d MiB", MaxPicture>>20)
	}
	if file, err = root.Open(name); err != nil {
		return nil, "", noPicture(err)
	}
	head := make([]byte, 16)
	n, err := io.ReadFull(file, head)
	if err == nil || errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		_, err = file.Seek(0, io.SeekStart)
	}
	if err == nil && !kind.is(head[:n]) {
		err = errors.New("it is not what its name says")
	}
	if err != nil {
		file.Close()
		return nil, "", err
	}
	return file, kind.media, nil
}

// OpenPicture opens a picture that the plan names, as OpenPicture does: beside the
// file that names it, be that one that the plan extends. folder is that of the
// plan's own file.
func (p *Plan) OpenPicture(folder, name string) (file *os.File, media string, err error) {
	return OpenPicture(cmp.Or(p.pictures[name], folder), name)
}

// pictureFolders are folders of pictures by the pictures' names.
type pictureFolders map[string]string

// placePictures keeps where the pictures are that are named beneath. One that the
// plan names itself too is beside the plan.
func (p *Plan) placePictures(over *Overlay) {
	p.pictures = pictureFolders{}
	own := map[string]bool{}
	place := func(name string, at Position) {
		own[name] = own[name] || at.File == ""
		p.pictures[name] = cmp.Or(over.Base.pictures[name], over.folder)
	}
	place(p.Logo, p.logoAt)
	for i := range p.Slides {
		place(p.Slides[i].Image, p.Slides[i].imageAt)
	}
	for name := range own {
		if own[name] {
			delete(p.pictures, name)
		}
	}
}

// PlacePictures has a plan that was kept look for its pictures where another one,
// that it was once, does.
func (p *Plan) PlacePictures(as *Plan) { p.pictures = as.pictures }

// noPicture is a system's error in words for people.
func noPicture(err error) error {
	var pathErr *fs.PathError
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return errors.New("it is not there")
	case errors.Is(err, fs.ErrPermission):
		return errors.New("it may not be read")
	case errors.As(err, &pathErr):
		// Its text for a link that leads out is "path escapes from parent".
		if strings.Contains(pathErr.Err.Error(), "escapes") {
			return errors.New("it leads out of the plan's folder")
		}
		return pathErr.Err
	}
	return err
}

// CheckPictures says which pictures of a plan cannot be shown, those of its
// slides and its logo, as warnings in the order of their places. file is the name
// the warnings carry, folder that in which the pictures are looked for, as for
// OpenPicture.
func CheckPictures(file, folder string, p *Plan) Problems {
	c := &collector{file: file}
	check := func(what, name string, at Position) {
		if name == "" {
			return
		}
		picture, _, err := p.OpenPicture(folder, name)
		if err != nil {
			c.warning(at, fmt.Sprintf("the %s %s cannot be shown: %v", what, quoted(name), err),
				"put a png, jpg, webp or gif of that name into the plan's folder, or take it out")
			return
		}
		picture.Close()
	}
	check("logo", p.Logo, p.logoAt)
	for i := range p.Slides {
		check("picture", p.Slides[i].Image, cmp.Or(p.Slides[i].imageAt, p.Slides[i].At))
	}
	return c.sorted()
}
