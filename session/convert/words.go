package convert

import (
	"strings"

	"facilitate/session"
)

// Everything that is guessed by a word stands in this file: the heads of
// columns, of sections and of notes, and what breaks and ends are called. Words
// are compared in lower case without signs (plain).

// role is what a column of a table holds.
type role int

const (
	other    role = iota
	timeRole      // a time, and the cells say of what kind
	startRole
	endRole
	durationRole
	titleRole
	notesRole
	sayRole
	doRole
	resourcesRole
	slideRole
	leadRole
	outcomeRole
	dayRole
	ignored
)

// columnWords are the heads of columns. Of several titles the first in the
// list is the title, and the others are notes.
var columnWords = []struct {
	role  role
	words string
}{
	{startRole, "start time|time start|start|starts|begin|begins|from|schedule|beginn|inicio|hora inicio"},
	{endRole, "end time|time end|finish time|time finish|end|finish|until|ende|fin|hora fin"},
	{durationRole, "duration|minutes|mins|min|duration min|duration mins|duration minutes|length|time min|time mins|time minutes|time in minutes|dauer|minuten|duracion|tiempo"},
	{timeRole, "time|times|timing|time slot|timeslot|when|hour|horario|hora|zeit|uhrzeit"},
	{titleRole, "title|topic|activity|participant activity|activity name|segment|what|event name|session|agenda item|item|suggested agenda|agenda|step|block|phase|facilitator action|event|subject|theme|actividad|actividades|thema|inhalt|aktivitat|titel|program|programme|stage|trivia stage"},
	{sayRole, "what to say|say|script|you say"},
	{doRole, "what to do|you do|teacher process|facilitator does|instructions"},
	{notesRole, "notes|note|details|detail|description|event description|content|comments|remarks|how|method|methodology|process|teacher process content|production notes|notas|descripcion|notizen|beschreibung|format item"},
	{resourcesRole, "resources|resource|materials|material|equipment|materials needed|resources needed|file folder|supplies|recursos|materiales|materialien"},
	{slideRole, "slide|slides|powerpoint slide|slide no|slide number|ppt"},
	{leadRole, "who|presenter|facilitator|facilitators|presenter facilitator s|presenters|primary presenter|instructor|lead|led by|owner|responsible|responsable|speaker|speakers|wer|trainer|host"},
	{outcomeRole, "learning outcomes|learning outcome|outcomes|outcome|los|lo|teaching goal|objective|objectives|learning objectives|goal|purpose"},
	{dayRole, "day|date|tag|dia"},
	{ignored, "number|no|nr|cue|colour|color|timer type|value|priority|category"},
}

// sectionWords are the heads of what stands around the steps.
var sectionWords = map[string]string{
	"learning outcomes": "outcomes", "learning outcome": "outcomes", "learning objectives": "outcomes", "lesson objectives": "outcomes",
	"class objectives": "outcomes", "training objectives": "outcomes", "objectives": "outcomes", "outcomes": "outcomes", "session aims": "outcomes",
	"learning goals": "outcomes", "session objectives": "outcomes", "workshop objectives": "outcomes", "goals": "outcomes", "intended outcomes": "outcomes",
	"lernziele": "outcomes", "objetivos": "outcomes",
	"aim": "aim", "purpose": "aim", "goal": "aim", "overall aim": "aim", "ziel": "aim", "objetivo": "aim", "objective": "aim",
	"background": "background", "background information": "background", "overview": "background",
	"audience": "audience", "target audience": "audience", "participants": "audience", "trainees": "audience", "who is it for": "audience",
	"resources": "resources", "materials": "resources", "materials needed": "resources", "resources needed": "resources", "gather materials": "resources",
	"equipment": "resources", "what you need": "resources", "what you will need": "resources", "training materials and equipment": "resources", "you will need": "resources",
	"duration": "duration", "time allocation": "duration", "total time": "duration", "length": "duration", "estimated total time": "duration", "total": "duration",
	"total duration": "duration", "time": "duration", "time required": "duration", "dauer": "duration", "duracion": "duration", "time needed": "duration",
	"facilitators": "facilitators", "facilitator": "facilitators", "trainers": "facilitators", "led by": "facilitators", "delivered by": "facilitators",
	"session": "title", "program title": "title", "programme title": "title", "session title": "title", "workshop title": "title", "title": "title", "lesson": "title", "topic": "title",
}

// noteWords are what a note, or a label over several, begins with.
var noteWords = map[string]session.NoteKind{
	"say": session.Say, "script": session.Say, "what to say": session.Say, "facilitator says": session.Say, "tell": session.Say, "explain": session.Say,
	"do": session.Do, "activity": session.Do, "what to do": session.Do, "demo": session.Do, "task": session.Do, "exercise": session.Do,
	"ask": session.Ask, "q": session.Ask, "question": session.Ask, "questions": session.Ask, "discussion point": session.Ask, "discussion points": session.Ask,
	"discuss": session.Ask, "discussion": session.Ask, "discussion questions": session.Ask, "frage": session.Ask,
	"a": session.Listen, "answer": session.Listen, "answers": session.Listen, "listen for": session.Listen, "possible answers": session.Listen,
	"key points": session.KeyPoints, "key point": session.KeyPoints, "points to make": session.KeyPoints, "key messages": session.KeyPoints,
	"prompt": session.Prompt, "prompts": session.Prompt, "if they are stuck": session.Prompt,
	"summarise": session.Summarise, "summarise by saying": session.Summarise, "summarize": session.Summarise, "sum up": session.Summarise, "conclude by saying": session.Summarise,
	"note": session.Remark, "notes": session.Remark, "tip": session.Remark, "trainer tip": session.Remark, "facilitator note": session.Remark, "facilitator notes": session.Remark,
	"resources notes": session.Remark, "nb": session.Remark, "hint": session.Remark, "teacher note": session.Remark,
	"points to have made": session.KeyPoints, "round": session.Round, "go round": session.Round,
	"safety": session.SafetyTip, "keeping safe": session.SafetyTip,
}

var (
	breakWords = session.Pattern(`(?i)^(?:\W*)(?:.*\b)?(?:break|lunch|coffee|tea|dinner|breakfast|refreshments|pause|mittagessen|mittagspause|kaffeepause|almuerzo|descanso|recess)\b`)
	// What only has a break in it is no break.
	notABreak  = session.Pattern(`(?i)\+|break[- ]?outs?|break (?:down|into|up)|ice ?-?breaker|\bback\b|zurück|retro`)
	endWords   = session.Pattern(`(?i)^\W*(?:end|ends|ende|the end|finish|close|fin|schluss|end of (?:the )?(?:session|day|workshop|class))\W*$`)
	totalWords = session.Pattern(`(?i)^\W*(?:grand |sub)?-?total\b`)
	fixedWords = session.Pattern(`(?i)\b(?:fixed(?: time)?|sharp|must (?:start|begin)|start at|exactly at|on the dot)\b`)
	maybeWords = session.Pattern(`(?i)\((?:if needed|time permitting|optional|if time(?: allows)?)\)|^optional\b`)
	// What stands before a time on a slide.
	timeLabel = session.Pattern(`(?i)^(?:[^|]*\|\s*)?\W*(?:(?:suggested|estimated|total|allotted) )?(?:time ?frame|time|timing|duration|length|dauer|zeit|tiempo|duración)(?: (?:needed|required|allowed|limit))?\s*(?:[:–—-]\s*(.*))?$`)
	// What stands before the name of a document.
	titlePrefix = session.Pattern(`(?i)^(?:session plan|trainer guide|workshop guide|lesson plan|facilitator guide|facilitators? notes|lesson plan cover page|training plan|run sheet|agenda)(?:\s+for\s+|\s*[:–—-]\s+)`)
	numbering   = session.Pattern(`^(?:(?:\d{1,2}\.)+\d{0,2}|\d{1,2}\)|[a-zA-Z]\)|[•●▪◦·☐✓*–-])\s+`)
	dayWords    = session.Pattern(`(?i)^\W*(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day\b|(?:montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag)\b|(?:day|tag|día|dia|session) ?(?:\d{1,2}|one|two|three|four|five)\b|\d{1,2}[/.]\d{1,2}[/.]\d{2,4}\b|\d{1,2}(?:st|nd|rd|th)? (?:january|february|march|april|may|june|july|august|september|october|november|december)\b|(?:january|february|march|april|may|june|july|august|september|october|november|december) \d{1,2}\b)`)
	someDays    = session.Pattern(`^\W*\d{1,2}[/.]\d{1,2}[/.]\d{2,4}\s*(?:[–—-]|to)\s*\d{1,2}[/.]\d{1,2}`)
	agendaWords = session.Pattern(`(?i)\b(?:agenda|programme|schedule|outline|timetable|ablauf|running order)\b`)
	notPlain    = session.Pattern(`[^\p{L}\p{N}]+`)
)

// plain is a word as the lists have it.
func plain(text string) string {
	text = strings.TrimSpace(notPlain().ReplaceAllString(strings.ToLower(text), " "))
	return strings.NewReplacer("ó", "o", "í", "i", "á", "a", "ä", "a").Replace(text)
}

// roleOf is what a column with this head holds, and how far back in the list
// of words the head stands.
func roleOf(head string) (role, int) {
	head = plain(head)
	for _, c := range columnWords {
		for i, word := range strings.Split(c.words, "|") {
			if word == head {
				return c.role, i
			}
		}
	}
	return other, 0
}

// sectionOf is what stands under a head, or "".
func sectionOf(head string) string {
	return sectionWords[plain(numbering().ReplaceAllString(head, ""))]
}

func isDay(text string) bool {
	return len(text) < 80 && dayWords().MatchString(text) && !someDays().MatchString(text)
}

func isBreak(title string) bool {
	return len(title) < 60 && breakWords().MatchString(title) && !notABreak().MatchString(title)
}
