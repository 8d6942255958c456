package run

// The words of the commands, by their subject.
const (
	CmdStart  Word = "start"
	CmdNext   Word = "next"
	CmdSkip   Word = "skip"
	CmdBack   Word = "back"
	CmdGoto   Word = "goto"
	CmdFinish Word = "finish"
	CmdPlace  Word = "place"

	CmdPause  Word = "pause"
	CmdResume Word = "resume"

	CmdExtend Word = "extend"
	CmdTrim   Word = "trim"
	CmdAllot  Word = "allot"
	CmdUntil  Word = "until"

	CmdRecover Word = "recover"

	CmdTake  Word = "take"
	CmdBegin Word = "begin"
	CmdFix   Word = "fix"

	CmdBackdate   Word = "backdate"
	CmdExcludeGap Word = "exclude-gap"
	CmdBook       Word = "book"

	CmdCredit Word = "credit"
	CmdLap    Word = "lap"

	CmdPeople  Word = "people"
	CmdPairs   Word = "pairs"
	CmdJoin    Word = "join"
	CmdLeave   Word = "leave"
	CmdSetting Word = "setting"

	CmdQuiz   Word = "quiz"
	CmdReveal Word = "reveal"
	CmdHands  Word = "hands"
	CmdScore  Word = "score"

	CmdHear  Word = "hear"
	CmdHeard Word = "heard"
	CmdPass  Word = "pass"

	CmdForm       Word = "form"
	CmdFormEdit   Word = "form-edit"
	CmdFormStrike Word = "form-strike"

	CmdCapture Word = "capture"
	CmdEdit    Word = "edit"
	CmdStrike  Word = "strike"

	CmdUndo Word = "undo"
)

var words = map[Word]wording{
	CmdStart:  {when: throughout, read: bare(Start{}), did: "started", undone: "the start"}, // it says itself that it comes too late
	CmdNext:   {when: underWay, read: bare(Next{}), did: "moved on", undone: "the move to the next phase"},
	CmdSkip:   {when: underWay, read: readSkip, most: 1, did: "skipped", undone: "the skip"},
	CmdBack:   {when: underWay, read: bare(Back{}), did: "went back", undone: "the step back"},
	CmdGoto:   {when: underWay, read: readGoto, least: 1, most: 2, did: "jumped", undone: "the jump"},
	CmdFinish: {when: underWay, read: bare(Finish{}), did: "finished", undone: "the end"},
	CmdPlace:  {when: beforeEnd},

	CmdPause:  {when: underWay, read: readPause, most: 1, did: "paused", undone: "the pause"},
	CmdResume: {when: underWay, read: bare(Resume{}), did: "went on", undone: "the going on"},

	CmdExtend: {when: underWay, read: readSpan[Extend], least: 1, most: 2, did: "more time", undone: "the minute more"}, // a span may be two words: 5 min
	CmdTrim:   {when: underWay, read: readSpan[Trim], least: 1, most: 2, did: "less time", undone: "the minute less"},
	CmdAllot:  {when: beforeEnd, read: readAllot, least: 2, most: 3, did: "other time", undone: "the other time"},
	CmdUntil:  {when: beforeEnd, read: readUntil, least: 1, most: 1, did: "hard end set", undone: "the other end"},

	CmdRecover: {when: beforeEnd, read: readRecover, least: 1, most: 1, did: "recovered", undone: "the recovery"},

	CmdTake:  {when: underWay, read: readTake, least: 1, most: 1, did: "taken now", undone: "what was taken in between"},
	CmdBegin: {when: underWay, read: bare(Begin{}), did: "begun", undone: "the beginning"},
	CmdFix:   {when: beforeEnd, read: readFix, least: 2, most: 2, did: "other fixed time", undone: "the other fixed time"},

	CmdBackdate:   {when: onceBegun, read: readSpan[Backdate], least: 1, most: 2, did: "last move backdated", undone: "the earlier move"},
	CmdExcludeGap: {when: onceBegun, read: bare(ExcludeGap{}), did: "gap left out", undone: "the excluded gap"},
	CmdBook:       {when: beforeEnd, did: "booked start set"},

	CmdCredit: {when: underWay | inRehearsal, read: bare(Credit{}), did: "taken as done", undone: "the time taken as done"},
	CmdLap:    {when: underWay | inRehearsal, read: bare(Lap{}), did: "begun again", undone: "the new beginning"},

	CmdPeople:  {when: beforeEnd, did: "people and groups set", undone: "the groups"},
	CmdPairs:   {when: beforeEnd, did: "pairs formed", undone: "the pairs"},
	CmdJoin:    {when: beforeEnd, did: "somebody joined", undone: "the one who joined"},
	CmdLeave:   {when: beforeEnd, did: "somebody left", undone: "the one who left"},
	CmdSetting: {when: beforeEnd, did: "way of working set", undone: "the other setting"},

	CmdQuiz:   {when: underWay, did: "quiz: on to another statement", undone: "the step in the quiz"},
	CmdReveal: {when: underWay, did: "quiz: answer shown", undone: "the answer shown"},
	CmdHands:  {when: underWay, did: "quiz: hands counted", undone: "the hands counted"},
	CmdScore:  {when: underWay, did: "quiz: points given", undone: "the points"},

	CmdHear:  {when: underWay, did: "round: a group asked", undone: "the word given"},
	CmdHeard: {when: underWay, did: "round: a group heard", undone: "the end of the turn"},
	CmdPass:  {when: underWay, did: "round: a group passed over", undone: "the passing over"},

	CmdForm:       {when: throughout, did: "form taken in", undone: "the form"},
	CmdFormEdit:   {when: throughout, did: "form corrected", undone: "the change of a form"},
	CmdFormStrike: {when: throughout, did: "form struck", undone: "the striking of a form"},

	CmdCapture: {when: throughout},
	CmdEdit:    {when: throughout},
	CmdStrike:  {when: throughout},

	CmdUndo: {when: throughout, read: bare(Undo{})},
}
