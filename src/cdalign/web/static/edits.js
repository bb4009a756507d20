// Edits: keys become edits, one after the other; the server answers with the rows that changed.
import { ask, say } from "./asking.js";
import { goToRow, showAll, shownNow } from "./filtering.js";
import { moveFound } from "./finding.js";
import { arrived, at, cursor, endRange, go, here, isRange, nameRow, rangeNames, rowOf } from "./focus.js";
import { count, total } from "./outline.js";
import { loadAgain, refuse } from "./refusing.js";
import { takeChange } from "./rows.js";

const page = document.getElementById("review");
const { base } = page.dataset;

export let version = page.dataset.version;
let queue = Promise.resolve();

// Resolves when every edit so far was answered.
export const settled = () => queue;

export function confirm() {
  if (!isRange()) return edit("confirm");
  return edit("confirm-shown", () => ({ ...rangeNames(), ...shownNow() }));
}

export function edit(action, details = () => ({})) {
  queue = queue.then(async () => {
    await arrived();
    try {
      const bead = here?.dataset.bead ?? "";
      if (bead || ["undo", "redo"].includes(action)) await send(`${base}/edit`, { action, bead, ...details() });
    } catch (error) {
      refuse(error);
    }
  });
  return queue;
}

export async function send(address, body) {
  await take(await ask("POST", address, { version, ...body }));
}

export async function take(change) {
  version = change.version;
  if (change.whole) showAll();
  const coming = takeChange(change);
  moveFound(change);
  endRange();
  say("progress", change.progress);
  const bar = document.getElementById("bar");
  bar.max = total() || 1;
  bar.value = change.confirmed;
  const isDone = change.focus < 0;
  say("notice", isDone ? page.dataset.done : change.merged ? page.dataset.merged : "");
  if (isDone) await go(Math.min(at, count() - 1));
  else await goToRow(change.focus, { isParagraph: change.paragraph });
  nameRow();
  await coming?.catch(refuse);
  say("live", isDone ? page.dataset.done : `${change.progress}. ${rowOf(here)?.querySelector(":scope > .state").textContent ?? ""}`);
}

// A cut stands before the sentence at the cursor; the first one of a row cuts nothing off.
export function cutAtCursor() {
  const units = [...rowOf(here).querySelectorAll(".unit")].filter((unit) => unit.dataset.side === cursor?.dataset.side);
  if (!cursor || units.indexOf(cursor) < 1) return {};
  return { [`${cursor.dataset.side}_at`]: Number(cursor.dataset.at) };
}

export const shift = (by) => edit("shift", () => ({ [`${cursor?.dataset.side ?? "source"}_by`]: by }));

// Another window may have edited while this one was away.
export async function followOthers() {
  await queue;
  const now = await ask("GET", `${base}/version`).catch(() => null);
  if (now && now.version !== version) {
    say("notice", page.dataset.stale);
    location.reload();
  }
}
