package record

import (
	"encoding/json"

	"facilitate/cmd/tui"
	"facilitate/session"
	"facilitate/session/run"
)

// ReadDraft is what was being typed when an earlier process ended, unless it
// was kept after all: a draft is written less often than a kept line.
func ReadDraft(raw []byte, state *run.State) tui.Draft {
	var d tui.Draft
	if json.Unmarshal(raw, &d) != nil {
		return tui.Draft{}
	}
	d.Text = session.CleanLine(d.Text)
	kept := state.Captures()
	switch before := d.Before; {
	case d.Edit > len(kept), d.Edit > 0 && kept[d.Edit-1].Text == d.Text:
		d = tui.Draft{}
		if before != nil {
			d = *before
			d.Text = session.CleanLine(d.Text)
		}
	case d.Edit == 0 && d.Kept < len(kept):
		return tui.Draft{}
	}
	return d
}
