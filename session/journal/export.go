package journal

import (
	"encoding/json"
	"fmt"
	"slices"
)

// maxToldDamage is how many damages the file tells of.
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
	m := manifest{
		Version: TransferVersion, ID: id,
		PlanSize: len(replay.Plan), PlanSum: checksum(replay.Plan), JournalSize: len(c.all), JournalSum: checksum(c.all),
		Damage: replay.Damage[:min(len(replay.Damage), maxToldDamage)],
	}
	if a, known, err := readAlive(s.system(), dir); err == nil && known && a.Seq <= replay.newest {
		m.Alive = &alive{1, a.Seq, a.At, a.Reading}
	}
	line, err := sealed(m)
	if err != nil {
		return nil, nil, err
	}
	data := slices.Concat(line, replay.Plan, c.all)
	if len(data) > MaxTransfer {
		return nil, nil, fmt.Errorf("the run %s is larger than 64 MiB; copy its folder %s as a whole instead", id, dir)
	}
	return data, replay, nil
}

// sealed is a value as a line with its check.
func sealed(value any) ([]byte, error) {
	object, err := json.Marshal(value)
	if err != nil {
		return nil, err
	}
	return append(seal(object), '\n'), nil
}
