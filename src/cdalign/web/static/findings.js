// The page of findings: filters, groups, setting aside one or many with a reason, taking back.
import { ask, say } from "./asking.js";

const page = document.getElementById("findings");
const list = document.getElementById("cards");
const cards = [...list.querySelectorAll(".finding")];
const [severity, rule, words, group] = ["severity", "rule", "filter", "group"].map((id) => document.getElementById(id));
const count = document.getElementById("count");
const many = document.getElementById("many");
const undo = document.getElementById("undo");
const MEMO = `set aside in ${page.dataset.base}`;

function filter() {
  const wanted = words.value.trim().toLowerCase();
  let shown = 0;
  for (const card of cards) {
    const fits =
      (!severity.value || card.dataset.severity === severity.value) &&
      (!rule.value || card.dataset.rule === rule.value) &&
      (!wanted || card.textContent.toLowerCase().includes(wanted));
    card.hidden = !fits;
    shown += fits;
  }
  for (const heading of list.querySelectorAll(".group")) {
    heading.hidden = !cards.some((card) => !card.hidden && card.dataset[group.value] === heading.dataset.name);
  }
  say("count", count.dataset.shown.replace("{shown}", shown).replace("{total}", cards.length));
  countPicked();
}

// The findings are in order of severity; another order puts a heading before each of its groups.
function arrange() {
  list.replaceChildren();
  const names = group.value ? [...new Set(cards.map((card) => card.dataset[group.value]))] : [""];
  for (const name of names) {
    const inside = cards.filter((card) => !name || card.dataset[group.value] === name);
    if (name) {
      const heading = document.createElement("p");
      heading.className = "group";
      heading.dataset.name = name;
      heading.textContent = `${name} (${inside.length})`;
      list.append(heading);
    }
    list.append(...inside);
  }
  filter();
}

const picked = () => cards.filter((card) => !card.hidden && card.querySelector(".pick").checked);

function countPicked() {
  if (!many) return;
  const count = picked().length;
  const out = document.getElementById("picked");
  out.textContent = count ? out.dataset.picked.replace("{count}", count) : "";
  many.querySelector(".main").disabled = !count;
}

async function send(body) {
  try {
    await ask("POST", `${page.dataset.base}/aside`, body);
    sessionStorage.setItem(MEMO, JSON.stringify(body.back ? [] : body.fingerprints));
    location.reload();
  } catch (error) {
    say("notice", error.message);
  }
}

function offerUndo() {
  const last = JSON.parse(sessionStorage.getItem(MEMO) ?? "[]");
  sessionStorage.removeItem(MEMO);
  if (!last.length) return;
  const said = undo.querySelector("span");
  said.textContent = said.dataset.said.replace("{count}", last.length);
  undo.querySelector("button").addEventListener("click", () => send({ fingerprints: last, back: true }));
  undo.hidden = false;
}

for (const control of [severity, rule, words]) control.addEventListener("input", filter);
group.addEventListener("input", arrange);
list.addEventListener("change", countPicked);
document.getElementById("pick-all")?.addEventListener("click", () => {
  const shown = cards.filter((card) => !card.hidden);
  const all = shown.every((card) => card.querySelector(".pick").checked);
  for (const card of shown) card.querySelector(".pick").checked = !all;
  countPicked();
});
page.addEventListener("submit", (event) => {
  event.preventDefault();
  const reason = event.target.elements.reason.value;
  const chosen = event.target === many ? picked() : [event.target.closest(".finding")];
  send({ fingerprints: chosen.map((card) => card.dataset.fingerprint), reason });
});
page.addEventListener("click", (event) => {
  if (!event.target.matches("button.back")) return;
  send({ fingerprints: [event.target.closest(".finding").dataset.fingerprint], back: true });
});

filter();
offerUndo();
document.getElementById(location.hash.slice(1))?.focus();
