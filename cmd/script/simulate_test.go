package script_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"facilitate/cmd"
	"facilitate/cmd/cli"
)

// simCase is one delivery from a script and what must come of it.
//
// The lines of a script may be parted by "; ". Wherever an instant stands,
// @10:30 and @10:30:15 are short for that time in UTC on 2000-01-03, the day
// simulate takes unless told. The wants are key=value, for the object of the
// last line, or on a line of their own after "N:" for the N-th object. The
// keys are those of the objects, and
//
//	refused=yes|no  pN.KEY or ACTIVITY/N.KEY  paused_s.KIND  latest_start.ACTIVITY (or =none)
//	promises=ACTIVITY,…,end  promise.ACTIVITY.KEY  verdict=ACTIVITY/SLACK  shown=ARRIVAL/AT/SPARE
type simCase struct {
	name, plan, flags, script, want string
}

func TestSimulate(t *testing.T) {
	for _, cases := range [][]simCase{
		moveCases, pauseCases, budgetCases, untilCases, beforeStartCases(), afterEndCases(),
		backdateCases, undoCases, gapCases, fixedTimeCases, zoneCases,
		recoverTrimCases, recoverDropCases, recoverExtendCases, latestStartCases, scriptCases, promiseCases(t),
	} {
		for _, c := range cases {
			t.Run(c.name, func(t *testing.T) {
				t.Parallel()
				c.check(t)
			})
		}
	}
}

func (c simCase) check(t *testing.T) {
	script := strings.ReplaceAll(atInstants(c.script), "; ", "\n")
	objects := runScript(t, c.plan, atInstants(c.flags), script)
	wants := 0
	for line := range strings.Lines(c.want) {
		o := objects[len(objects)-1]
		if n, rest, found := strings.Cut(strings.TrimSpace(line), ": "); found {
			i, err := strconv.Atoi(n)
			if err != nil || i < 1 || i > len(objects) {
				t.Fatalf("%q: there is no object %s of %d", line, n, len(objects))
			}
			o, line = objects[i-1], rest
		}
		for want := range strings.FieldsSeq(line) {
			wants++
			if err := o.holds(atInstants(want)); err != nil {
				t.Errorf("at %v s, %v: %v", o["offset_s"], o["command"], err)
			}
		}
	}
	if wants == 0 {
		t.Error("the case wants nothing")
	}
	if t.Failed() {
		t.Logf("script:\n%s", script)
	}
	refusalsChangeNothing(t, c.plan, atInstants(c.flags), script, objects)
}

// refusalsChangeNothing holds a run against one that only shows where the
// first was refused.
func refusalsChangeNothing(t *testing.T, plan, flags, script string, objects []simObject) {
	shown := strings.Split(script, "\n")
	n, refused := 0, false
	for i, line := range shown {
		fields := strings.Fields(strings.SplitN(line, "#", 2)[0])
		if len(fields) == 0 {
			continue
		}
		if objects[n]["refused"] != nil {
			shown[i], refused = fields[0]+" show", true
		}
		n++
	}
	if !refused {
		return
	}
	for i, o := range runScript(t, plan, flags, strings.Join(shown, "\n")) {
		for _, key := range []string{"command", "refused"} {
			delete(o, key)
			delete(objects[i], key)
		}
		if !reflect.DeepEqual(o, objects[i]) {
			t.Errorf("object %d, where a refused command should have changed nothing:\n got %v\nwant %v", i+1, objects[i], o)
		}
	}
}

// runSimulate carries out the command line, with the plan written to a file,
// and returns its exit status, standard output and standard error.
func runSimulate(t *testing.T, plan, in string, args ...string) (int, string, string) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "plan.yaml")
	if err := os.WriteFile(path, []byte(plan), 0o600); err != nil {
		t.Fatal(err)
	}
	var out, errs bytes.Buffer
	status := cmd.Run(&cli.Env{
		In: strings.NewReader(in), Out: &out, Err: &errs,
		Getenv: func(string) string { return "" },
		Now:    func() time.Time { return time.Date(2030, 1, 1, 0, 0, 0, 0, time.UTC) },
	}, append([]string{"simulate", path}, args...))
	return status, out.String(), errs.String()
}

// runScript runs a script that can be read, and returns its objects.
func runScript(t *testing.T, plan, flags, script string) []simObject {
	t.Helper()
	status, out, errs := runSimulate(t, plan, script, append(strings.Fields(flags), "--script", "-")...)
	if status != 0 || errs != "" {
		t.Fatalf("exit status %d, standard error %q", status, errs)
	}
	objects := readObjects(t, out)
	if len(objects) == 0 {
		t.Fatal("no object was printed")
	}
	return objects
}

func readObjects(t *testing.T, out string) []simObject {
	t.Helper()
	var objects []simObject
	for line := range strings.Lines(out) {
		var o simObject
		if err := json.Unmarshal([]byte(line), &o); err != nil {
			t.Fatalf("%q is no object: %v", line, err)
		}
		objects = append(objects, o)
	}
	return objects
}

var instantAt = regexp.MustCompile(`@(\d\d:\d\d)(:\d\d)?\b`)

func atInstants(s string) string {
	return instantAt.ReplaceAllStringFunc(s, func(at string) string {
		at = strings.TrimPrefix(at, "@")
		if len(at) == len("10:30") {
			at += ":00"
		}
		return "2000-01-03T" + at + "Z"
	})
}

// simObject is one printed object.
type simObject map[string]any

var (
	plainKeys   = []string{"offset_s", "command", "state", "activity", "phase", "budget_s", "spent_s", "remaining_s", "drift_s", "in_hand_s"}
	instantKeys = []string{"projected_end", "planned_end", "hard_end"}
	phaseKeys   = []string{"activity", "phase", "status", "budget_s", "spent_s"}
	pauseKinds  = []string{"question", "break", "incident", "other", "gap", "wait"}
)

// holds says how the object differs from one want, if it does.
func (o simObject) holds(want string) error {
	key, value, found := strings.Cut(want, "=")
	if !found {
		return fmt.Errorf("%q is not key=value", want)
	}
	got, err := o.get(key)
	if err != nil {
		return err
	}
	same := fmt.Sprint(got) == value
	switch got := got.(type) {
	case float64:
		n, err := strconv.ParseFloat(value, 64)
		same = err == nil && n == got
	case time.Time:
		at, err := time.Parse(time.RFC3339, value)
		same = err == nil && at.Equal(got)
	}
	if !same {
		return fmt.Errorf("%s is %v, want %s", key, got, value)
	}
	return nil
}

// get is the value of a key of the wants; a key there is not is an error.
func (o simObject) get(key string) (any, error) {
	head, rest, _ := strings.Cut(key, ".")
	switch {
	case key == "refused":
		switch why := o["refused"].(type) {
		case nil:
			return "no", nil
		case string:
			if why != "" {
				return "yes", nil
			}
		}
		return nil, fmt.Errorf("refused is %#v, want a reason", o["refused"])
	case slices.Contains(instantKeys, key):
		return utcInstant(o[key])
	case slices.Contains(plainKeys, key):
		return keyOf(o, key)
	case key == "promises", head == "promise":
		return o.promise(rest)
	case key == "verdict":
		v, _ := o["verdict"].(map[string]any)
		return fmt.Sprintf("%s/%v", endNamed(v["activity"]), v["slack_s"]), nil
	case key == "shown":
		s, _ := o["shown"].(map[string]any)
		return fmt.Sprintf("%v/%v/%v", s["arrival"], s["at"], s["spare_min"]), nil
	case strings.Contains(head, "/") && slices.Contains(phaseKeys, rest):
		for _, p := range o.phases() {
			if fmt.Sprintf("%v/%v", p["activity"], p["phase"]) == head {
				return keyOf(p, rest)
			}
		}
	case head == "paused_s" && slices.Contains(pauseKinds, rest):
		paused, ok := o["paused_s"].(map[string]any)
		if !ok {
			return nil, fmt.Errorf("paused_s is %#v", o["paused_s"])
		}
		if paused[rest] == nil {
			return 0.0, nil
		}
		return paused[rest], nil
	case head == "latest_start" && o.hasActivity(rest):
		latest, ok := o["latest_start"].(map[string]any)
		if !ok {
			return nil, fmt.Errorf("latest_start is %#v", o["latest_start"])
		}
		if latest[rest] == nil {
			return "none", nil
		}
		return utcInstant(latest[rest])
	case strings.HasPrefix(head, "p") && slices.Contains(phaseKeys, rest):
		phases := o.phases()
		if n, err := strconv.Atoi(head[1:]); err == nil && 1 <= n && n <= len(phases) {
			return keyOf(phases[n-1], rest)
		}
	}
	return nil, fmt.Errorf("there is no key %q", key)
}

// promise is a figure of a promise, or, with no key, the names of all.
func (o simObject) promise(key string) (any, error) {
	list, _ := o["promises"].([]any)
	var names []string
	name, figure, _ := strings.Cut(key, ".")
	for _, p := range list {
		promise, _ := p.(map[string]any)
		names = append(names, endNamed(promise["activity"]))
		switch {
		case key == "" || names[len(names)-1] != name:
		case figure == "slack_s":
			return keyOf(promise, figure)
		default:
			return utcInstant(promise[figure])
		}
	}
	if key != "" {
		return nil, fmt.Errorf("there is no promise %q", key)
	}
	return strings.Join(names, ","), nil
}

// endNamed is the name of a promise, with one for the end.
func endNamed(activity any) string {
	if activity == "" {
		return "end"
	}
	return fmt.Sprint(activity)
}

func keyOf(o map[string]any, key string) (any, error) {
	if v, ok := o[key]; ok {
		return v, nil
	}
	return nil, fmt.Errorf("%s is missing", key)
}

func utcInstant(v any) (any, error) {
	s, _ := v.(string)
	at, err := time.Parse(time.RFC3339, s)
	if err != nil || !strings.HasSuffix(s, "Z") {
		return nil, fmt.Errorf("%#v is no instant in UTC", v)
	}
	return at, nil
}

func (o simObject) phases() []map[string]any {
	var phases []map[string]any
	list, _ := o["phases"].([]any)
	for _, p := range list {
		phase, _ := p.(map[string]any)
		phases = append(phases, phase)
	}
	return phases
}

func (o simObject) hasActivity(id string) bool {
	return slices.ContainsFunc(o.phases(), func(p map[string]any) bool { return p["activity"] == id })
}

// TestSimulateObject holds the printed objects to the documented keys and
// types, all of them and no others.
func TestSimulateObject(t *testing.T) {
	t.Parallel()
	_, out, _ := runSimulate(t, plainPlan, "0:00 start\n5:00 next\n6:00 start\n7:00 finish\n", "--script", "-")
	lines := strings.Split(strings.TrimSpace(out), "\n")
	if len(lines) != 4 {
		t.Fatalf("%d lines for 4 commands:\n%s", len(lines), out)
	}
	for i, line := range lines {
		d := json.NewDecoder(strings.NewReader(line))
		d.DisallowUnknownFields()
		var o struct {
			OffsetS      *float64             `json:"offset_s"`
			Command      *string              `json:"command"`
			State        *string              `json:"state"`
			Activity     *string              `json:"activity"`
			Phase        *int                 `json:"phase"`
			BudgetS      *float64             `json:"budget_s"`
			SpentS       *float64             `json:"spent_s"`
			RemainingS   *float64             `json:"remaining_s"`
			ProjectedEnd *time.Time           `json:"projected_end"`
			PlannedEnd   *time.Time           `json:"planned_end"`
			HardEnd      *time.Time           `json:"hard_end"`
			DriftS       *float64             `json:"drift_s"`
			InHandS      *float64             `json:"in_hand_s"`
			PausedS      map[string]float64   `json:"paused_s"`
			LatestStart  map[string]time.Time `json:"latest_start"`
			Phases       []struct {
				Activity *string  `json:"activity"`
				Phase    *int     `json:"phase"`
				Status   *string  `json:"status"`
				BudgetS  *float64 `json:"budget_s"`
				SpentS   *float64 `json:"spent_s"`
			} `json:"phases"`
			Promises []struct {
				Activity *string    `json:"activity"`
				At       *time.Time `json:"at"`
				Arrival  *time.Time `json:"arrival"`
				SlackS   *float64   `json:"slack_s"`
			} `json:"promises"`
			Verdict *struct {
				Activity *string  `json:"activity"`
				SlackS   *float64 `json:"slack_s"`
			} `json:"verdict"`
			Shown *struct {
				Arrival  *string `json:"arrival"`
				At       *string `json:"at"`
				SpareMin *int    `json:"spare_min"`
			} `json:"shown"`
			Refused *string `json:"refused"`
		}
		if err := d.Decode(&o); err != nil {
			t.Fatalf("line %d: %v\n%s", i+1, err, line)
		}
		if d.More() {
			t.Errorf("line %d has more than one object: %s", i+1, line)
		}
		if refused := i == 2; refused != (o.Refused != nil) {
			t.Errorf("line %d: refused is there or missing: %s", i+1, line)
		}
		o.Refused = new(string)
		for _, missing := range nilFields(reflect.ValueOf(o)) {
			t.Errorf("line %d: %s is missing or null", i+1, missing)
		}
		if len(o.Phases) != 4 {
			t.Errorf("line %d: %d phases, want 4", i+1, len(o.Phases))
		}
		for n, p := range o.Phases {
			for _, missing := range nilFields(reflect.ValueOf(p)) {
				t.Errorf("line %d: %s of p%d is missing or null", i+1, missing, n+1)
			}
		}
		if i == 3 && len(o.LatestStart) != 0 {
			t.Errorf("after the end latest_start is %v, want {}", o.LatestStart)
		}
	}
}

func nilFields(v reflect.Value) []string {
	var names []string
	for i := range v.NumField() {
		if v.Field(i).IsNil() {
			names = append(names, v.Type().Field(i).Name)
		}
	}
	return names
}
