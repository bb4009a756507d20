// The review page: keys and clicks, and where the page begins.
import { ask } from "./asking.js";
import { fetchFindings, flagRow } from "./beside.js";
import { confirm, cutAtCursor, edit, followOthers, shift, version } from "./edits.js";
import { goToRow, offerShown, shownOrFound } from "./filtering.js";
import { foundRows, markFound, openFinding, showFinding } from "./finding.js";
import * as focus from "./focus.js";
import { openMap } from "./map.js";
import { nearestPosition, positionOf } from "./outline.js";
import { realign, stopAligning } from "./realigning.js";
import { refuse } from "./refusing.js";
import { openRows, positionIn } from "./rows.js";
import { comment, reopenDraft, replace, write } from "./writing.js";

const page = document.getElementById("review");
const grid = document.getElementById("grid");
const help = document.getElementById("help");
const find = document.getElementById("find");
const { base } = page.dataset;

const isOpen = () => document.querySelector("dialog[open]");

function closeFind() {
  find.hidden = true;
  focus.returnHere();
}

const actions = {
  confirm,
  write: () => write(),
  comment: () => comment(),
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
  r: actions.realign, "/": actions.find, "?": actions.help, n: focus.goToDoubtful, p: focus.toggleParagraph,
  e: actions.write, c: actions.comment, h: actions.replace,
  ArrowUp: () => focus.move(-1), ArrowDown: () => focus.move(1), k: () => focus.move(-1), j: () => focus.move(1),
  ArrowLeft: () => focus.moveCursor(-1), ArrowRight: () => focus.moveCursor(1),
};

function actionFor(event) {
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  if (event.ctrlKey || event.metaKey) {
    if (key === "z") return event.shiftKey ? actions.redo : actions.undo;
    return key === "y" ? actions.redo : null;
  }
  if (event.shiftKey && ["ArrowUp", "ArrowDown"].includes(key)) return () => focus.extend(key === "ArrowUp" ? -1 : 1);
  if (event.altKey) return { ArrowUp: actions.up, ArrowDown: actions.down }[key];
  return keys[key];
}

document.addEventListener("keydown", (event) => {
  if (isOpen() || event.isComposing) return;
  if (event.key === "Escape") {
    if (focus.isRange()) focus.endRange();
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
  const position = positionIn(row);
  if (event.shiftKey && focus.here && !focus.isAtParagraph()) {
    getSelection().removeAllRanges();
    focus.reach(position);
  } else if (!getSelection().toString()) {
    focus.endRange();
    focus.go(position, { unit: event.target.closest(".unit"), isParagraph });
  }
});

for (const button of document.querySelectorAll("[data-key]")) {
  button.addEventListener("click", () => {
    if (!["help", "find"].includes(button.dataset.key)) focus.returnHere();
    actions[button.dataset.key]();
  });
}

document.getElementById("above").addEventListener("submit", (event) => {
  event.preventDefault();
  const percent = document.getElementById("percent").valueAsNumber;
  edit("confirm-above", () => ({ percent }));
});

// What a filter shows, or the search has found, is confirmed together.
document.getElementById("confirm-shown").addEventListener("click", () => edit("confirm-shown", shownOrFound));

window.addEventListener("focus", followOthers);

function whenShown(made) {
  for (const row of made) flagRow(row);
  if (foundRows().length) markFound();
  if (focus.isRange()) focus.showRange();
}

// Where we come from: the address names a row, a finding or a search a sentence; else the first row to look at.
async function start() {
  const name = location.hash.slice(1);
  const query = new URLSearchParams({ bead: name, version });
  const asked = /^[sp]\d+-\d+$/.test(name) ? await ask("GET", `${base}/place?${query}`).catch(() => null) : null;
  const number = asked?.row ?? Number(grid.dataset.here);
  await focus.go(positionOf(number), { block: "center", isParagraph: asked?.paragraph });
  page.dataset.ready = "yes";
  reopenDraft();
}

openRows(grid, base, version, whenShown, refuse);
openFinding(() => version, offerShown, (number) => goToRow(number, { block: "center" }));
openMap((number) => focus.go(nearestPosition(number), { block: "center" }));
const from = new URLSearchParams(location.search).get("finding");
if (from) {
  const back = document.getElementById("back");
  back.href += `#f-${from}`;
  back.hidden = false;
}
start();
fetchFindings();
