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

// MediaType is that of a picture, by the ending of its file; empty where it is none
// that can be shown.
func MediaType(name string) string { return pictureKinds[strings.ToLower(path.Ext(name))].media }

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

// OpenPicture opens the picture of a slide, or the plan's logo where the slide is nil,
// as OpenPicture does: beside the file that names it, be that one that the plan
// extends. folder is that of the plan's own file.
func (p *Plan) OpenPicture(folder string, s *Slide) (file *os.File, media string, err error) {
	if s == nil {
		return OpenPicture(cmp.Or(string(p.logoFolder), folder), p.Logo)
	}
	return OpenPicture(cmp.Or(string(s.folder), folder), s.Image)
}

// PictureFile tells the file of a slide's picture from all others of the plan: it is
// its name but where a plan beneath has it, for two of one name may lie in two folders.
func (s *Slide) PictureFile() string { return path.Join(string(s.folder), s.Image) }

// LogoFile tells the logo's file, as a slide's PictureFile.
func (p *Plan) LogoFile() string { return path.Join(string(p.logoFolder), p.Logo) }

// pictureFolder is where a picture is that a plan beneath names; empty: beside the
// plan's own file.
type pictureFolder string

// placePictures keeps where the pictures are that are named beneath.
func (p *Plan) placePictures(over *Overlay) {
	if p.logoAt.File != "" {
		p.logoFolder = cmp.Or(over.Base.logoFolder, pictureFolder(over.folder))
	}
	for i := range p.Slides {
		if s := &p.Slides[i]; s.imageAt.File != "" {
			s.folder = cmp.Or(over.Base.Slide(s.ID).folder, pictureFolder(over.folder))
		}
	}
}

// PlacePictures has a plan that was kept look for its pictures where another one,
// that it was once, does.
func (p *Plan) PlacePictures(as *Plan) {
	if p.Logo == as.Logo {
		p.logoFolder = as.logoFolder
	}
	for i := range p.Slides {
		if s := as.Slide(p.Slides[i].ID); s != nil && s.Image == p.Slides[i].Image {
			p.Slides[i].folder = s.folder
		}
	}
}

// noPicture is a system's error in words for people.
func noPicture(err error) error {
	pathErr, ok := errors.AsType[*fs.PathError](err)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return errors.New("it is not there")
	case errors.Is(err, fs.ErrPermission):
		return errors.New("it may not be read")
	case ok:
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
	check := func(what, name string, s *Slide, at Position) {
		if name == "" {
			return
		}
		picture, _, err := p.OpenPicture(folder, s)
		if err != nil {
			c.warning("picture-not-shown", at, fmt.Sprintf("the %s %s cannot be shown: %v", what, quoted(name), err),
				"put a png, jpg, webp or gif of that name into the plan's folder, or take it out")
			return
		}
		picture.Close()
	}
	check("logo", p.Logo, nil, p.logoAt)
	for i := range p.Slides {
		s := &p.Slides[i]
		check("picture", s.Image, s, cmp.Or(s.imageAt, s.At))
	}
	return c.sorted()
}
