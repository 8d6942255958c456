"use strict";
// The facilitator's phone. The token of the address is exchanged for a cookie
// and taken out of the address; from then on every tap has a number, so that it
// is one step however often it reaches the program.

const at = (id) => document.getElementById(id);
const now = () => performance.now();

const ELEMENTS = new Set(["P", "UL", "OL", "LI", "STRONG", "EM", "CODE", "PRE", "BLOCKQUOTE", "BR", "HR", "WBR", "H2", "H3", "H4", "H5", "H6",
	"TABLE", "THEAD", "TBODY", "TR", "TH", "TD"]);

function copy(from, into) {
	for (const child of from.childNodes) {
		if (child.nodeType === Node.TEXT_NODE) into.append(child.data);
		else if (ELEMENTS.has(child.tagName)) {
			const made = document.createElement(child.tagName);
			if (child.hasAttribute("start")) made.setAttribute("start", child.getAttribute("start"));
			made.dir = "auto";
			copy(child, made);
			into.append(made);
		}
	}
	return into;
}

function el(name, cls, ...inside) {
	const made = document.createElement(name);
	if (cls) made.className = cls;
	made.append(...inside.filter((part) => part !== "" && part !== null && part !== undefined));
	return made;
}

const post = (path, body) => fetch(path, {
	method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body), signal: AbortSignal.timeout(4000),
});

// ---- Getting in ----

const COME_BACK = " To come back, show the code on the laptop and scan it.";
const NOT_IN = "This phone is not let in." + COME_BACK;
const AWAY = "This phone was turned away." + COME_BACK;
const LEFT = "The session was left. To come back, take it up on the laptop, show the code and scan it.";

let inside = false;

const refused = (answer) => answer.status === 401 || answer.status === 403;

async function enter() {
	const token = location.hash.slice(1);
	if (token) {
		const answer = await post("/enter", { token });
		if (answer.ok) history.replaceState(null, "", "/");
		else if (answer.status === 429) return out("Too many wrong tries. Wait a minute, then scan the code again.");
	}
	return stillIn();
}

// stillIn asks whether the cookie counts; a stream that is refused cannot say.
async function stillIn() {
	const wasInside = inside; // of two that ask at once the first one's answer puts it out
	const answer = await fetch("/in", { signal: AbortSignal.timeout(4000) });
	if (refused(answer)) return out(wasInside ? AWAY : NOT_IN);
	if (!answer.ok) throw new Error("not answered");
	inside = true;
	at("out").hidden = true;
	at("keys").hidden = false;
	listen();
}

function out(why) {
	inside = false;
	if (source) source.close();
	source = null;
	forget();
	at("why").textContent = why;
	at("out").hidden = false;
	watch();
}

// ---- What is shown ----

const READY = "Start it on the laptop. The buttons come then.";
const FINISHED = "Nothing is left to be done on the phone.";

let scene = null, seq = 0, end = 0, turnEnd = 0;

function take(told) {
	scene = told;
	end = told.clock ? now() + told.clock.left_ms : 0;
	const words = { ready: "Not started yet", finished: "The session has ended" }[told.stage];
	const led = !words; // before the start and after the end there is nothing to lead
	document.body.classList.toggle("led", led);
	at("keys").hidden = !led || !inside;
	at("where").replaceChildren(words ? el("b", "", words) : el("b", "", told.activity), words || !told.phase ? "" : " · " + told.phase);
	at("verdict").textContent = told.verdict || "";
	// A verdict about the end says when that is; the other times stand under it.
	at("times").textContent = told.out ? (told.promise ? "ends " + told.ends + " · " : "") + "out by " + told.out : "";
	showNote(led ? told.note : { text: told.stage === "ready" ? "<p>" + READY + "</p>" : "<p>" + FINISHED + "</p>" });
	at("next").textContent = told.next ? "Next: " + told.next : "";
	at("pause").textContent = told.stage === "paused" ? "Go on" : "Pause";
	at("pause").dataset.do = told.stage === "paused" ? "resume" : "pause";
	at("blank").textContent = told.blank ? "Show" : "Blank";
	at("blank").dataset.do = told.blank ? "unblank" : "blank";
	at("group").hidden = !told.turn;
	if (told.turn) at("group").textContent = (told.turn.clock ? "✓ " + told.turn.group + " was heard (" : "▸ the word to " + told.turn.group + " (") +
		told.turn.number + " of " + told.turn.of + ")";
	// What waits is left only where it can be asked for, so its last note is the end of the way.
	at("on").disabled = !!told.begins && (!told.note || told.note.number >= told.note.of);
	if (told.cue && told.cue !== cued) buzz(CUE);
	cued = told.cue || "";
	turnEnd = told.turn && told.turn.clock ? now() + told.turn.clock.left_ms : 0;
	unsure();
	tick();
}

// forget leaves nothing of the session on the page: it is in other hands now.
function forget() {
	scene = null;
	noted = cued = "";
	document.body.className = "";
	for (const id of ["where", "verdict", "times", "note", "next", "told", "group"]) at(id).replaceChildren();
	at("keys").hidden = true;
	unsure();
	tick();
}

let noted = "";

function showNote(note) {
	const text = JSON.stringify(note || null);
	if (text === noted) return;
	noted = text;
	at("note").hidden = false;
	if (!note) { at("note").replaceChildren(); return; }
	const body = copy(new DOMParser().parseFromString(note.text || "", "text/html").body, el("div", ""));
	const items = note.items && note.items.length ? el("ul", "", ...note.items.map((item) => el("li", "", item))) : "";
	at("note").replaceChildren(note.kind ? el("p", "kind", note.kind, el("span", "", note.number + " of " + note.of)) : "", body, items);
	at("note").scrollTop = 0;
}

function face(ms) {
	const over = ms <= -1000, s = over ? Math.floor(-ms / 1000) : Math.max(0, Math.ceil(ms / 1000 - .02)), two = (n) => String(n).padStart(2, "0");
	return (over ? "+" : "") + (s >= 3600 ? Math.floor(s / 3600) + ":" + two(Math.floor(s / 60) % 60) : Math.floor(s / 60)) + ":" + two(s % 60);
}

function tick() {
	const c = scene && scene.clock, paused = scene && scene.stage === "paused", begins = scene && scene.begins;
	let left = c ? (c.runs ? end - now() : c.left_ms) : 0;
	if (begins) left = Math.max(0, left);
	const text = c ? face(left) : "";
	if (at("clock").textContent !== text) at("clock").textContent = text;
	at("time").classList.toggle("amber", !!c && c.runs && left > -1000 && left <= c.amber_ms);
	at("time").classList.toggle("over", left <= -1000);
	const turn = scene && scene.turn, its = turn && turn.clock;
	const said = [];
	if (paused) said.push("❚❚ paused");
	if (begins) said.push((c ? "until it begins at " : "begins at ") + begins);
	else if (left <= -1000 && !paused && !cued) said.push("over");
	if (cued) said.push(cued);
	if (turn) said.push(turn.group + (its ? " " + face(its.runs ? turnEnd - now() : its.left_ms) : ""));
	if (at("stands").textContent !== said.join(" · ")) at("stands").textContent = said.join(" · ");
	watch();
}

// ---- Being told ----

const SILENCE = 2400, AGAIN = 2500;

let source = null, heard = now(), tried = 0;

// nearer is which of two ends is nearer the truth: every message comes a little
// late, so the earlier, unless they do not agree at all.
const nearer = (was, is) => Math.abs(is - was) < 250 ? Math.min(is, was) : is;

function listen() {
	tried = now();
	if (source) source.close();
	const mine = source = new EventSource("/events");
	const hear = (then) => (event) => {
		if (mine !== source) return;
		heard = now();
		then(event.data && JSON.parse(event.data));
	};
	// Where the stream ends, it may be because this phone was turned away.
	mine.addEventListener("error", () => { if (mine === source && now() - tried > 1000) stillIn().catch(() => {}); });
	mine.addEventListener("out", hear((told) => out(told.left ? LEFT : AWAY)));
	mine.addEventListener("hello", hear((told) => { seq = told.seq; }));
	mine.addEventListener("scene", hear(take));
	mine.addEventListener("beat", hear((told) => {
		if (told.left_ms !== undefined) end = nearer(end, now() + told.left_ms);
		if (told.turn_ms !== undefined) turnEnd = nearer(turnEnd, now() + told.turn_ms);
	}));
}

function watch() {
	const silent = now() - heard;
	const lost = silent > SILENCE && at("out").hidden;
	at("lost").hidden = !lost;
	document.body.classList.toggle("lost", lost);
	if (lost && now() - tried > AGAIN) {
		tried = now();
		(inside ? stillIn() : enter()).catch(() => {});
	}
}

setInterval(tick, 200);
document.addEventListener("visibilitychange", () => { if (!document.hidden && inside) stillIn().catch(() => {}); });

// ---- Taps ----

let busy = false, told = 0;

function tell(text) {
	if (!inside) return;
	at("told").textContent = text; // in the place of what comes next
	clearTimeout(told);
	told = setTimeout(() => { at("told").textContent = ""; }, 5000);
}

async function send(action) {
	if (busy || !inside) return;
	busy = true;
	const began = now();
	vibrate(15);
	try {
		const answer = await post("/do", { seq, action });
		if (refused(answer)) return out(AWAY);
		const said = await answer.json();
		seq = said.seq;
		tell(said.told);
	} catch {
		tell("No answer: tap again. It is done once at most.");
	} finally {
		// A finger that bounces is no second tap.
		setTimeout(() => { busy = false; }, Math.max(0, 350 - (now() - began)));
	}
}

// At a cue the phone vibrates, if that is asked for here, and where it can.
const CUE = [300, 150, 300];
const vibrate = (pattern) => { if (navigator.vibrate) navigator.vibrate(pattern); };

let cued = "", buzzes = false;

function buzz(pattern) {
	if (buzzes) vibrate(pattern);
}

at("buzz").hidden = !navigator.vibrate;
at("buzz").onclick = () => {
	buzzes = !buzzes;
	at("buzz").textContent = buzzes ? "✓ Vibrate" : "Vibrate";
	at("buzz").setAttribute("aria-pressed", String(buzzes));
	tell(buzzes ? "vibrates at every cue" : "no longer vibrates at cues");
	buzz(CUE); // so that one feels what it is like
};

// The next phase is asked for twice: it is a big step for a thumb.
let sure = 0;

function unsure() {
	clearTimeout(sure);
	sure = 0;
	const then = scene && scene.then;
	at("phase").classList.remove("sure");
	at("phase").textContent = then ? "Next phase: " + then : "Next phase";
	at("phase").disabled = !then || scene.stage === "ready" || scene.stage === "finished";
}

at("keys").addEventListener("click", (event) => {
	const button = event.target.closest("button");
	if (!button || !button.dataset.do) return;
	if (button.id === "phase" && !sure) {
		button.classList.add("sure");
		button.textContent = "Tap again: leave this phase";
		sure = setTimeout(unsure, 4000);
		return;
	}
	if (button.id === "phase") unsure();
	send(button.dataset.do);
});

addEventListener("hashchange", () => { if (location.hash.length > 1) enter().catch(() => {}); });
enter().catch(() => {});
