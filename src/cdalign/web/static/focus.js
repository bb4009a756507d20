// Where we are: the row in focus or the paragraph of it, the sentence at the cursor, and a range of rows.
import { showBeside } from "./beside.js";
import { drawMap } from "./map.js";
import { count, isFirst, search, stateAt } from "./outline.js";
import { refuse } from "./refusing.js";
import { eachShown, keep, rowAt, showRow } from "./rows.js";

export let here = null; // the row in focus, or the paragraph of it
export let at = 0; // its position in the page
export let cursor = null; // the sentence in it that the cursor stands at
let arriving = Promise.resolve(); // the way to a row that must come from the server first
let anchor = -1; // the position where a range of rows was begun; the row in focus is its other end
let anchorName = ""; // the name of the row there, which may have left the page meanwhile

// Go to a position of the page; the row is asked for where it is not there. Whoever goes elsewhere meanwhile, wins.
export function go(position, { unit = null, isParagraph = false, block = "nearest" } = {}) {
  if (position < 0 || position >= count()) return Promise.resolve();
  at = position;
  const row = rowAt(position);
  if (row) {
    stand(isParagraph ? row.querySelector(".para") : row, unit, block);
    return Promise.resolve();
  }
  arriving = showRow(position)
    .then((shown) => {
      if (shown && at === position) stand(isParagraph ? shown.querySelector(".para") : shown, unit, block);
    })
    .catch(refuse);
  return arriving;
}

function stand(element, unit, block) {
  here?.classList.remove("here");
  here?.setAttribute("tabindex", "-1");
  cursor?.classList.remove("cursor");
  cursor?.parentElement.classList.remove("side");
  here = element;
  here.classList.add("here");
  here.setAttribute("tabindex", "0");
  cursor = unit ?? rowOf(here).querySelector(".unit");
  cursor?.classList.add("cursor");
  cursor?.parentElement.classList.add("side");
  here.focus({ preventScroll: true });
  rowOf(here).scrollIntoView({ block });
  showBeside(here.dataset.bead, settle);
  drawMap(at);
}

export const rowOf = (element) => element.closest(".row");
export const isAtParagraph = () => here?.matches(".para") ?? false;

// The address names the row, so that it is found again after a reload and on the way back from another page.
export function nameRow() {
  const address = new URL(location.href);
  address.searchParams.delete("at");
  address.searchParams.delete("side");
  address.hash = here.dataset.bead;
  history.replaceState(null, "", address);
}

// When nobody moves on, the row that Enter leads to is asked for.
function settle() {
  nameRow();
  keep(nextOf("d") < 0 ? nextOf("p") : nextOf("d"));
}

const nextOf = (letter) => search(at, (position) => position !== at && stateAt(position) === letter);

export function move(by) {
  endRange();
  if (!isAtParagraph()) return go(at + by);
  for (let next = at + by; next >= 0 && next < count(); next += by) {
    if (isFirst(next)) return go(next, { isParagraph: true });
  }
  return null;
}

// A range of rows, from the anchor to the row in focus

export function showRange() {
  const ends = anchor < 0 ? [] : [anchor, at].sort((one, other) => one - other);
  eachShown((row, position) => {
    if (ends.length && position >= ends[0] && position <= ends[1]) row.setAttribute("aria-selected", "true");
    else row.removeAttribute("aria-selected");
  });
}

function beginRange() {
  if (anchor < 0) [anchor, anchorName] = [at, here.dataset.bead];
}

export const isRange = () => anchor >= 0;
export const rangeNames = () => ({ first: anchorName, last: here.dataset.bead });

export function endRange() {
  if (anchor < 0) return;
  anchor = -1;
  showRange();
}

export async function extend(by) {
  if (isAtParagraph() || at + by < 0 || at + by >= count()) return;
  beginRange();
  await go(at + by);
  showRange();
}

export function moveCursor(by) {
  const units = [...rowOf(here).querySelectorAll(".unit")];
  const next = units[units.indexOf(cursor) + by];
  if (next) go(at, { unit: next });
}

export function toggleParagraph() {
  if (isAtParagraph()) return go(at);
  let first = at;
  while (first > 0 && !isFirst(first)) first -= 1;
  return go(first, { isParagraph: true });
}

export function goToDoubtful() {
  go(nextOf("d"));
}

// Take more rows into the range, as far as a row that was clicked.
export function reach(position) {
  beginRange();
  go(position);
  showRange();
}

// The focus back to the row, from a field or a dialog.
export const returnHere = () => here?.focus({ preventScroll: true });

export const arrived = () => arriving;
