// A strip beside the text: what is doubtful, on one side only and confirmed, from its beginning to its end.
import { numberAt, outline } from "./outline.js";

const canvas = document.getElementById("map");
const KINDS = ["x", "p", "c", "e", "o", "d"]; // the letters of the outline; the last one wins a line
const COLOURS = { c: "--good", e: "--info", o: "--minor", d: "--major" };
const WINDOWS = 2; // a text that is so few windows high needs no picture of it

// Keys go first: the strip follows when there has been none for a while (milliseconds).
const PAUSE = 300;

let waiting = 0;
let here = -1;

export function openMap(goTo) {
  canvas.addEventListener("click", (event) => goTo(Math.floor((event.offsetY / canvas.clientHeight) * outline().length)));
  drawMap(here, 0);
}

export function drawMap(position, pause = PAUSE) {
  here = position;
  clearTimeout(waiting);
  waiting = setTimeout(draw, pause);
}

function draw() {
  const letters = outline();
  canvas.hidden = document.documentElement.scrollHeight < WINDOWS * window.innerHeight;
  if (canvas.hidden) return;
  const height = canvas.clientHeight;
  const style = getComputedStyle(canvas);
  canvas.height = height;
  const context = canvas.getContext("2d");
  const kinds = new Int8Array(height).fill(-1);
  const thick = Math.max(1, Math.floor(height / Math.max(1, letters.length)));
  letters.forEach((letter, number) => {
    const kind = KINDS.indexOf(letter.toLowerCase());
    const top = Math.floor((number / letters.length) * height);
    for (let at = top; at < Math.min(height, top + thick); at += 1) kinds[at] = Math.max(kinds[at], kind);
  });
  kinds.forEach((kind, at) => {
    const colour = COLOURS[KINDS[kind]];
    if (!colour) return;
    context.fillStyle = style.getPropertyValue(colour);
    context.fillRect(0, at, canvas.width, 1);
  });
  if (here < 0) return;
  context.fillStyle = style.getPropertyValue("--ink");
  context.fillRect(0, Math.floor((numberAt(here) / letters.length) * height) - 1, canvas.width, 3);
}
