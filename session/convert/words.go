package convert

import (
	"slices"
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
	{startRole, "start time|time start|start|starts|begin|begins|from|schedule|time from|clock|clock time|beginn|anfang|von|inicio|hora inicio|hora de inicio|desde|debut|heure de debut|de|orario inizio|inizio|aanvang|starttijd"},
	{endRole, "end time|time end|finish time|time finish|end|finish|until|to|till|stop|time to|ende|bis|fin|hora fin|hora de fin|hasta|heure de fin|fine|einde|eindtijd|termino"},
	{durationRole, "duration|minutes|mins|min|duration min|duration mins|duration minutes|length|time min|time mins|time minutes|time in minutes|how long|dauer|minuten|dauer min|zeit min|dauer in min|duracion|duracion min|tiempo|tiempo min|minutos|duree|duree min|minutage|durata|minuti|duur|duracao|tempo"},
	{timeRole, "time|times|timing|timings|time slot|timeslot|slot|when|hour|hours|horario|hora|zeit|zeiten|uhrzeit|zeitplan|zeitrahmen|heure|heures|horaire|horaires|temps|orario|ora|tijd|tijdstip|tid|time allotted|allotted time|allocated time|time allocation|time allocated"},
	{titleRole, "title|topic|activity|participant activity|activity name|segment|what|event name|session|agenda item|item|suggested agenda|agenda|step|block|phase|facilitator action|event|subject|theme|module|section|part|task|learning activity|activities|topics|what happens|tutor activity|teacher activity|trainer activity|teaching activity|actividad|actividades|tema|temas|sesion|contenido|contenidos|momento|bloque|thema|themen|inhalt|inhalte|aktivitat|aktivitaten|titel|programmpunkt|was|schritt|ablauf|einheit|modul|tagesordnungspunkt|activite|activites|sequence|contenu|etape|deroule|deroulement|sujet|intitule|attivita|argomento|contenuto|activiteit|onderdeel|onderwerp|wat|atividade|atividades|conteudo|program|programme|programa|stage|trivia stage"},
	{sayRole, "what to say|say|script|you say|facilitator says|trainer says|speaking points|talking points"},
	{doRole, "what to do|you do|teacher process|facilitator does|instructions|steps|procedure"},
	{notesRole, "notes|note|details|detail|description|event description|content|comments|comment|remarks|how|method|methods|methodology|process|teacher process content|production notes|additional information|learner activity|student activity|students|format|purpose details|notas|descripcion|desarrollo|metodologia|observaciones|dinamica|notizen|beschreibung|methode|methoden|vorgehen|bemerkungen|hinweise|anmerkungen|sozialform|description de l activite|consignes|modalites|remarques|descrizione|metodo|note operative|beschrijving|werkvorm|toelichting|descricao|format item"},
	{resourcesRole, "resources|resource|materials|material|equipment|materials needed|resources needed|file folder|supplies|handouts|tools|props|materials resources|resources materials|materials and resources|materials equipment|recursos|materiales|recursos y materiales|materialien|medien|medien material|material medien|hilfsmittel|materiel|supports|ressources|outils|materiali|materiaal|benodigdheden|materiais"},
	{slideRole, "slide|slides|powerpoint slide|slide no|slide number|ppt|folie|folien|diapositive|diapositiva|diapo"},
	{leadRole, "who|presenter|facilitator|facilitators|presenter facilitator s|presenters|primary presenter|instructor|lead|led by|owner|responsible|responsable|responsables|speaker|speakers|person responsible|leader|by whom|person|staff|who leads|who s leading|who s on|who runs it|presented by|delivered by|facilitated by|run by|assigned to|lead facilitator|lead presenter|lead person|facilitator s|moderator|moderatorin|zustandig|durchfuhrung|encargado|encargada|a cargo de|animation|wer|leitung|moderation|verantwortlich|referent|referentin|ponente|facilitador|facilitadora|quien|intervenant|intervenants|animateur|animatrice|qui|relatore|docente|chi|wie|door|responsavel|trainer|host"},
	{outcomeRole, "learning outcomes|learning outcome|outcomes|outcome|los|lo|teaching goal|objective|objectives|learning objectives|learning objective|goal|goals|purpose|aim|aims|objetivo|objetivos|ziel|ziele|lernziel|lernziele|objectif|objectifs|obiettivo|obiettivi|doel|doelen"},
	{dayRole, "day|date|tag|datum|dia|fecha|jour|giorno|dag"},
	{ignored, "number|no|nr|cue|colour|color|timer type|value|priority|category|assessment"},
}

// likelyHeads are words that make a longer head, as "Est. time (mins)", what it
// is; the first that is in it counts.
var likelyHeads = []struct {
	role  role
	words string
}{
	{startRole, "start|begin"},
	{durationRole, "duration|minutes|mins|min|length|dauer|duree|duracion|durata"},
	{slideRole, "slide|slides"},
	{resourcesRole, "resources|materials|equipment|materiales|materialien|handouts"},
	{outcomeRole, "objective|objectives|outcome|outcomes"},
	{leadRole, "who|facilitator|presenter|speaker|responsible|lead|instructor"},
	{notesRole, "notes|description|details|instructions|comments"},
	{timeRole, "time|timing|zeit|horaire|horario"},
	{titleRole, "activity|activities|topic|topics|agenda"},
}

// sectionWords are the heads of what stands around the steps.
var sectionWords = map[string]string{
	"learning outcomes": "outcomes", "learning outcome": "outcomes", "learning objectives": "outcomes", "lesson objectives": "outcomes",
	"class objectives": "outcomes", "training objectives": "outcomes", "objectives": "outcomes", "outcomes": "outcomes", "session aims": "outcomes",
	"learning goals": "outcomes", "session objectives": "outcomes", "workshop objectives": "outcomes", "goals": "outcomes", "intended outcomes": "outcomes",
	"lernziele": "outcomes", "ziele": "outcomes", "objetivos": "outcomes", "objetivos de aprendizaje": "outcomes", "objectifs": "outcomes", "objectifs pedagogiques": "outcomes",
	"obiettivi": "outcomes", "leerdoelen": "outcomes", "by the end of this session participants will": "outcomes", "by the end of the session participants will be able to": "outcomes",
	"by the end of this session participants will be able to": "outcomes", "session outcomes": "outcomes", "aims and objectives": "outcomes", "aims": "outcomes", "key learning": "outcomes",
	"aim": "aim", "purpose": "aim", "goal": "aim", "overall aim": "aim", "ziel": "aim", "objetivo": "aim", "objectif": "aim", "objective": "aim", "session aim": "aim",
	"background": "background", "background information": "background", "overview": "background",
	"audience": "audience", "target audience": "audience", "participants": "audience", "trainees": "audience", "who is it for": "audience",
	"resources": "resources", "materials": "resources", "materials needed": "resources", "resources needed": "resources", "gather materials": "resources",
	"equipment": "resources", "what you need": "resources", "what you will need": "resources", "material": "resources", "supplies": "resources", "materialien": "resources", "materiales": "resources", "recursos": "resources", "materiel": "resources", "training materials and equipment": "resources", "you will need": "resources",
	"duration": "duration", "time allocation": "duration", "total time": "duration", "length": "duration", "estimated total time": "duration", "total": "duration",
	"total duration": "duration", "time": "duration", "time required": "duration", "dauer": "duration", "duracion": "duration", "time needed": "duration", "timing": "duration", "total session time": "duration", "session length": "duration", "session duration": "duration", "duree": "duration", "duree totale": "duration",
	"tiempo": "duration", "tiempo total": "duration", "zeit": "duration", "gesamtdauer": "duration", "time frame": "duration", "timeframe": "duration", "estimated time": "duration", "suggested time": "duration", "duur": "duration", "durata": "duration",
	"facilitators": "facilitators", "facilitator": "facilitators", "trainers": "facilitators", "led by": "facilitators", "delivered by": "facilitators", "lead": "facilitators", "presenter": "facilitators", "leitung": "facilitators", "moderation": "facilitators", "animateur": "facilitators",
	"session": "title", "program title": "title", "programme title": "title", "session title": "title", "workshop title": "title", "workshop name": "title", "session name": "title", "name of workshop": "title", "name of session": "title", "event name": "title", "workshop": "title", "meeting": "title", "veranstaltung": "title", "thema": "title", "titel": "title", "title": "title", "lesson": "title", "topic": "title",
}

// noteWords are what a note, or a label over several, begins with.
var noteWords = map[string]session.NoteKind{
	"say": session.Say, "script": session.Say, "what to say": session.Say, "facilitator says": session.Say, "tell": session.Say, "explain": session.Say,
	"do": session.Do, "activity": session.Do, "what to do": session.Do, "demo": session.Do, "task": session.Do, "exercise": session.Do,
	"ask": session.Ask, "ask learners": session.Ask, "ask participants": session.Ask, "ask students": session.Ask, "ask the group": session.Ask, "ask everybody": session.Ask, "q": session.Ask, "question": session.Ask, "questions": session.Ask, "discussion point": session.Ask, "discussion points": session.Ask,
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
	breakWords = session.Pattern(`(?i)^(?:\W*)(?:.*\b)?(?:break|\pL+pause|lunch|coffee|tea|dinner|breakfast|refreshments|pause|mittagessen|mittagspause|kaffeepause|kaffee|almuerzo|descanso|receso|cafe|café|comida|dejeuner|déjeuner|pranzo|pausa|pauze|lunchpauze|intervalo|interval|recess|rest period)\b`)
	// What only has a break in it is no break.
	notABreak  = session.Pattern(`(?i)\+|break[- ]?outs?|break (?:down|into|up)|ice ?-?breaker|\bback\b|zurück|retro|\barriv|\bcheck[- ]?in|\bsign[- ]?in|\bdoors\b|\bclub\b|registr|welcome|reflect|discuss|\breview|\blearn|ceremon|tasting|planning|willkommen|accueil|bienvenid`)
	endWords   = session.Pattern(`(?i)^\W*(?:end|ends|ende|the end|finish|finished|finishes|close|closes|adjourn|fin|fine|einde|schluss|event ends|workshop ends|session ends|meeting ends|end of (?:the )?(?:session|day|workshop|class))\W*$`)
	totalWords = session.Pattern(`(?i)^\W*(?:grand |sub)?-?(?:total|gesamt|summe)\b`)
	fixedWords = session.Pattern(`(?i)\b(?:fixed(?: time)?|sharp|must (?:start|begin)|start at|exactly at|on the dot)\b`)
	maybeWords = session.Pattern(`(?i)\((?:if needed|time permitting|optional|if time(?: allows)?)\)|^optional\b`)
	// The first word of notes that is title enough.
	usualStart = session.Pattern(`(?i)^(?:welcome|recap|evaluation|warm[- ]up|wrap[- ]up|closing)\b`)
	// What stands before a time on a slide.
	timeLabel = session.Pattern(`(?i)^(?:[^|]*\|\s*)?\W*(?:(?:suggested|estimated|total|allotted) )?(?:time ?frame|time|timing|duration|length|dauer|zeit|tiempo|duración|durée|durata|duur|horaire|horario)(?: (?:needed|allotted|allocated|required|allowed|limit))?\s*(?:[:–—-]\s*(.*))?$`)
	// What stands before the name of a document.
	titlePrefix = session.Pattern(`(?i)^(?:session plan|trainer guide|workshop guide|lesson plan|facilitator(?:[’']?s[’']?)? guide|facilitator(?:[’']?s[’']?)? notes|lesson plan cover page|training plan|run sheet|agenda)(?:\s+for\s+|\s*[:–—-]\s+)`)
	numbering   = session.Pattern(`^(?:(?:\d{1,2}\.)+\d{0,2}|\d{1,2}\)|[a-zA-Z]\)|[•●▪◦·☐✓*–-]|\[[ xX]?\])\s+`)
	dayWords    = session.Pattern(`(?i)^\W*(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day\b|(?:montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag)\b|(?:day|tag|día|dia|jour|jornada|session|sesión|week|woche|semana|module|modul|lesson|unit) ?(?:\d{1,2}|one|two|three|four|five)\b|\d{1,2}[/.]\d{1,2}[/.]\d{2,4}\b|\d{1,2}(?:st|nd|rd|th)? (?:january|february|march|april|may|june|july|august|september|october|november|december)\b|(?:january|february|march|april|may|june|july|august|september|october|november|december) \d{1,2}\b)`)
	halfOfDay   = session.Pattern(`(?i)^\W*(?:morning|afternoon|evening|before lunch|after lunch|vormittag|nachmittag|matin|après-midi|mañana|tarde)\b`)
	someDays    = session.Pattern(`^\W*\d{1,2}[/.]\d{1,2}[/.]\d{2,4}\s*(?:[–—-]|to)\s*\d{1,2}[/.]\d{1,2}`)
	agendaWords = session.Pattern(`(?i)\b(?:agenda|programme|schedule|outline|timetable|ablauf|running order)\b`)
	notPlain    = session.Pattern(`[^\p{L}\p{N}]+`)
)

// plain is a word as the lists have it.
func plain(text string) string {
	text = strings.TrimSpace(notPlain().ReplaceAllString(strings.ToLower(text), " "))
	return unaccented.Replace(text)
}

var unaccented = strings.NewReplacer("ó", "o", "ò", "o", "ô", "o", "õ", "o", "ö", "o", "í", "i", "ì", "i", "î", "i", "ï", "i", "á", "a", "à", "a", "â", "a", "ã", "a", "ä", "a",
	"é", "e", "è", "e", "ê", "e", "ë", "e", "ú", "u", "ù", "u", "û", "u", "ü", "u", "ñ", "n", "ç", "c", "ß", "ss")

// roleOf is what a column with this head holds, and where in its list of words it is.
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

// likelyRole is what a column with a longer head holds: "Est. time (mins)".
func likelyRole(head string) role {
	words := strings.Fields(plain(head))
	if len(words) > 5 {
		return other
	}
	for _, likely := range likelyHeads {
		for _, word := range words {
			if slices.Contains(strings.Split(likely.words, "|"), word) {
				return likely.role
			}
		}
	}
	return other
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
