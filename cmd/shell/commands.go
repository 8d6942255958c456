package shell

// task is what commands are listed under.
type task string

// The tasks.
const (
	prepare task = "Before the day"
	run     task = "In the room"
	after   task = "Afterwards"
	program task = "The program itself"
)

// tasks are they, in the order of the help.
var tasks = []task{prepare, run, after, program}

// entry is what a shell is told of a command beside what the command tells itself.
type entry struct {
	task      task
	examples  string     // a line each
	args      []argument // what its arguments are; the last goes for more where there are more; none: it takes none
	exclusive [][]string // flags of which only one may be given
}

var entries = map[string]entry{
	"list": {task: prepare, examples: "facilitate list"},
	"show": {
		task: prepare, args: []argument{aPlan, nothing},
		examples: `facilitate show ours.yaml --start 09:30
facilitate show infant-mental-health --notes
facilitate show --speech`,
		exclusive: [][]string{{"notes", "diff", "speech"}},
	},
	"new": {
		task: prepare, args: []argument{aFile, nothing},
		examples: `facilitate new first.yaml
facilitate new ours.yaml --from infant-mental-health
facilitate new talk.yaml --from talk
facilitate new draft.yaml --from runsheet.docx`,
	},
	"check": {
		task: prepare, args: []argument{aPlan}, exclusive: [][]string{{"json", "format"}},
		examples: `facilitate check ours.yaml
facilitate check ours.yaml first.yaml --json`,
	},
	"rehearse": {
		task: prepare, args: []argument{aPlan, nothing},
		examples: `facilitate rehearse ours.yaml --talk
facilitate rehearse --only self-care`,
	},
	"slides": {
		task: prepare, args: []argument{aPlan, nothing}, exclusive: [][]string{{"check", "no-open"}, {"check", "port"}},
		examples: `facilitate slides ours.yaml
facilitate slides ours.yaml --check`,
	},
	"pack": {
		task: prepare, args: []argument{aPlan, nothing},
		examples: `facilitate pack ours.yaml --start 09:30 --people 18 --groups 4
facilitate pack ours.yaml --only quiz --pdf`,
	},
	"schema": {task: prepare, examples: "facilitate schema -o facilitate.schema.json"},
	"simulate": {
		task: prepare, args: []argument{aPlan, nothing},
		examples: `facilitate simulate ours.yaml --script late.txt --start 09:30`,
	},
	"coverage": {
		task: prepare, args: []argument{aPlanOrRun},
		examples: `facilitate coverage ours.yaml --gaps
facilitate coverage --of 2026-11-21`,
	},
	"deliver": {
		task: run, args: []argument{aPlan, nothing},
		examples: `facilitate deliver ours.yaml --start 09:30 --people 18 --groups 4
facilitate deliver ours.yaml --room --remote`,
	},
	"resume": {
		task: run, args: []argument{aRun, nothing},
		examples: `facilitate resume
facilitate resume --exclude`,
	},
	"quiz": {
		task: run, args: []argument{aPlan, aQuiz, nothing},
		examples: "facilitate quiz infant-mental-health",
	},
	"evaluate": {
		task: after, args: []argument{aRun, nothing},
		examples: `facilitate evaluate
facilitate evaluate --template > forms.csv
facilitate evaluate --csv forms.csv`,
	},
	"report": {
		task: after, args: []argument{aRun, nothing},
		examples: `facilitate report
facilitate report -o report.html
facilitate report 2026-11-21 -o report.csv --anonymous`,
	},
	"history": {
		task: after, args: []argument{aPlan, nothing},
		examples: `facilitate history
facilitate history ours.yaml --kind rehearsals`,
	},
	"tune": {
		task: after, args: []argument{aPlan, nothing},
		examples: `facilitate tune ours.yaml
facilitate tune ours.yaml --apply`,
	},
	"export": {
		task: after, args: []argument{aRun, nothing},
		examples: "facilitate export 2026-11-21 -o session.facilitate-run",
	},
	"import": {task: after, args: []argument{aFile}, examples: "facilitate import session.facilitate-run"},
	"delete": {
		task: after, args: []argument{aRun},
		examples: `facilitate delete 2026-11-21
facilitate delete 2026-11-21 --struck
facilitate delete --older-than 1y`,
	},
	"completion": {task: program, args: []argument{aShell, nothing}, examples: "facilitate completion bash"},
	"config": {
		task: program,
		examples: `facilitate config
facilitate config set theme light
facilitate config set keys.pause P`,
	},
	"version": {task: program, examples: "facilitate version --json"},
	"help":    {task: program, args: []argument{aCommand, nothing}, examples: "facilitate help deliver"},
}

// flagArgs are what the flags of a command take, and those of them all.
var flagArgs = map[string]argument{
	"check --format":    oneOf("text", "github", "json"),
	"coverage --format": oneOf("text", "markdown", "html", "csv", "json"),
	"coverage --with":   oneOf("nes-imh"),
	"history --kind":    oneOf("rehearsals", "deliveries"),
	"new --extends":     aPlan,
	"new --from":        aPlan,
	"pack --only":       aDocument,
	"pack --output":     aFolder,
	"rehearse --from":   anActivity,
	"rehearse --only":   anActivity,
	"report --format":   oneOf("text", "markdown", "html", "csv", "json"),
	"show --format":     oneOf("csv", "md", "ics", "docx"),
	"show --learn":      aRun,
	"simulate --format": oneOf("table", "json"),
	"tune --from":       oneOf("rehearsals", "deliveries", "both"),
	"--color":           oneOf("auto", "always", "never"),
	"--set":             aBlank,
	"--state-dir":       aFolder,
	"--theme":           oneOf("dark", "light", "contrast", "none"),
}
