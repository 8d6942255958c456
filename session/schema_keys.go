package session

import "slices"

// The keys of a plan, all that there are: what stands behind each, and the words
// that an editor shows. What a file of the program's own has is beside its reader.
var (
	planKeys = keysOf("a plan",
		may("format", theFormat, "the format of the plan, the only one so far"),
		may("extends", aLine, "the plan that this one changes: its name, or a file"),
		may("blanks", listOf(&blankKeys, 0), "what differs each time, and $id in a text stands for"), may("id", anID, "the name under which runs are kept"),
		must("title", aLine, "what the session is called"), must("duration", aSpan, "the time booked, like 1h30m"),
		may("start", aTime, "when it usually starts, like 09:30"), may("cues", someCues, "when to be told how much of a phase is left, like [3m, 1m]"),
		may("words_per_minute", whole(60, 300), "how fast the facilitator speaks; 130 where nothing is said"),
		may("aim", aLine, "what it is all for, in a sentence"), may("background", aLine, "why"), may("audience", aLine, "for whom"),
		may("outcomes", listOf(&outcomeKeys, 0), "what people can do afterwards"), may("resources", listOf(&resourceKeys, 0), "what to bring"),
		may("safety", theTexts, "the facilitator's card for when something goes wrong; never shown to the room"),
		may("sources", listOf(&sourceKeys, 0), "where what is said comes from"), may("slides", listOf(&slideKeys, 0), "what the room sees"),
		must("activities", listOf(&activityKeys, 1), "what comes when"), may("quizzes", listOf(&quizKeys, 0), "statements that are true or false"),
		may("handouts", listOf(&handoutKeys, 0), "papers to give out"), may("evaluation", of(&evaluationKeys), "what people are asked at the end"),
		may("language", aTag, "the language of the texts, like en-GB or ja"), may("date", aDate, "the day of the session, like 2026-11-21"),
		may("facilitators", theTexts, "who leads, and who is in support"), may("prepare", listOf(&prepareKeys, 0), "what to see to before the day"),
		may("framework", aLine, "the framework whose statements it covers: its name, or a file"),
		may("organisation", aLine, "whose session it is, for the head of the papers"), may("logo", aPicture, "its picture, beside the plan"),
		may("venue", aLine, "where it is held"), may("learning", listOf(&learningKeys, 0), "something to learn with before or after"),
		may("catalogue", of(&catalogueKeys), "what the catalogue paper says beyond the plan"),
		may("sensitive", theTexts, "the hard subjects it touches on, for the invitation"))
	activityKeys = keysOf("an activity", slices.Concat([]shape{
		must("id", anID, "the name by which runs and flags know it"), must("title", aLine, "what it is called"),
		may("outcomes", someIDs, "the ids of the outcomes it serves"), may("resources", someIDs, "the ids of what it needs"),
		may("kind", oneWord(kindBreak), "break: people have a break"), may("optional", yesOrNo, "true: it may be dropped when the session is late"),
		may("spare", yesOrNo, "true: it is kept for when there is time"), mayProtect, mayCut,
		may("at", aTime, "only for what must begin at a fixed time, like 11:00"), mayCue, mayLead,
		may("phases", listOf(&phaseKeys, 1), "its parts, where it has several"), mayCover, mayTouch,
	}, soleShapes(false))...)
	phaseKeys = keysOf("a phase", slices.Concat([]shape{
		may("id", anID, "by which runs are compared"), may("name", aLine, "what it is called"), mayProtect, mayCut, mayCue, mayLead, mayCover, mayTouch,
	}, soleShapes(true))...)
	outcomeKeys  = keysOf("an outcome", must("id", anID, "by which activities name it"), must("text", aLine, "what people can do"))
	resourceKeys = keysOf("a resource",
		must("id", anID, "by which activities name it"), must("name", aLine, "what it is"),
		may("per", oneWord(PerSession, PerPerson, PerGroup), "what to count it for"), may("count", whole(1, mostCount), "how many for each"))
	prepareKeys = keysOf("a preparation",
		must("when", oneWord(MonthBefore, WeekBefore, DayBefore, OnTheDay), "how long before"), must("do", aLine, "what to see to"))
	blankKeys  = keysOf("a blank", must("id", anID, "texts name it as $id"), must("ask", aLine, "what is asked for"))
	sourceKeys = keysOf("a source",
		must("id", anID, "by which others name it"), must("text", aLine, "who, what, when"), may("url", anURL, "its address"),
		may("checked", aDate, "when somebody last looked at it, like 2026-11-21"))
	slideKeys = keysOf("a slide",
		must("id", anID, "by which notes name it"), may("title", aLine, "its title"), may("body", aLine, "what it shows"),
		may("read", yesOrNo, "true: it is read out, and its words count as speech"), may("sources", someIDs, "the ids of its sources"),
		may("image", aPicture, "a picture in the plan's folder"), may("alt", aLine, "what the picture shows, for those who cannot see it"))
	cueKeys  = keysOf("a cue", may("left", aSpan, "so long before the end"), may("after", aSpan, "so long after the beginning"), may("text", aLine, "what to be told"))
	quizKeys = keysOf("a quiz",
		must("id", anID, "by which notes name it"), may("title", aLine, "its title"), must("statements", listOf(&statementKeys, 1), "what is true or false"))
	statementKeys = keysOf("a statement",
		may("id", anID, "by which another plan changes it"), must("text", aLine, "what is said"), must("answer", yesOrNo, "whether it is true"),
		may("because", aLine, "why"), may("sources", someIDs, "the ids of its sources"))
	handoutKeys = keysOf("a handout",
		must("id", anID, "by which notes name it"), may("title", aLine, "its title"), may("body", aLine, "what stands on it"),
		may("contacts", listOf(&contactKeys, 0), "whom to turn to"))
	contactKeys = keysOf("a contact",
		may("id", anID, "by which another plan changes it"), must("name", aLine, "who it is"), may("phone", aLine, "its number, in quotes"),
		may("url", anURL, "its address"), may("for", aLine, "for whom, for what"), may("hours", aLine, "when"),
		may("checked", aDate, "when somebody last made sure, like 2026-11-21"), may("verified", yesOrNo, "true: somebody made sure, and so it is printed"),
		may("sources", someIDs, "the ids of its sources"))
	evaluationKeys = keysOf("the evaluation", may("questions", listOf(&questionKeys, 0), "what is asked"), may("follow_up", of(&followUpKeys), "what is asked weeks later"))
	followUpKeys   = keysOf("the follow-up", may("when", aLine, "how much later"), must("questions", listOf(&questionKeys, 0), "what is asked then"))
	questionKeys   = keysOf("a question",
		must("id", anID, "by which answers are kept"), must("text", aLine, "what is asked"),
		must("kind", oneWord(Scale, Choice, FreeText), "how it is answered"), may("options", theTexts, "what to choose from"))
	noteKeys     = keysOf("a note", append([]shape{may("id", anID, "by which another plan changes it")}, noteShapes()...)...)
	itemsKeys    = keysOf("a list with a title", may("title", aLine, "the list's title"), must("items", theTexts, "what stands in it"))
	learningKeys = keysOf("something to learn with",
		must("id", aLine, "the name of an entry, or the path of its file"),
		may("place", oneWord(BeforeSession, AfterSession), "when: before the session or after it"))
	catalogueKeys = keysOf("the catalogue", append([]shape{may("people", aLine, "for how many"), may("team", aLine, "who gives it"), may("url", anURL, "its address")}, factShapes...)...)
	supportKeys   = keysOf("the supports",
		may("workforce", aLine, "people"), may("technology", aLine, "technology"), may("administrative", aLine, "administration"),
		may("financial", aLine, "money"))
)

// What activities and phases both have.
var (
	mayProtect = may("protect", yesOrNo, "true: it may not be cut short")
	mayCut     = may("cut", oneWord(CutFirst, CutLast), "when a recovery shortens it: first, last, or in between where nothing is said")
	mayCue     = may("cues", someCues, "when to be told how much is left, like [3m, 1m]")
	mayLead    = may("lead", aLine, "who leads it")
	mayCover   = may("covers", someIDs, "the framework's statements that it meets as a whole")
	mayTouch   = may("touches", someIDs, "those that it meets in part")
)

// soleShapes are those of phases, and of activities that have none.
func soleShapes(required bool) []shape {
	return []shape{
		{"duration", aSpan, "how long it lasts, like 5m or 1h30m", required},
		may("at_least", aSpan, "what a recovery leaves of it at least; half of it where nothing is said"),
		may("setting", someSettings, "how people work: plenary is all together"),
		may("question", aLine, "what the room's screen asks as long as it lasts"),
		may("notes", listOf(&noteKeys, 0), "what to say, do and ask, in its order"),
	}
}

// noteShapes are those of the kinds of note, each of them a key that speaks for itself.
func noteShapes() (all []shape) {
	for _, n := range noteKinds {
		behind := form(aLine)
		switch n.holds {
		case aReference:
			behind = anID
		case textOrList:
			behind = theTexts
		case aList:
			behind = someItems
		}
		words := n.word
		if n.spoken {
			words += ": spoken, and counted as speech"
		}
		if n.holds == aReference {
			words += ": its id"
		}
		all = append(all, may(string(n.kind), behind, words))
	}
	return all
}

// factShapes are those that a session and an entry for a catalogue have.
var factShapes = []shape{
	may("cost", aLine, "what it costs"), may("endorsed", aLine, "who endorses it"), may("author", aLine, "who made it"),
	may("contact", aLine, "whom to ask"), may("supports", of(&supportKeys), "what it takes"),
}
