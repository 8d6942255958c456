package room

import (
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"path"
	"strconv"
	"strings"
	"sync"
	"time"

	"facilitate/session"
)

// pictureAt is where the pictures are served: by the number of their slide, so
// that no path ever comes from a request.
const pictureAt = "/picture/"

// mostPicture is how large a picture may be, in bytes.
const mostPicture = 16 << 20

// pictureTypes are those of pictures by the ending of their files. None of
// them can hold a script.
var pictureTypes = map[string]string{
	".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".webp": "image/webp", ".gif": "image/gif",
}

// pictures are those of the slides that the room has seen already. One of a
// later slide is not there yet.
type pictures struct {
	plan   *session.Plan
	folder string

	mu    sync.Mutex
	shown map[int]bool // by the number of the slide
}

func newPictures(plan *session.Plan, folder string) *pictures {
	return &pictures{plan: plan, folder: folder, shown: map[int]bool{}}
}

// show lets a slide's picture be fetched from now on.
func (p *pictures) show(number int) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.shown[number] = true
}

// file is the file of a slide that the room has seen; "" where there is none.
func (p *pictures) file(number string) string {
	n, err := strconv.Atoi(number)
	if err != nil || strconv.Itoa(n) != number || p.plan == nil || p.folder == "" || n < 1 || n > len(p.plan.Slides) {
		return ""
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if !p.shown[n] {
		return ""
	}
	return p.plan.Slides[n-1].Image
}

func (p *pictures) serve(w http.ResponseWriter, number string) {
	name := p.file(number)
	if name == "" {
		refuse(w, http.StatusNotFound, "there is no such picture")
		return
	}
	file, media, err := p.open(name)
	if err != nil {
		refuse(w, http.StatusNotFound, "the picture cannot be shown")
		return
	}
	defer file.Close()
	info, err := file.Stat()
	if err != nil || http.NewResponseController(w).SetWriteDeadline(time.Now().Add(6*writePatience)) != nil {
		return
	}
	w.Header().Set("Content-Type", media)
	w.Header().Set("Content-Length", strconv.FormatInt(info.Size(), 10))
	_, _ = io.Copy(w, io.LimitReader(file, info.Size()))
}

// open opens a picture in the plan's folder, or below it, that is what its name
// says. A root lets no path out of the folder, be it through a link.
func (p *pictures) open(name string) (*os.File, string, error) {
	media := pictureTypes[strings.ToLower(path.Ext(name))]
	if media == "" {
		return nil, "", fmt.Errorf("%s is not a picture that can be shown", name)
	}
	root, err := os.OpenRoot(p.folder)
	if err != nil {
		return nil, "", err
	}
	defer root.Close()
	// Looked at before it is opened: to open a pipe would wait for its writer.
	switch info, err := root.Stat(name); {
	case err != nil:
		return nil, "", err
	case !info.Mode().IsRegular():
		return nil, "", errors.New("it is no ordinary file")
	case info.Size() > mostPicture:
		return nil, "", fmt.Errorf("it is larger than %d MiB", mostPicture>>20)
	}
	file, err := root.Open(name)
	if err != nil {
		return nil, "", err
	}
	head := make([]byte, 512) // as much as its kind is told by
	n, err := io.ReadFull(file, head)
	if err == nil || errors.Is(err, io.ErrUnexpectedEOF) {
		_, err = file.Seek(0, io.SeekStart)
	}
	if err == nil && http.DetectContentType(head[:n]) != media {
		err = errors.New("it is not what its name says")
	}
	if err != nil {
		file.Close()
		return nil, "", err
	}
	return file, media, nil
}
