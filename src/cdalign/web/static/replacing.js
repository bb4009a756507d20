// Words replaced in many sentences: first what would change, each to be left out; then all that is chosen at once.
import { ask } from "./asking.js";

const dialog = document.getElementById("replacing");
const form = dialog.querySelector("form");
const list = dialog.querySelector(".replacements");
const apply = dialog.querySelector(".apply");
const { side, find, replace, said } = form.elements;
let version = "";
let bead = () => "";
let done = () => {};
let refuse = () => {};
let address = "";

// `beadNow` says at which row we are; `whenDone` takes what the server answers.
export function openReplacing(where, beadNow, whenDone, whenRefused) {
  [address, bead, done, refuse] = [where, beadNow, whenDone, whenRefused];
  dialog.showModal();
  find.focus();
}

const wishes = () => ({ side: side.value, find: find.value, replace: replace.value });

function line(place) {
  const item = document.createElement("li");
  const box = document.createElement("input");
  const label = document.createElement("label");
  const [before, after] = [document.createElement("del"), document.createElement("ins")];
  box.type = "checkbox";
  box.checked = true;
  box.value = place.at;
  before.textContent = place.before;
  after.textContent = place.after;
  label.append(box, " ", before, " ", after);
  item.append(label);
  return item;
}

form.addEventListener("input", (event) => {
  if (event.target.type !== "checkbox") apply.disabled = true;
});

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  try {
    const found = await ask("POST", address, wishes());
    version = found.version;
    list.replaceChildren(...found.places.map(line));
    said.textContent = found.total ? dialog.dataset.found.replace("{count}", found.total) : dialog.dataset.none;
    apply.disabled = !found.total;
  } catch (error) {
    said.textContent = error.message;
  }
});

apply.addEventListener("click", async () => {
  const chosen = [...list.querySelectorAll("input:checked")].map((box) => Number(box.value));
  try {
    const change = await ask("POST", address, { ...wishes(), version, bead: bead(), apply: chosen });
    dialog.close();
    done(change);
  } catch (error) {
    dialog.close();
    refuse(error);
  }
});

dialog.querySelector(".close").addEventListener("click", () => dialog.close());
