"use strict";
// Shows the room's page one scene after the other, in a frame as large as the
// projector's window, and measures how each fits.

const LEAST_LETTERS = 24; // as in room.js: below it words are broken

async function main() {
	const { width, height, scenes } = await (await fetch("/scenes")).json();
	const frame = document.createElement("iframe");
	Object.assign(frame, { width, height, src: "/room" });
	const loaded = new Promise((done) => { frame.onload = done; });
	document.body.append(frame);
	await loaded;
	const room = frame.contentWindow;
	if (room.innerWidth !== width || room.innerHeight !== height) throw new Error("the browser made a window of " + room.innerWidth + "×" + room.innerHeight);
	const fits = [];
	for (const scene of scenes) fits.push(await measure(room, scene));
	return { fits };
}

async function measure(room, scene) {
	const find = (what) => room.document.querySelector(what);
	room.take(scene);
	const img = find(".picture img");
	if (img && !img.complete) await new Promise((done) => { img.addEventListener("load", done); img.addEventListener("error", done); });
	const main = find(".main"), fit = find(".main .fit"), frame = find(".picture");
	const text = fit && (fit.querySelector(".prose") || fit.querySelector("h1"));
	return {
		body: text ? parseFloat(room.getComputedStyle(text).fontSize) : 0,
		over: over(room, main, find(".band")),
		points: fit ? fit.querySelectorAll("li").length : 0,
		words: fit ? fit.innerText.split(/\s+/).filter(Boolean).length : 0,
		picture: frame ? frame.getBoundingClientRect().height : 0,
		blind: !!img && !img.naturalWidth,
		broken: fit && fit.style.overflowWrap === "anywhere" ? widest(room, fit) : "", // changes the page, so it is last
	};
}

// over is whether anything is outside of its place.
function over(room, main, band) {
	const root = room.document.documentElement;
	if (root.scrollHeight > room.innerHeight || root.scrollWidth > room.innerWidth) return true;
	for (const place of [main, band]) {
		const around = place.getBoundingClientRect();
		if (around.bottom > room.innerHeight + 1) return true;
		for (const inner of place.querySelectorAll("*")) {
			const box = inner.getBoundingClientRect();
			if (box.width && (box.top < around.top - 1.5 || box.bottom > around.bottom + 1.5 || box.left < around.left - 1.5 || box.right > around.right + 1.5)) return true;
		}
	}
	return false;
}

// widest is the first word that is wider than its line; empty where none is,
// and the letters were only too many.
function widest(room, fit) {
	fit.style.overflowWrap = "normal";
	fit.style.fontSize = LEAST_LETTERS + "px";
	fit.classList.remove("two");
	const edge = fit.getBoundingClientRect();
	const texts = room.document.createTreeWalker(fit, NodeFilter.SHOW_TEXT), range = room.document.createRange();
	for (let node = texts.nextNode(); node; node = texts.nextNode()) {
		for (const word of node.data.matchAll(/\S+/g)) {
			range.setStart(node, word.index);
			range.setEnd(node, word.index + word[0].length);
			for (const box of range.getClientRects()) if (box.right > edge.right + 1 || box.left < edge.left - 1) return word[0];
		}
	}
	return "";
}

const tell = (found) => fetch("/measured", { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(found) });
main().catch((e) => ({ failed: String(e && e.message || e) })).then(tell);
