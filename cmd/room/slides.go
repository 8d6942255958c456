package room

import (
	"io"
	"net/http"
	"slices"
	"strconv"
	"sync"
	"time"

	"facilitate/session"
	"facilitate/session/run"
)

// Showing is a slide as the room sees it in a phase. How large its letters can be
// depends on the phase too, whose question and clock stand in the band under it.
type Showing struct {
	Slide    int               // its index in the plan
	Activity *session.Activity // nil where no note of the plan puts the slide up
	Phase    *session.Phase    // likewise
	Scene    Scene             // with the phase's whole time on a clock that stands
}

// Showings are all slides of a plan as they come up when it is delivered note
// by note: each in every phase in which it is up, and there once more for each
// setting to choose from. Those that never come up are at the end.
func Showings(plan *session.Plan) (all []Showing) {
	seen := make([]bool, len(plan.Slides))
	for a := range plan.Activities {
		activity := &plan.Activities[a]
		up := -1
		for p := range activity.Phases {
			phase := &activity.Phases[p]
			for _, i := range slidesUpIn(plan, phase, up) {
				up, seen[i] = i, true
				for _, chosen := range choices(phase) {
					s := Showing{Slide: i, Activity: activity, Phase: phase, Scene: Scene{Page: WorkPage}}
					s.Scene.about(activity, phase, chosen)
					s.Scene.Clock = NewClock(phase.Duration, false)
					s.Scene.Clock.Whole = s.Scene.Clock.Left
					s.Scene.Slide = newSlide(plan, &plan.Slides[i])
					all = append(all, s)
				}
			}
		}
	}
	for i := range plan.Slides {
		if !seen[i] {
			scene := Scene{Page: WorkPage, Activity: plan.Title, Slide: newSlide(plan, &plan.Slides[i])}
			all = append(all, Showing{Slide: i, Scene: scene})
		}
	}
	return all
}

// slidesUpIn are the slides that are up in a phase, one after the other, when
// one is up as it begins; -1: none is.
func slidesUpIn(plan *session.Plan, phase *session.Phase, up int) (all []int) {
	isFirst := false // a slide goes up at once
	for n, note := range phase.Notes {
		next := slices.IndexFunc(plan.Slides, func(s session.Slide) bool { return note.Kind == session.ShowSlide && s.ID == note.Ref })
		if next >= 0 {
			all = append(all, next)
			isFirst = isFirst || n == 0
		}
	}
	if up >= 0 && !isFirst {
		all = slices.Insert(all, 0, up)
	}
	return all
}

// choices are the settings that a phase may be in, the open choice first.
func choices(phase *session.Phase) []session.Setting {
	if len(phase.Settings) < 2 {
		return []session.Setting{""}
	}
	return append([]session.Setting{""}, phase.Settings...)
}

// Place names a note: its phase in the plan's order and its index there, from 0.
type Place struct{ Phase, Note int }

// SlideUp is the slide that is up and the note that put it there; false: none is.
func SlideUp(state *run.State, now time.Time) (*session.Slide, Place, bool) {
	up, phase, note := state.SlideUp(now)
	return up, Place{phase, note}, up != nil
}

// pictureAt is where the pictures are served: by the number of their slide, or as
// the logo, so that no path ever comes from a request.
const (
	pictureAt = "/picture/"
	logo      = "logo"
)

// pictures are those of slides that the room has seen; no later one is there yet.
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

// find finds a slide with a picture that the room has seen; nil is the logo's.
func (p *pictures) find(number string) (s *session.Slide, ok bool) {
	if number == logo && p.plan != nil && p.folder != "" {
		return nil, p.plan.Logo != ""
	}
	n, err := strconv.Atoi(number)
	if err != nil || strconv.Itoa(n) != number || p.plan == nil || p.folder == "" || n < 1 || n > len(p.plan.Slides) {
		return nil, false
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if !p.shown[n] {
		return nil, false
	}
	s = &p.plan.Slides[n-1]
	return s, s.Image != ""
}

func (p *pictures) serve(w http.ResponseWriter, number string) {
	slide, ok := p.find(number)
	if !ok {
		refuse(w, http.StatusNotFound, "there is no such picture")
		return
	}
	file, media, err := p.plan.OpenPicture(p.folder, slide)
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
