"use strict";
// The room's screen. It shows the scene it was told last and counts its clocks
// on from there; it has no way to change anything.

const page = document.getElementById("page");
const at = (id) => document.getElementById(id);
const now = () => performance.now();

// Only these elements of a slide's text are kept, and of their attributes only
// these: the program sends no others, and none would be let in.
const ELEMENTS = new Set(["P", "UL", "OL", "LI", "STRONG", "EM", "CODE", "PRE", "BLOCKQUOTE", "BR", "HR", "WBR", "H2", "H3", "H4", "H5", "H6",
	"TABLE", "THEAD", "TBODY", "TR", "TH", "TD"]);
const ATTRIBUTES = ["dir", "start", "scope"];
const CLASSES = ["centre", "end"]; // of a table's columns

function prose(html) {
	const into = el("div", "prose");
	copy(new DOMParser().parseFromString(html, "text/html").body, into);
	return into;
}

function copy(from, into) {
	for (const child of from.childNodes) {
		if (child.nodeType === Node.TEXT_NODE) into.append(child.data);
		else if (ELEMENTS.has(child.tagName)) {
			const made = document.createElement(child.tagName);
			for (const name of ATTRIBUTES) if (child.hasAttribute(name)) made.setAttribute(name, child.getAttribute(name));
			if (CLASSES.includes(child.className)) made.className = child.className;
			copy(child, made);
			into.append(made);
		}
	}
}

// el makes an element of a class with texts and other elements in it.
function el(name, cls, ...inside) {
	const made = document.createElement(name);
	if (cls) made.className = cls;
	for (const part of inside) if (part !== null && part !== undefined && part !== "") made.append(part);
	made.dir = "auto";
	return made;
}

// ---- What is shown ----

let scene = null, shape = "";

function take(told) {
	const bare = JSON.stringify(told, (key, value) => key === "left_ms" ? undefined : value);
	scene = told;
	setClock(0, told.clock, true);
	setClock(1, told.round && told.round.clock, true);
	if (bare !== shape) {
		shape = bare;
		draw();
		announce();
	}
	tick();
}

function draw() {
	const pages = { title: titlePage, work: workPage, wait: waitPage, break: breakPage, short: shortPage, black: blackPage, thanks: thanksPage };
	page.replaceChildren(...(pages[scene.page] || blackPage)());
	document.body.dataset.page = scene.page;
	document.title = scene.title || scene.activity || "Room screen";
	tick(); // for a clock without digits takes no room
	fitAll();
}

const line = (cls, text) => text ? el("p", cls, text) : null;
const centre = (...inside) => el("section", "main centre", el("div", "fit", ...inside));

const titlePage = () => [centre(el("h1", "", scene.title), line("under", begins()), countdown()), whose()];
const thanksPage = () => [centre(el("h1", "", "Thank you"), el("p", "under", scene.title)), whose()];
const shortPage = () => [centre(el("h1", "", "A short break"))];
const waitPage = () => scene.groups ? workPage() : [centre(el("h1", "", scene.activity), line("said", begins()), countdown())];
const breakPage = () => scene.quiz || scene.round || scene.groups || scene.slide ? workPage() :
	[centre(el("h1", "", scene.activity || "Break"), line("said", back()), bar()), whose()];
const blackPage = () => [el("div", "black")];

// whose is the organisation, with its picture, where nobody works.
function whose() {
	if (!scene.organisation && !scene.logo) return "";
	const img = scene.logo ? el("img") : "";
	if (img) {
		img.alt = scene.organisation ? "" : "Logo";
		img.onerror = () => img.remove();
		img.src = "/picture/logo";
	}
	return el("footer", "whose", img, scene.organisation);
}

// What is promised of the time. Once it has come nobody is told how long since.
const begins = () => scene.soon ? "We begin in a moment" : scene.begins && (scene.page === "wait" ? "begins at " : "begins ") + scene.begins;
const back = () => scene.soon ? "We go on in a moment" : scene.back && "back at " + scene.back;

// countdown is the clock of a page that has no band.
function countdown() {
	return scene.clock ? timer(" count") : null;
}

// timer is a clock. One that counts down to a time of day stands beside that, and
// must not be taken for another.
function timer(cls) {
	const before = scene.paused ? el("span", "stands", "❚❚ paused") : scene.begins ? el("span", "in", "in ") : null;
	const made = el("div", "clock" + cls, before, el("span", "digits"));
	made.setAttribute("role", "timer");
	made.dir = "ltr";
	return made;
}

function workPage() {
	if (scene.quiz) return [quiz(scene.quiz), band(false)];
	if (scene.round) return [round(scene.round), band(false)];
	if (scene.groups) return [groups(scene.groups), band(false)];
	if (scene.slide) return [slide(scene.slide), band(true)];
	const said = scene.question || scene.activity;
	const main = el("section", "main", el("div", "fit", el("p", "said", said)));
	main.dataset.most = said.length < 40 ? "16" : "9.5"; // a short text uses the page
	return [main, band(false, true)];
}

function slide(s) {
	const text = el("div", "fit", s.title ? el("h1", "", s.title) : null, s.body ? prose(s.body) : null);
	if (!s.picture) return el("section", "main slide", text);
	const img = el("img");
	img.alt = s.alt || "";
	const frame = el("div", "picture", img);
	img.onerror = () => { frame.replaceChildren(el("p", "", s.alt)); fitAll(); };
	img.src = "/picture/" + s.picture;
	const alone = s.body ? "" : s.title ? " alone" : " alone bare";
	return el("section", "main slide pictured" + alone, s.title || s.body ? text : null, frame);
}

function quiz(q) {
	const parts = [el("p", "over", [q.title, q.number + " of " + q.of].filter(Boolean).join(" · ")), el("p", "said", q.statement)];
	if (q.reveal) {
		parts.push(el("p", "verdict", q.reveal.answer ? "✓ True" : "✗ False"));
		if (q.reveal.because) parts.push(el("p", "because", q.reveal.because));
		if (q.reveal.sources) parts.push(el("p", "sources", "Source: " + q.reveal.sources.join("; ")));
	}
	return el("section", "main quiz", el("div", "fit", ...parts));
}

const TURNS = { heard: "✓ heard", speaking: "▶ speaking", waiting: "to come" };

function round(r) {
	const turns = (r.groups || []).map((g) => {
		const clock = g.turn === "speaking" && r.clock ? el("span", "turnclock") : null;
		return el("li", g.turn, clock, el("b", "", g.name), el("span", "", TURNS[g.turn] || ""));
	});
	return el("section", "main round", el("div", "fit", r.question ? el("p", "said", r.question) : null, el("ul", "turns", ...turns)));
}

function groups(g) {
	const parts = [el("p", "said", g.count_to ? "Count off, one after the other" : "Find your group")];
	if (g.count_to) parts.push(el("p", "numbers", Array.from({ length: g.count_to }, (_, i) => i + 1).join(" ")), el("p", "under", "Your number is your group."));
	if (g.groups) {
		parts.push(el("ul", "turns", ...g.groups.map((one) => el("li", "", el("b", "", one.name), one.size ? el("span", "", one.size === 1 ? "1 person" : one.size + " people") : null))));
	}
	return el("section", "main groups" + (g.count_to ? " centre" : ""), el("div", "fit", ...parts));
}

// band is the strip with what to do now and how long is left.
function band(asks, large) {
	const where = el("p", "where");
	const parts = [];
	if (!large || scene.question) parts.push(scene.activity);
	if (scene.phase) parts.push(el("b", "", scene.phase));
	if (scene.setting) parts.push(el("span", "how", scene.setting));
	if (!scene.clock && scene.paused) parts.push("❚❚ paused");
	if (scene.page === "wait") parts.push(el("b", "", begins()));
	parts.forEach((part, i) => where.append(i ? "\u00a0· " : "", part)); // no line begins with a dot
	const says = scene.page === "break" ? back() : asks && scene.question;
	const asked = line("asked", says);
	const clock = scene.clock && scene.page !== "break" ? timer("") : null; // a break says when it ends
	return el("footer", "band" + (large ? " large" : ""), bar(), el("div", "", where, asked), clock);
}

// bar is the time left as a length, in cells of so many minutes that they can be
// counted; nothing where it is not known of how long.
function bar() {
	const whole = scene.clock && scene.clock.whole_ms / 60000;
	if (!whole) return null;
	const made = el("div", "bar", el("i"));
	const [cell, group] = whole <= 30 ? [1, 5] : whole <= 150 ? [5, 15] : [15, 60];
	made.style.setProperty("--cell", 100 * cell / whole + "%");
	made.style.setProperty("--group", 100 * group / whole + "%");
	made.ariaHidden = "true"; // the clock says it
	return made;
}

// announce tells those who listen to a screen reader what the page is about.
function announce() {
	const said = {
		title: [scene.title, begins()], thanks: ["Thank you"], short: ["A short break"],
		break: [scene.activity || "Break", back()], black: [], wait: [scene.activity, begins()],
		work: [scene.activity, scene.phase, scene.setting, scene.question, scene.paused && "paused"],
	}[scene.page] || [];
	const text = said.filter(Boolean).join(". ");
	if (at("live").textContent !== text) at("live").textContent = text;
}

// ---- Large enough for the back row ----

const LEAST = 24; // pixels that a slide's letters have where it can be
const CROWDED = 34; // below it two columns are tried

// fitAll makes the letters of what takes the page as large as the page allows,
// and small ones only where there is no other way.
function fitAll() {
	const main = page.querySelector(".main"), fit = main && main.querySelector(".fit");
	if (!fit) return;
	const unit = Math.min(innerHeight / 100, innerWidth * .0072);
	const most = unit * (main.dataset.most || (main.classList.contains("slide") ? 6.6 : main.classList.contains("centre") ? 11 : 8));
	const fits = (size) => {
		fit.style.fontSize = size + "px";
		const style = getComputedStyle(main);
		const high = main.clientHeight - parseFloat(style.paddingTop) - parseFloat(style.paddingBottom);
		return fit.scrollHeight <= high + 1 && fit.scrollWidth <= fit.clientWidth + 1 && main.scrollHeight <= main.clientHeight + 1;
	};
	const least = Math.min(LEAST, most);
	fit.style.overflowWrap = "normal"; // no word is broken as long as smaller letters do
	fit.classList.remove("two");
	let size = largest(fits, least, most);
	if (size < CROWDED && main.classList.contains("slide") && !main.classList.contains("pictured")) {
		fit.classList.add("two");
		if (largest(fits, least, most) > size) return;
		fit.classList.remove("two");
		if (size) fits(size);
	}
	if (size) return;
	fit.style.overflowWrap = "anywhere";
	if (largest(fits, least, most)) return;
	const one = largest(fits, 8, LEAST);
	fit.classList.add("two");
	if (largest(fits, 8, LEAST) > one) return;
	fit.classList.remove("two");
	fits(one || 8);
}

// largest finds the largest size from least to most that fits, to a quarter of
// a pixel, and leaves it set; 0 where even the least does not.
function largest(fits, least, most) {
	if (fits(most)) return most;
	if (!fits(least)) return 0;
	let low = least, high = most;
	while (high - low > .25) {
		const middle = (low + high) / 2;
		if (fits(middle)) low = middle; else high = middle;
	}
	fits(low);
	return low;
}

addEventListener("resize", fitAll);

// ---- Clocks ----

// Each clock is when it ends by this page's own clock, or what it stands at.
const clocks = [null, null];

function setClock(i, told, fresh) {
	const was = clocks[i];
	if (!told) { clocks[i] = null; return; }
	const end = now() + told.left_ms;
	// Every message comes a little late, so of two that agree the earlier end
	// is nearer the truth. Two that do not agree: the newer one is right.
	if (!fresh || (was && was.runs && told.runs)) {
		if (was && Math.abs(end - was.end) < 250) { was.end = Math.min(was.end, end); return; }
	}
	clocks[i] = { end, left: told.left_ms, runs: told.runs, armed: told.left_ms > 0 && scene.page === "work" };
}

function beat(told) {
	[told.left_ms, told.turn_ms].forEach((left, i) => {
		if (clocks[i] && left !== undefined) setClock(i, { left_ms: left, runs: clocks[i].runs }, false);
	});
}

const left = (c) => Math.max(0, c.runs ? c.end - now() : c.left);

// face writes a time left, rounded up to the second: it reads 0:00 only when
// the time is up.
function face(ms) {
	const s = Math.ceil(ms / 1000 - .02), two = (n) => String(n).padStart(2, "0");
	return s >= 3600 ? Math.floor(s / 3600) + ":" + two(Math.floor(s / 60) % 60) + ":" + two(s % 60) : Math.floor(s / 60) + ":" + two(s % 60);
}

function write(where, c) {
	if (!where || !c) return;
	const text = face(left(c));
	if (where.textContent !== text) where.textContent = text;
}

function tick() {
	const c = clocks[0], box = page.querySelector(".clock");
	const amber = !!c && c.runs && left(c) > 0 && left(c) <= (scene.clock.amber_ms || 0);
	if (box && c) {
		write(box.querySelector(".digits"), c);
		box.classList.toggle("amber", amber);
		box.classList.toggle("zero", scene.page === "work" && left(c) === 0);
		box.classList.toggle("stand", !c.runs);
	}
	const length = page.querySelector(".bar");
	if (length && c) {
		length.firstChild.style.width = Math.min(100, 100 * left(c) / scene.clock.whole_ms) + "%";
		length.classList.toggle("amber", amber);
		length.classList.toggle("stand", !c.runs);
	}
	write(page.querySelector(".turnclock"), clocks[1]);
	for (const one of clocks) {
		if (one && one.armed && one.runs && left(one) === 0) {
			one.armed = false;
			chime();
		}
	}
	watch();
}

// ---- Being told ----

const SILENCE = 2400; // ms without a word until the page says so
const AGAIN = 900; // ms between tries

let source = null, heard = now(), tried = 0;

function listen() {
	tried = now();
	if (source) source.close();
	const mine = source = new EventSource("/events");
	const hear = (then) => (event) => {
		if (mine !== source) return;
		heard = now();
		then(event.data && JSON.parse(event.data));
		watch();
	};
	mine.addEventListener("scene", hear(take));
	mine.addEventListener("beat", hear(beat));
}

// watch says when nothing is heard, and tries again. After the end there is
// nothing more to hear.
function watch() {
	const silent = now() - heard;
	const lost = silent > SILENCE && !(scene && scene.page === "thanks");
	at("lost").hidden = !lost;
	document.body.classList.toggle("lost", lost);
	if (silent > 1800 && now() - tried > AGAIN) listen();
}

setInterval(tick, 100);
addEventListener("visibilitychange", tick);
addEventListener("online", listen);

// ---- Sound, theme, full screen ----

let audio = null, loud = false;

function chime() {
	if (!loud || !audio) return;
	audio.resume();
	[[659.25, 0], [523.25, .45]].forEach(([pitch, after]) => {
		const t = audio.currentTime + after, tone = audio.createOscillator(), gain = audio.createGain();
		tone.frequency.value = pitch;
		gain.gain.setValueAtTime(0, t);
		gain.gain.linearRampToValueAtTime(.25, t + .03);
		gain.gain.exponentialRampToValueAtTime(.001, t + 1.6);
		tone.connect(gain).connect(audio.destination);
		tone.start(t);
		tone.stop(t + 1.7);
	});
}

function toggleSound() {
	loud = !loud;
	if (loud && !audio) audio = new AudioContext();
	at("sound").textContent = "Sound: " + (loud ? "on" : "off");
	at("sound").setAttribute("aria-pressed", String(loud));
	chime(); // so that one hears how loud it is
}

function setTheme(name) {
	document.documentElement.dataset.theme = name;
	try { localStorage.setItem("theme", name); } catch { /* not kept, then */ }
}

function toggleTheme() {
	const is = document.documentElement.dataset.theme || (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light");
	setTheme(is === "dark" ? "light" : "dark");
}

function toggleFull() {
	if (document.fullscreenElement) document.exitFullscreen();
	else document.documentElement.requestFullscreen().catch(() => {});
}

at("sound").onclick = toggleSound;
at("theme").onclick = toggleTheme;
at("full").onclick = toggleFull;
page.ondblclick = toggleFull;

// The keys of a clicker that went to this window are no use here: the console
// has to have the keyboard.
const CLICKER = new Set(["PageDown", "PageUp", "ArrowRight", "ArrowLeft", "ArrowUp", "ArrowDown", " ", "Enter", "b", "."]);
let hinting = 0;

addEventListener("keydown", (event) => {
	if (event.ctrlKey || event.metaKey || event.altKey) return;
	const own = { f: toggleFull, t: toggleTheme, s: toggleSound }[event.key.toLowerCase()];
	if (own) { own(); return; }
	if (!CLICKER.has(event.key) || event.target.tagName === "BUTTON") return;
	event.preventDefault();
	at("hint").textContent = "That key came here. Click on the facilitator’s window to go on.";
	at("hint").hidden = false;
	clearTimeout(hinting);
	hinting = setTimeout(() => { at("hint").hidden = true; }, 4000);
});

let idling = 0;

function awake() {
	document.body.classList.remove("idle");
	clearTimeout(idling);
	idling = setTimeout(() => document.body.classList.add("idle"), 2500);
}

addEventListener("pointermove", awake);
document.body.classList.add("idle");

const asked = new URLSearchParams(location.search).get("theme");
let kept = null;
try { kept = localStorage.getItem("theme"); } catch { /* none is kept */ }
if (asked === "light" || asked === "dark") document.documentElement.dataset.theme = asked;
else if (kept === "light" || kept === "dark") document.documentElement.dataset.theme = kept;

listen();
