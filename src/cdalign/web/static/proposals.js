// Proposed terms: looked for, then taken or refused with one key each.
import { ask, explain, pause, say, sayTrouble } from "./asking.js";

const hunt = document.getElementById("hunt");
const list = document.getElementById("proposals");

function show(isLooking) {
  document.getElementById("look").hidden = isLooking;
  document.getElementById("looking").hidden = !isLooking;
  say("stage", isLooking ? hunt.dataset.looking : "");
}

async function follow() {
  show(true);
  for (;;) {
    const now = await ask("GET", "/proposals/work");
    if (now.state === "done") return location.reload();
    if (now.state !== "working") {
      show(false);
      return say("notice", explain(now));
    }
    await pause(400);
  }
}

async function run(first) {
  say("notice", "");
  try {
    await first();
    await follow();
  } catch (error) {
    show(false);
    sayTrouble(error, hunt.dataset.unreachable);
  }
}

if (hunt) {
  document.getElementById("look").addEventListener("click", () => run(() => ask("POST", "/proposals/work")));
  document.getElementById("cancel").addEventListener("click", () => ask("DELETE", "/proposals/work").catch(() => {}));
  if (hunt.dataset.state === "working") run(async () => {});
}

function go(row) {
  if (!row) return;
  for (const other of list.querySelectorAll("[tabindex='0']")) other.tabIndex = -1;
  row.tabIndex = 0;
  row.focus();
}

async function decide(row, decision) {
  const [zh, en] = ["zh", "en"].map((name) => row.querySelector(`[name=${name}]`).value);
  say("notice", "");
  try {
    const said = await ask("POST", `/proposals/${row.dataset.number}`, { decision, zh, en });
    row.classList.toggle("refused", said.state === "refused");
    row.classList.toggle("taken", said.state !== "" && said.state !== "refused");
    go(decision === "back" ? row : (row.nextElementSibling ?? row));
  } catch (error) {
    say("notice", `${zh} = ${en}: ${error.message}`);
  }
}

const decisions = { a: "take", x: "refuse", u: "back" };
list?.addEventListener("keydown", (event) => {
  const row = event.target.closest(".proposal");
  if (!row || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.matches("input")) {
    if (event.key === "Enter") decide(row, "take");
    if (event.key === "Escape") go(row);
    return;
  }
  const key = event.key.toLowerCase();
  const step = { j: "nextElementSibling", arrowdown: "nextElementSibling", k: "previousElementSibling", arrowup: "previousElementSibling" }[key];
  if (step) go(row[step]);
  else if (decisions[key]) decide(row, decisions[key]);
  else return;
  event.preventDefault();
});
list?.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (button) decide(button.closest(".proposal"), button.className);
});
