// The review page: keys and clicks become edits; the server answers with the paragraphs that changed.
import { ask, say, Refusal } from "./asking.js";
import { drawMap } from "./map.js";
import { openReplacing } from "./replacing.js";

const page = document.getElementById("review");
const grid = document.getElementById("grid");
const panel = document.getElementById("panel");
const help = document.getElementById("help");
const find = document.getElementById("find");
const words = document.getElementById("words");
const { base } = page.dataset;

let version = page.dataset.version;
let here = null; // the row in focus
let cursor = null; // the sentence in it that the cursor stands at
let queue = Promise.resolve(); // edits go out one after the other
let waiting = 0; // how many edits of the queue have no answer yet
let isMerged = false; // whether others have changed rows that this page still shows as they were
let aligning = 0;
let found = [];
let foundAt = -1;
let anchor = null; // where a range of rows was begun; the row in focus is its other end

// Where we are

function go(row, { unit = null } = {}) {
  if (!row) return;
  here?.classList.remove("here");
  here?.setAttribute("tabindex", "-1");
  cursor?.classList.remove("cursor");
  cursor?.parentElement.classList.remove("side");
  here = row;
  here.classList.add("here");
  here.setAttribute("tabindex", "0");
  cursor = unit ?? here.querySelector(".unit");
  cursor?.classList.add("cursor");
  cursor?.parentElement.classList.add("side");
  here.focus({ preventScroll: true });
  here.scrollIntoView({ block: "nearest" });
  showPanel(here.dataset.bead);
}

function named(name) {
  const element = name ? document.getElementById(name) : null;
  return element?.matches(".pair") ? element.querySelector(".para") : element;
}
const isShown = (row) => row.checkVisibility ? row.checkVisibility({ contentVisibilityAuto: false }) : row.offsetParent !== null;

const isOpen = () => document.querySelector("dialog[open]");

// The next row in the document; no list of all rows is made, which would take longer than a key may.
function neighbour(row, by) {
  const [way, edge] = by > 0 ? ["nextElementSibling", 0] : ["previousElementSibling", -1];
  const isParagraph = row.classList.contains("para");
  if (!isParagraph && row[way] && !row[way].classList.contains("para")) return row[way];
  for (let section = row.closest(".pair")[way]; section; section = section[way]) {
    const found = [...section.querySelectorAll(isParagraph ? ".row.para" : ".row:not(.para)")].at(edge);
    if (found) return found;
  }
  return null;
}

function rowBeside(by) {
  let row = here && neighbour(here, by);
  while (row && !isShown(row)) row = neighbour(row, by);
  return row;
}

function move(by) {
  endRange();
  go(rowBeside(by));
}

// A range of rows, from the anchor to the row in focus

function inRange() {
  if (!anchor?.isConnected || here?.classList.contains("para")) return [];
  const rows = [...grid.querySelectorAll(".row:not(.para)")];
  const ends = [rows.indexOf(anchor), rows.indexOf(here)].sort((one, other) => one - other);
  return rows.slice(ends[0], ends[1] + 1);
}

function showRange() {
  for (const row of grid.querySelectorAll(".row[aria-selected]")) row.removeAttribute("aria-selected");
  for (const row of inRange()) row.setAttribute("aria-selected", "true");
}

function endRange() {
  if (!anchor) return;
  anchor = null;
  showRange();
}

function extend(by) {
  const next = rowBeside(by);
  if (!next || here.classList.contains("para")) return;
  anchor ??= here;
  go(next);
  showRange();
}

async function confirmMany(body) {
  await queue;
  try {
    await ask("POST", `${base}/edit`, { version, ...body });
    comeBack();
  } catch (error) {
    refuse(error);
  }
}

function confirm() {
  if (!anchor) return edit("confirm");
  return confirmMany({ action: "confirm-range", first: anchor.dataset.bead, last: here.dataset.bead });
}

// The page is loaded again at the row where we are, whose number may be another one now.
function comeBack() {
  const place = here?.dataset.source ? `at=${here.dataset.source}&side=zh` : `at=${here?.dataset.target ?? ""}&side=en`;
  const asked = new URLSearchParams(location.search);
  const order = asked.has("order") ? `&order=${asked.get("order")}` : "";
  location.replace(`${location.pathname}?${place}${order}`);
}

function moveCursor(by) {
  const units = [...here.querySelectorAll(".unit")];
  const next = units[units.indexOf(cursor) + by];
  if (next) go(here, { unit: next });
}

function toggleParagraph() {
  const section = here.closest(".pair");
  go(here.classList.contains("para") ? section.querySelector(".row:not(.para)") : section.querySelector(".para"));
}

function goToDoubtful() {
  const rows = [...grid.querySelectorAll(".row.doubtful:not(.para)")].filter((row) => row !== here);
  const isAhead = (row) => here.compareDocumentPosition(row) & Node.DOCUMENT_POSITION_FOLLOWING;
  go(rows.find(isAhead) ?? rows[0] ?? here);
}

let panelTimer = 0;
let panelRequest = null;
function showPanel(name) {
  clearTimeout(panelTimer);
  panelRequest?.abort();
  panelTimer = setTimeout(async () => {
    panelRequest = new AbortController();
    try {
      const answer = await fetch(`${base}/bead/${name}`, { signal: panelRequest.signal });
      if (answer.ok) panel.innerHTML = await answer.text(); // made and escaped by our own server
      showFindings(name);
    } catch {
      // The next row asks again.
    }
  }, 90);
}

// Edits

function edit(action, details = () => ({})) {
  waiting += 1;
  queue = queue.then(async () => {
    try {
      if (here || ["undo", "redo"].includes(action)) {
        take(await ask("POST", `${base}/edit`, { version, action, bead: here?.dataset.bead, ...details() }));
      }
    } catch (error) {
      refuse(error);
    }
    waiting -= 1;
    if (isMerged && !waiting) loadMerged();
  });
}

// The edit is saved, and so are those of others: the page is loaded again, at the row where we are.
function loadMerged() {
  say("notice", page.dataset.merged);
  history.replaceState(null, "", here ? `#${here.dataset.bead}` : "#");
  location.reload();
}

function take(change) {
  version = change.version;
  if (change.rewritten) return comeBack();
  isMerged ||= change.merged;
  const old = change.removed.map((name) => document.getElementById(name)).filter(Boolean);
  if (old.length) {
    const made = document.createElement("template");
    made.innerHTML = change.html; // made and escaped by our own server
    old[0].before(made.content);
    for (const section of old) section.remove();
  }
  say("progress", change.progress);
  document.getElementById("bar").value = change.confirmed;
  say("notice", "");
  const next = named(change.focus);
  if (next) go(next);
  else if (here && !here.isConnected) go(grid.querySelector(".row:not(.para)"));
  say("live", next ? `${change.progress}. ${next.querySelector(".state")?.textContent ?? ""}` : page.dataset.done);
  if (!next) say("notice", page.dataset.done);
  drawMap(grid);
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
  const units = [...here.querySelectorAll(".unit")].filter((unit) => unit.dataset.side === cursor?.dataset.side);
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
      await new Promise((done) => setTimeout(done, 300));
      if (mine !== aligning) return;
      const now = await ask("GET", `${base}/realign`);
      if (now.state === "working") continue;
      if (now.version) take(now);
      if (isMerged) loadMerged();
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
  const { side, at } = cursor.dataset;
  try {
    await ask("POST", `${base}/text`, { version, side, at: Number(at), text });
    comeBack();
  } catch (error) {
    refuse(error);
  }
});

async function replace() {
  await queue;
  openReplacing(`${base}/replace`, comeBack, refuse);
}

// The findings of each row, which come after the page

let findings = {};

async function markFindings() {
  findings = (await ask("GET", `${base}/findings`).catch(() => ({ rows: {} }))).rows;
  for (const [name, list] of Object.entries(findings)) {
    named(name)?.querySelector(".state")?.setAttribute("data-findings", list.length);
  }
  if (here) showFindings(here.dataset.bead);
}

function showFindings(name) {
  panel.querySelector(".found-here")?.remove();
  if (!findings[name] || here?.dataset.bead !== name) return;
  const list = document.createElement("ul");
  list.className = "found-here";
  for (const one of findings[name]) {
    const item = document.createElement("li");
    const link = document.createElement("a");
    link.href = `${page.dataset.findings}#f-${one.id}`;
    link.textContent = one.message;
    const severity = document.createElement("b");
    severity.className = `severity ${one.severity}`;
    severity.textContent = `${one.said} `;
    item.append(severity, link);
    list.append(item);
  }
  panel.prepend(list);
}

// Finding words

let findTimer = 0;
words.addEventListener("input", () => {
  clearTimeout(findTimer);
  findTimer = setTimeout(async () => {
    const answer = await ask("GET", `${base}/find?q=${encodeURIComponent(words.value)}`).catch(() => ({ rows: [] }));
    for (const row of grid.querySelectorAll(".found")) row.classList.remove("found");
    found = answer.rows;
    foundAt = -1;
    markWords(words.value);
    sayFound();
    offerShown();
  }, 150);
});

// The words themselves are marked. Where the page does not see them as the server does (other characters of the same
// word), the row is.
function markWords(asked) {
  const wanted = asked.toLowerCase().replace(/\s/g, "");
  const ranges = [];
  for (const row of found.map(named).filter(Boolean)) {
    const inside = [...row.querySelectorAll(".unit")].flatMap((unit) => rangesIn(unit, wanted));
    if (!inside.length || !window.Highlight) row.classList.add("found");
    ranges.push(...inside);
  }
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

find.addEventListener("submit", (event) => {
  event.preventDefault();
  if (!found.length) return;
  foundAt = (foundAt + 1) % found.length;
  go(named(found[foundAt]));
  words.focus({ preventScroll: true });
  sayFound();
});

function openFind() {
  find.hidden = false;
  words.focus();
  words.select();
}

function closeFind() {
  find.hidden = true;
  here?.focus({ preventScroll: true });
}

// Keys and clicks

const actions = {
  confirm,
  write,
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
  find: openFind,
  help: () => help.showModal(),
};

const keys = {
  Enter: actions.confirm, m: actions.merge, s: actions.split, x: actions.exclude, Backspace: actions.release,
  r: actions.realign, "/": actions.find, "?": actions.help, n: goToDoubtful, p: toggleParagraph,
  e: actions.write, h: actions.replace,
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
    if (anchor) endRange();
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
  if (event.shiftKey && here && !row.classList.contains("para")) {
    getSelection().removeAllRanges();
    anchor ??= here;
    go(row);
    showRange();
  } else if (!getSelection().toString()) {
    endRange();
    go(row, { unit: event.target.closest(".unit") });
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
  confirmMany({ action: "confirm-above", percent: document.getElementById("percent").valueAsNumber });
});

// What a filter shows, or the search has found, is confirmed together.
const shown = document.getElementById("confirm-shown");
const show = document.getElementById("show");

function offerShown() {
  shown.hidden = show.value === "all" && !found.length;
}

shown.addEventListener("click", () => {
  confirmMany({ action: "confirm-shown", show: show.value, words: found.length ? words.value : "" });
});

show.addEventListener("change", (event) => {
  offerShown();
  grid.className = event.target.value === "all" ? "" : `only-${event.target.value}`;
  here?.scrollIntoView({ block: "center" });
});

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

// Where we come from: a finding or a search names a sentence or a paragraph; else the first row to look at.
function start() {
  const asked = new URLSearchParams(location.search);
  const place = asked.get("at");
  const side = asked.get("side") === "en" ? "target" : "source";
  const paragraph = place && grid.querySelector(`[data-place="${CSS.escape(place)}"]`);
  const row =
    (place && (grid.querySelector(`[data-${side}="${CSS.escape(place)}"]`) ??
      grid.querySelector(`[data-source="${CSS.escape(place)}"], [data-target="${CSS.escape(place)}"]`))) ||
    paragraph?.parentElement.querySelector(".row:not(.para)") ||
    named(location.hash.slice(1)) ||
    named(page.dataset.current) ||
    grid.querySelector(".row:not(.para)");
  go(row);
  here?.scrollIntoView({ block: "center" });
}
start();
drawMap(grid, go);
markFindings();
const asked = new URLSearchParams(location.search).get("finding");
if (asked) {
  const back = document.getElementById("back");
  back.href += `#f-${asked}`;
  back.hidden = false;
}
page.dataset.ready = "yes";
