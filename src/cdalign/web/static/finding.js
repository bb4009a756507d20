// Finding words: the server names the rows, by their numbers; the words are marked in those that are in the page.
import { ask, say } from "./asking.js";
import { numberAfter, numberAt } from "./outline.js";
import { eachShown } from "./rows.js";

const PAUSE = 150; // milliseconds after a letter
const form = document.getElementById("find");
const words = document.getElementById("words");
const page = document.getElementById("review");

let found = [];
let foundAt = -1;
let timer = 0;
let searching = Promise.resolve();
let versionNow = () => "";
let whenFound = () => {};
let goTo = () => {};

export const foundRows = () => found;
export const wordsFound = () => (found.length ? words.value : "");

export function openFinding(version, told, go) {
  [versionNow, whenFound, goTo] = [version, told, go];
}

export function showFinding() {
  form.hidden = false;
  words.focus();
  words.select();
}

words.addEventListener("input", () => {
  clearTimeout(timer);
  timer = setTimeout(startSearch, PAUSE);
});

function startSearch() {
  clearTimeout(timer);
  timer = 0;
  searching = search();
}

async function search() {
  const query = new URLSearchParams({ q: words.value, version: versionNow() });
  found = words.value.trim() ? (await ask("GET", `${page.dataset.base}/find?${query}`).catch(() => ({ rows: [] }))).rows : [];
  foundAt = -1;
  markFound();
  sayFound();
  whenFound();
}

// After an edit the rows have other numbers.
export function moveFound(change) {
  if (change.whole) return search();
  found = found.map((number) => numberAfter(change, number)).filter((number) => number >= 0);
  return null;
}

// The words themselves are marked. Where the page does not see them as the server does (other characters of the same
// word), the row is.
export function markFound() {
  const wanted = words.value.toLowerCase().replace(/\s/g, "");
  const numbers = new Set(found);
  const ranges = [];
  eachShown((row, position) => {
    const isHere = numbers.has(numberAt(position));
    const inside = isHere ? [...row.querySelectorAll(".unit")].flatMap((unit) => rangesIn(unit, wanted)) : [];
    row.classList.toggle("found", isHere && (!inside.length || !window.Highlight));
    ranges.push(...inside);
  });
  if (window.Highlight) CSS.highlights.set("found", new Highlight(...ranges));
}

function rangesIn(unit, wanted) {
  const walker = document.createTreeWalker(unit, NodeFilter.SHOW_TEXT);
  const places = [];
  let text = "";
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    for (let at = 0; at < node.data.length; at += 1) {
      const letter = node.data[at].toLowerCase();
      if (letter.length !== 1 || /\s/.test(letter)) continue;
      text += letter;
      places.push([node, at]);
    }
  }
  const ranges = [];
  for (let at = wanted ? text.indexOf(wanted) : -1; at >= 0; at = text.indexOf(wanted, at + wanted.length)) {
    const range = new Range();
    const [last, end] = places[at + wanted.length - 1];
    range.setStart(...places[at]);
    range.setEnd(last, end + 1);
    ranges.push(range);
  }
  return ranges;
}

function sayFound() {
  const text = page.dataset.found.replace("{at}", foundAt + 1).replace("{total}", found.length);
  say("found", found.length ? text : words.value ? page.dataset.notFound : "");
}

// Whoever presses Enter before the answer is there means its first row.
async function step(by) {
  if (timer) startSearch();
  await searching;
  if (!found.length) return;
  foundAt = foundAt < 0 && by < 0 ? found.length - 1 : (foundAt + by + found.length) % found.length;
  sayFound();
  await goTo(found[foundAt]);
  words.focus({ preventScroll: true });
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  step(1);
});
words.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || !event.shiftKey || event.isComposing) return;
  event.preventDefault();
  step(-1);
});
document.getElementById("found-before").addEventListener("click", () => step(-1));
document.getElementById("found-after").addEventListener("click", () => step(1));
