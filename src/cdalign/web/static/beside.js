// What is beside the row in focus: its terms, and its findings, which come after the page.
import { ask } from "./asking.js";
import { eachShown } from "./rows.js";

const PAUSE = 90; // milliseconds after a key: a row that is only passed is not asked for
const AGAIN = 2000; // milliseconds until the findings of a long text are asked for again

const page = document.getElementById("review");
const panel = document.getElementById("panel");
const { base } = page.dataset;

let findings = {};
let shown = "";
let timer = 0;
let request = null;

// Show what is beside a row; `settled` is called when it is shown and nobody has moved on.
export function showBeside(name, settled) {
  clearTimeout(timer);
  request?.abort();
  shown = name;
  timer = setTimeout(async () => {
    request = new AbortController();
    settled();
    try {
      const answer = await fetch(`${base}/bead/${name}`, { signal: request.signal });
      if (answer.ok) panel.innerHTML = await answer.text(); // made and escaped by our own server
      showFindings();
    } catch {
      // The next row asks again.
    }
  }, PAUSE);
}

export async function fetchFindings() {
  const now = await ask("GET", `${base}/findings`).catch(() => ({ rows: {} }));
  if (now.state === "working") return setTimeout(fetchFindings, AGAIN);
  findings = now.rows;
  eachShown(flagRow);
  showFindings();
  return null;
}

export function flagRow(row) {
  const list = findings[row.dataset.bead];
  if (list) row.querySelector(":scope > .state").dataset.findings = list.length;
}

function showFindings() {
  panel.querySelector(".found-here")?.remove();
  if (!findings[shown]) return;
  const list = document.createElement("ul");
  list.className = "found-here";
  for (const one of findings[shown]) {
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
