// The review page: keys and clicks become edits; the server answers with the rows that changed.
import { ask, pause, say, Refusal } from "./asking.js";
import { fetchFindings, flagRow, showBeside } from "./beside.js";
import { foundRows, markFound, moveFound, openFinding, showFinding, wordsFound } from "./finding.js";
import { drawMap, openMap } from "./map.js";
import { openReplacing } from "./replacing.js";
import * as rows from "./rows.js";

const page = document.getElementById("review");
const grid = document.getElementById("grid");
const help = document.getElementById("help");
const find = document.getElementById("find");
const { base } = page.dataset;

let version = page.dataset.version;
let here = null; // the row in focus, or the paragraph of it
let at = 0; // its position in the page
let cursor = null; // the sentence in it that the cursor stands at
let queue = Promise.resolve(); // edits go out one after the other
let arriving = Promise.resolve(); // the way to a row that must come from the server first
let aligning = 0;
let anchor = -1; // the position where a range of rows was begun; the row in focus is its other end
let anchorName = ""; // the name of the row there, which may have left the page meanwhile

// Where we are

// Go to a position of the page; the row is asked for where it is not there. Whoever goes elsewhere meanwhile, wins.
function go(position, { unit = null, isParagraph = false, block = "nearest" } = {}) {
  if (position < 0 || position >= rows.count()) return Promise.resolve();
  at = position;
  const row = rows.rowAt(position);
  if (row) {
    stand(isParagraph ? row.querySelector(".para") : row, unit, block);
    return Promise.resolve();
  }
  arriving = rows
    .showRow(position)
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

const rowOf = (element) => element.closest(".row");
const isAtParagraph = () => here?.matches(".para") ?? false;
const isOpen = () => document.querySelector("dialog[open]");

// The address names the row, so that it is found again after a reload and on the way back from another page.
function nameRow() {
  const address = new URL(location.href);
  address.searchParams.delete("at");
  address.searchParams.delete("side");
  address.hash = here.dataset.bead;
  history.replaceState(null, "", address);
}

// When nobody moves on, the row that Enter leads to is asked for.
function settle() {
  nameRow();
  rows.keep(nextOf("d") < 0 ? nextOf("p") : nextOf("d"));
}

const nextOf = (letter) => rows.search(at, (position) => position !== at && rows.stateAt(position) === letter);

function move(by) {
  endRange();
  if (!isAtParagraph()) return go(at + by);
  for (let next = at + by; next >= 0 && next < rows.count(); next += by) {
    if (rows.isFirst(next)) return go(next, { isParagraph: true });
  }
  return null;
}

// To a row by its number in the text; a filter that hides it goes.
function goToRow(number, options = {}) {
  if (rows.positionOf(number) < 0 && number < rows.total()) {
    show.value = "all";
    filter();
  }
  return go(rows.positionOf(number), options);
}

// A range of rows, from the anchor to the row in focus

function showRange() {
  const ends = anchor < 0 ? [] : [anchor, at].sort((one, other) => one - other);
  rows.eachShown((row, position) => {
    if (ends.length && position >= ends[0] && position <= ends[1]) row.setAttribute("aria-selected", "true");
    else row.removeAttribute("aria-selected");
  });
}

function beginRange() {
  if (anchor < 0) [anchor, anchorName] = [at, here.dataset.bead];
}

function endRange() {
  if (anchor < 0) return;
  anchor = -1;
  showRange();
}

async function extend(by) {
  if (isAtParagraph() || at + by < 0 || at + by >= rows.count()) return;
  beginRange();
  await go(at + by);
  showRange();
}

function confirm() {
  if (anchor < 0) return edit("confirm");
  return edit("confirm-shown", () => ({ first: anchorName, last: here.dataset.bead, ...shownNow() }));
}

function moveCursor(by) {
  const units = [...rowOf(here).querySelectorAll(".unit")];
  const next = units[units.indexOf(cursor) + by];
  if (next) go(at, { unit: next });
}

function toggleParagraph() {
  if (isAtParagraph()) return go(at);
  let first = at;
  while (first > 0 && !rows.isFirst(first)) first -= 1;
  return go(first, { isParagraph: true });
}

function goToDoubtful() {
  go(nextOf("d"));
}

// Edits

function edit(action, details = () => ({})) {
  queue = queue.then(async () => {
    await arriving;
    try {
      const bead = here?.dataset.bead ?? "";
      if (bead || ["undo", "redo"].includes(action)) await send(`${base}/edit`, { action, bead, ...details() });
    } catch (error) {
      refuse(error);
    }
  });
  return queue;
}

async function send(address, body) {
  await take(await ask("POST", address, { version, ...body }));
}

async function take(change) {
  version = change.version;
  if (change.whole) show.value = "all";
  const coming = rows.takeChange(change);
  moveFound(change);
  endRange();
  say("progress", change.progress);
  const bar = document.getElementById("bar");
  bar.max = rows.total() || 1;
  bar.value = change.confirmed;
  const isDone = change.focus < 0;
  say("notice", isDone ? page.dataset.done : change.merged ? page.dataset.merged : "");
  if (isDone) await go(Math.min(at, rows.count() - 1));
  else await goToRow(change.focus, { isParagraph: change.paragraph });
  nameRow();
  await coming?.catch(refuse);
  say("live", isDone ? page.dataset.done : `${change.progress}. ${rowOf(here)?.querySelector(":scope > .state").textContent ?? ""}`);
}

function refuse(error) {
  if (error instanceof Refusal && error.status === 409) {
    say("notice", page.dataset.stale);
    setTimeout(() => location.reload(), 900);
  } else {
    say("notice", error instanceof Refusal ? error.message : page.dataset.unreachable);
  }
}

// A cut stands before the sentence at the cursor; the first one of a row cuts nothing off.
function cutAtCursor() {
  const units = [...rowOf(here).querySelectorAll(".unit")].filter((unit) => unit.dataset.side === cursor?.dataset.side);
  if (!cursor || units.indexOf(cursor) < 1) return {};
  return { [`${cursor.dataset.side}_at`]: Number(cursor.dataset.at) };
}

const shift = (by) => edit("shift", () => ({ [`${cursor?.dataset.side ?? "source"}_by`]: by }));

// Aligning what is pending

async function realign() {
  await queue;
  const mine = ++aligning;
  say("notice", page.dataset.aligning);
  try {
    await ask("POST", `${base}/realign`, { version });
    for (;;) {
      await pause(300);
      if (mine !== aligning) return;
      const now = await ask("GET", `${base}/realign`);
      if (now.state === "working") continue;
      if (now.version) await take(now);
      return;
    }
  } catch (error) {
    refuse(error);
  }
}

async function stopAligning() {
  aligning += 1;
  say("notice", "");
  await ask("DELETE", `${base}/realign`).catch(() => {});
}

// Writing over a sentence

const writing = document.getElementById("writing");

function write() {
  if (!cursor || cursor.classList.contains("none")) return;
  const { text } = writing.querySelector("form").elements;
  text.value = cursor.textContent;
  text.lang = cursor.parentElement.lang;
  writing.returnValue = "";
  writing.showModal();
  text.focus();
}

writing.addEventListener("close", async () => {
  const text = writing.querySelector("textarea").value;
  if (writing.returnValue !== "save" || text === cursor.textContent) return here?.focus({ preventScroll: true });
  await queue;
  const { side } = cursor.dataset;
  try {
    await send(`${base}/text`, { side, at: Number(cursor.dataset.at), text });
  } catch (error) {
    refuse(error);
  }
});

// A comment on a row; that of a paragraph is on its first row

const commenting = document.getElementById("commenting");

function comment() {
  const { text } = commenting.querySelector("form").elements;
  text.value = text.defaultValue = rowOf(here).querySelector(".comment .said")?.textContent ?? "";
  commenting.returnValue = "";
  commenting.showModal();
  text.focus();
}

commenting.addEventListener("close", async () => {
  const { value: text, defaultValue: was } = commenting.querySelector("textarea");
  if (commenting.returnValue !== "save") return here?.focus({ preventScroll: true });
  await queue;
  await send(`${base}/comment`, { bead: rowOf(here).dataset.bead, text, was }).catch(refuse);
});

async function replace() {
  await queue;
  openReplacing(`${base}/replace`, () => here?.dataset.bead, take, refuse);
}

// Keys and clicks

function closeFind() {
  find.hidden = true;
  here?.focus({ preventScroll: true });
}

const actions = {
  confirm,
  write,
  comment,
  replace,
  merge: () => edit("merge"),
  split: () => edit("split", cutAtCursor),
  exclude: () => edit("exclude"),
  release: () => edit("release"),
  up: () => shift(-1),
  down: () => shift(1),
  undo: () => edit("undo"),
  redo: () => edit("redo"),
  realign,
  find: showFinding,
  help: () => help.showModal(),
};

const keys = {
  Enter: actions.confirm, m: actions.merge, s: actions.split, x: actions.exclude, Backspace: actions.release,
  r: actions.realign, "/": actions.find, "?": actions.help, n: goToDoubtful, p: toggleParagraph,
  e: actions.write, c: actions.comment, h: actions.replace,
  ArrowUp: () => move(-1), ArrowDown: () => move(1), k: () => move(-1), j: () => move(1),
  ArrowLeft: () => moveCursor(-1), ArrowRight: () => moveCursor(1),
};

function actionFor(event) {
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  if (event.ctrlKey || event.metaKey) {
    if (key === "z") return event.shiftKey ? actions.redo : actions.undo;
    return key === "y" ? actions.redo : null;
  }
  if (event.shiftKey && ["ArrowUp", "ArrowDown"].includes(key)) return () => extend(key === "ArrowUp" ? -1 : 1);
  if (event.altKey) return { ArrowUp: actions.up, ArrowDown: actions.down }[key];
  return keys[key];
}

document.addEventListener("keydown", (event) => {
  if (isOpen() || event.isComposing) return;
  if (event.key === "Escape") {
    if (anchor >= 0) endRange();
    else if (!find.hidden) closeFind();
    else stopAligning();
    return;
  }
  const inControl = event.target.closest("input, select, textarea, button, a, summary");
  if (inControl && !(event.ctrlKey && event.key.toLowerCase() === "z" && !inControl.matches("input, textarea"))) return;
  const action = actionFor(event);
  if (!action) return;
  event.preventDefault();
  action();
});

grid.addEventListener("click", (event) => {
  const row = event.target.closest(".row");
  if (!row) return;
  const isParagraph = Boolean(event.target.closest(".para .label"));
  const position = rows.positionIn(row);
  if (event.shiftKey && here && !isAtParagraph()) {
    getSelection().removeAllRanges();
    beginRange();
    go(position);
    showRange();
  } else if (!getSelection().toString()) {
    endRange();
    go(position, { unit: event.target.closest(".unit"), isParagraph });
  }
});

for (const button of document.querySelectorAll("[data-key]")) {
  button.addEventListener("click", () => {
    if (!["help", "find"].includes(button.dataset.key)) here?.focus({ preventScroll: true });
    actions[button.dataset.key]();
  });
}

document.getElementById("above").addEventListener("submit", (event) => {
  event.preventDefault();
  const percent = document.getElementById("percent").valueAsNumber;
  edit("confirm-above", () => ({ percent }));
});

// What a filter shows, or the search has found, is confirmed together.
const shown = document.getElementById("confirm-shown");
const show = document.getElementById("show");
const FILTERS = {
  all: () => true,
  doubtful: (letter) => letter === "d",
  pending: (letter) => "dpoe".includes(letter),
};

const shownNow = () => ({ show: show.value, words: show.value === "found" ? wordsFound() : "" });

function offerShown() {
  const isFound = foundRows().length > 0;
  show.querySelector("[value=found]").hidden = !isFound;
  shown.hidden = show.value === "all" && !isFound;
}

shown.addEventListener("click", () => edit("confirm-shown", () => ({ show: show.value, words: wordsFound() })));

function filter() {
  const number = rows.numberAt(at) ?? 0;
  const found = show.value === "found" ? new Set(foundRows()) : null;
  rows.showOnly(found ? (_, one) => found.has(one) : FILTERS[show.value]);
  offerShown();
  endRange();
  return go(rows.nearestPosition(number), { block: "center" });
}

show.addEventListener("change", filter);

// Another window may have edited while this one was away.
async function followOthers() {
  await queue;
  const now = await ask("GET", `${base}/version`).catch(() => null);
  if (now && now.version !== version) {
    say("notice", page.dataset.stale);
    location.reload();
  }
}
window.addEventListener("focus", followOthers);

function whenShown(made) {
  for (const row of made) flagRow(row);
  if (foundRows().length) markFound();
  if (anchor >= 0) showRange();
}

// Where we come from: the address names a row, a finding or a search a sentence; else the first row to look at.
async function start() {
  const name = location.hash.slice(1);
  const query = new URLSearchParams({ bead: name, version });
  const asked = /^[sp]\d+-\d+$/.test(name) ? await ask("GET", `${base}/place?${query}`).catch(() => null) : null;
  const number = asked?.row ?? Number(grid.dataset.here);
  await go(rows.positionOf(number), { block: "center", isParagraph: asked?.paragraph });
  page.dataset.ready = "yes";
}

rows.openRows(grid, base, version, whenShown, refuse);
openFinding(() => version, offerShown, (number) => goToRow(number, { block: "center" }));
openMap((number) => go(rows.nearestPosition(number), { block: "center" }));
const from = new URLSearchParams(location.search).get("finding");
if (from) {
  const back = document.getElementById("back");
  back.href += `#f-${from}`;
  back.hidden = false;
}
start();
fetchFindings();
