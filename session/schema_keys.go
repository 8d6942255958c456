package session

import (
	"maps"
	"sync"
)

// keyShapes are the forms of what stands behind each key of each thing, and the
// words that an editor shows. The kinds of note speak for themselves.
// Only schema needs them, so it makes them when it does.
func keyShapes() map[*keyset]map[string]shape {
	makeShapes.Do(func() { theShapes = with(partShapes(), thingShapes()) })
	return theShapes
}

var (
	makeShapes sync.Once
	theShapes  map[*keyset]map[string]shape
)

// partShapes are those of a plan and what it is made of.
func partShapes() map[*keyset]map[string]shape {
	claims := map[string]shape{
		"covers":  may(someIDs, "the framework's statements that it meets as a whole"),
		"touches": may(someIDs, "those that it meets in part"),
	}
	both := with(maps.Clone(claims), map[string]shape{
		"protect": may(yesOrNo, "true: it may not be cut short"),
		"cut":     may(oneWord(wordsOf(CutFirst, CutLast)...), "when a recovery shortens it: first, last, or in between where nothing is said"),
		"cues":    may(someCues, "when to be told how much is left, like [3m, 1m]"),
		"lead":    may(aLine, "who leads it"),
	})
	return map[*keyset]map[string]shape{
		&planKeys: {
			"format": may(is(object{"const": Format}), "the format of the plan, the only one so far"), "extends": may(aLine, "the plan that this one changes: its name, or a file"),
			"blanks": may(listOf(&blankKeys, 0), "what differs each time, and $id in a text stands for"), "id": may(anID, "the name under which runs are kept"),
			"title": must(aLine, "what the session is called"), "duration": must(aSpan, "the time booked, like 1h30m"),
			"start": may(aTime, "when it usually starts, like 09:30"), "cues": may(someCues, "when to be told how much of a phase is left, like [3m, 1m]"),
			"words_per_minute": may(whole(60, 300), "how fast the facilitator speaks; 130 where nothing is said"),
			"aim":              may(aLine, "what it is all for, in a sentence"), "background": may(aLine, "why"), "audience": may(aLine, "for whom"),
			"outcomes": may(listOf(&outcomeKeys, 0), "what people can do afterwards"), "resources": may(listOf(&resourceKeys, 0), "what to bring"),
			"safety": may(theTexts, "the facilitator's card for when something goes wrong; never shown to the room"), "sources": may(listOf(&sourceKeys, 0), "where what is said comes from"),
			"slides": may(listOf(&slideKeys, 0), "what the room sees"), "activities": must(listOf(&activityKeys, 1), "what comes when"),
			"quizzes": may(listOf(&quizKeys, 0), "statements that are true or false"), "handouts": may(listOf(&handoutKeys, 0), "papers to give out"),
			"evaluation": may(of(&evaluationKeys), "what people are asked at the end"), "language": may(aTag, "the language of the texts, like en-GB or ja"),
			"date": may(aDate, "the day of the session, like 2026-11-21"), "facilitators": may(theTexts, "who leads, and who is in support"),
			"prepare": may(listOf(&prepareKeys, 0), "what to see to before the day"), "framework": may(aLine, "the framework whose statements it covers: its name, or a file"),
			"organisation": may(aLine, "whose session it is, for the head of the papers"), "logo": may(aPicture, "its picture, beside the plan"), "venue": may(aLine, "where it is held"),
			"learning": may(listOf(&learningKeys, 0), "something to learn with before or after"), "catalogue": may(of(&catalogueKeys), "what the catalogue paper says beyond the plan"),
			"sensitive": may(theTexts, "the hard subjects it touches on, for the invitation"),
		},
		&activityKeys: with(with(soleShapes(false), both), map[string]shape{
			"id": must(anID, "the name by which runs and flags know it"), "title": must(aLine, "what it is called"),
			"outcomes": may(someIDs, "the ids of the outcomes it serves"), "resources": may(someIDs, "the ids of what it needs"),
			"kind": may(oneWord(kindBreak), "break: people have a break"), "optional": may(yesOrNo, "true: it may be dropped when the session is late"),
			"spare": may(yesOrNo, "true: it is kept for when there is time"), "at": may(aTime, "only for what must begin at a fixed time, like 11:00"),
			"phases": may(listOf(&phaseKeys, 1), "its parts, where it has several"),
		}),
		&phaseKeys: with(with(soleShapes(true), both), map[string]shape{"id": may(anID, "by which runs are compared"), "name": may(aLine, "what it is called")}),
	}
}

// thingShapes are those of what a plan and its parts name.
func thingShapes() map[*keyset]map[string]shape {
	facts := map[string]shape{
		"cost": may(aLine, "what it costs"), "endorsed": may(aLine, "who endorses it"), "author": may(aLine, "who made it"),
		"contact": may(aLine, "whom to ask"), "supports": may(of(&supportKeys), "what it takes"),
	}
	return map[*keyset]map[string]shape{
		&outcomeKeys: {"id": must(anID, "by which activities name it"), "text": must(aLine, "what people can do")},
		&resourceKeys: {
			"id": must(anID, "by which activities name it"), "name": must(aLine, "what it is"), "count": may(whole(1, mostCount), "how many for each"),
			"per": may(oneWord(wordsOf(PerSession, PerPerson, PerGroup)...), "what to count it for"),
		},
		&prepareKeys: {"when": must(oneWord(wordsOf(MonthBefore, WeekBefore, DayBefore, OnTheDay)...), "how long before"), "do": must(aLine, "what to see to")},
		&blankKeys:   {"id": must(anID, "texts name it as $id"), "ask": must(aLine, "what is asked for")},
		&sourceKeys: {
			"id": must(anID, "by which others name it"), "text": must(aLine, "who, what, when"), "url": may(anURL, "its address"),
			"checked": may(aDate, "when somebody last looked at it, like 2026-11-21"),
		},
		&slideKeys: {
			"id": must(anID, "by which notes name it"), "title": may(aLine, "its title"), "body": may(aLine, "what it shows"),
			"read": may(yesOrNo, "true: it is read out, and its words count as speech"), "sources": may(someIDs, "the ids of its sources"),
			"image": may(aPicture, "a picture in the plan's folder"), "alt": may(aLine, "what the picture shows, for those who cannot see it"),
		},
		&cueKeys:  {"left": may(aSpan, "so long before the end"), "after": may(aSpan, "so long after the beginning"), "text": may(aLine, "what to be told")},
		&quizKeys: {"id": must(anID, "by which notes name it"), "title": may(aLine, "its title"), "statements": must(listOf(&statementKeys, 1), "what is true or false")},
		&statementKeys: {
			"id": may(anID, "by which another plan changes it"), "text": must(aLine, "what is said"), "answer": must(yesOrNo, "whether it is true"),
			"because": may(aLine, "why"), "sources": may(someIDs, "the ids of its sources"),
		},
		&handoutKeys: {
			"id": must(anID, "by which notes name it"), "title": may(aLine, "its title"), "body": may(aLine, "what stands on it"),
			"contacts": may(listOf(&contactKeys, 0), "whom to turn to"),
		},
		&contactKeys: {
			"id": may(anID, "by which another plan changes it"), "name": must(aLine, "who it is"), "phone": may(aLine, "its number, in quotes"), "url": may(anURL, "its address"),
			"for": may(aLine, "for whom, for what"), "hours": may(aLine, "when"), "checked": may(aDate, "when somebody last made sure, like 2026-11-21"),
			"verified": may(yesOrNo, "true: somebody made sure, and so it is printed"), "sources": may(someIDs, "the ids of its sources"),
		},
		&evaluationKeys: {"questions": may(listOf(&questionKeys, 0), "what is asked"), "follow_up": may(of(&followUpKeys), "what is asked weeks later")},
		&followUpKeys:   {"when": may(aLine, "how much later"), "questions": must(listOf(&questionKeys, 0), "what is asked then")},
		&questionKeys: {
			"id": must(anID, "by which answers are kept"), "text": must(aLine, "what is asked"), "kind": must(oneWord(wordsOf(Scale, Choice, FreeText)...), "how it is answered"),
			"options": may(theTexts, "what to choose from"),
		},
		&noteKeys:  {"id": may(anID, "by which another plan changes it")},
		&itemsKeys: {"title": may(aLine, "the list's title"), "items": must(theTexts, "what stands in it")},
		&learningKeys: {
			"id": must(aLine, "the name of an entry, or the path of its file"), "place": may(oneWord(wordsOf(BeforeSession, AfterSession)...), "when: before the session or after it"),
		},
		&catalogueKeys: with(maps.Clone(facts), map[string]shape{"people": may(aLine, "for how many"), "team": may(aLine, "who gives it"), "url": may(anURL, "its address")}),
		&supportKeys: {
			"workforce": may(aLine, "people"), "technology": may(aLine, "technology"), "administrative": may(aLine, "administration"), "financial": may(aLine, "money"),
		},
	}
}
