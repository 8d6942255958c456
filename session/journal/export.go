package journal

import (
	"encoding/json"
	"fmt"
	"slices"
)

const maxToldDamage = 20

// Export is a run as one file, without the text that was being typed. Another
// process may have the run open, and go on. What can be read of a damaged run is
// exported too; the replay tells of the damage, and CheckTransfer refuses it.
func (s Store) Export(id string) ([]byte, *Replay, error) {
	dir, err := s.find(id)
	if err != nil {
		return nil, nil, err
	}
	c, replay, err := s.readWhole(dir)
	if err != nil {
		return nil, nil, err
	}
	m := manifest{ID: id, Damage: replay.Damage}
	if a, known, err := readAlive(s.system(), dir); err == nil && known && a.Seq <= replay.newest {
		m.Alive = &alive{1, a.Seq, a.At, a.Reading}
	}
	data, err := m.file(dir, replay.Plan, c.all)
	return data, replay, err
}

// Export is the run as one file, with what the disk did not take: the way out
// for records that are in memory only. The text being typed is left out. Of a
// damaged run CheckTransfer says why no other computer takes it.
func (r *Run) Export() ([]byte, error) {
	r.mu.Lock()
	m := manifest{ID: r.id, Damage: r.damage}
	if !r.last.At.IsZero() {
		m.Alive = &alive{1, r.seq, r.last.At, r.last.Reading}
	}
	records := r.all
	r.mu.Unlock()
	return m.file(r.dir, r.plan, records)
}

// file is the file that begins with the manifest, the rest of which is found here.
func (m manifest) file(dir string, plan, records []byte) ([]byte, error) {
	m.Version = TransferVersion
	m.PlanSize, m.PlanSum = len(plan), checksum(plan)
	m.JournalSize, m.JournalSum = len(records), checksum(records)
	m.Damage = m.Damage[:min(len(m.Damage), maxToldDamage)]
	line, err := sealLine(m)
	if err != nil {
		return nil, err
	}
	if len(line)+len(plan)+len(records) > MaxTransfer {
		return nil, fmt.Errorf("the run %s is larger than 64 MiB; copy its folder %s as a whole instead", m.ID, dir)
	}
	return slices.Concat(line, plan, records), nil
}

// sealLine is a value as a line with its check.
func sealLine(value any) ([]byte, error) {
	object, err := json.Marshal(value)
	if err != nil {
		return nil, err
	}
	return append(seal(object), '\n'), nil
}
