// The page of findings: filters, setting aside with a reason, taking back.
import { ask, say } from "./asking.js";

const page = document.getElementById("findings");
const cards = [...page.querySelectorAll(":scope > .finding")];
const severity = document.getElementById("severity");
const rule = document.getElementById("rule");
const words = document.getElementById("filter");

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
  say("count", `${shown} / ${cards.length}`);
}

async function send(body) {
  try {
    await ask("POST", `${page.dataset.base}/aside`, body);
    location.reload();
  } catch (error) {
    say("notice", error.message);
  }
}

for (const control of [severity, rule, words]) control.addEventListener("input", filter);
page.addEventListener("submit", (event) => {
  event.preventDefault();
  const { fingerprint } = event.target.closest(".finding").dataset;
  send({ fingerprint, reason: event.target.elements.reason.value });
});
page.addEventListener("click", (event) => {
  if (event.target.matches("button.back")) send({ fingerprint: event.target.closest(".finding").dataset.fingerprint, back: true });
});
filter();
