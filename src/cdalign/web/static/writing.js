// What a person writes: a sentence over another, a comment on a row, words in place of others.
import { say } from "./asking.js";
import { send, settled, take } from "./edits.js";
import { cursor, go, at, here, nameRow, returnHere, rowOf } from "./focus.js";
import { isStale, refuse } from "./refusing.js";
import { openReplacing } from "./replacing.js";

const { base } = document.getElementById("review").dataset;
const writing = document.getElementById("writing");
const commenting = document.getElementById("commenting");
const DRAFT = `written in ${base}`;

// `text` is what the field holds, `was` what the page shows there now.
function open(dialog, text, was, lang = "") {
  const field = dialog.querySelector("textarea");
  field.defaultValue = was;
  field.value = text;
  field.lang = lang;
  dialog.returnValue = "";
  dialog.showModal();
  field.focus();
}

export function write(text = cursor?.textContent) {
  if (cursor && !cursor.classList.contains("none")) open(writing, text, cursor.textContent, cursor.parentElement.lang);
}

// A comment of a paragraph is on its first row.
const commented = () => rowOf(here).querySelector(".comment .said")?.textContent ?? "";

export const comment = (text = commented()) => open(commenting, text, commented());

function whenWritten(dialog, keep) {
  dialog.addEventListener("close", async () => {
    const { value, defaultValue } = dialog.querySelector("textarea");
    if (dialog.returnValue !== "save" || value === defaultValue) return returnHere();
    await settled();
    await keep(value, defaultValue);
    return null;
  });
}

whenWritten(writing, (text) => sendWritten("text", { side: cursor.dataset.side, at: Number(cursor.dataset.at), text }));
whenWritten(commenting, (text, was) => sendWritten("comment", { bead: rowOf(here).dataset.bead, text, was }));

// What is refused because others have changed the text is there again when the page has loaded itself.
async function sendWritten(what, body) {
  try {
    await send(`${base}/${what}`, body);
  } catch (error) {
    if (isStale(error)) {
      nameRow();
      sessionStorage.setItem(DRAFT, JSON.stringify({ what, ...body }));
    }
    refuse(error);
  }
}

export function reopenDraft() {
  const draft = JSON.parse(sessionStorage.getItem(DRAFT) ?? "null");
  sessionStorage.removeItem(DRAFT);
  if (!draft) return;
  if (draft.what === "comment") return comment(draft.text);
  const unit = rowOf(here).querySelector(`.unit[data-side="${draft.side}"][data-at="${draft.at}"]`);
  if (!unit) return say("notice", draft.text); // the sentence has another number now
  go(at, { unit });
  return write(draft.text);
}

export async function replace() {
  await settled();
  openReplacing(`${base}/replace`, () => here?.dataset.bead, take, refuse);
}
