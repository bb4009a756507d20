// A file of terms: waits until it is read, sends what the columns hold, takes the terms in or forgets them.
import { ask, pause, say, sayTrouble } from "./asking.js";

const page = document.getElementById("import");
const mapping = document.getElementById("mapping");

async function follow() {
  while ((await ask("GET", `${page.dataset.go}/work`)).state === "working") await pause(300);
  location.reload();
}

async function run(act) {
  say("notice", "");
  try {
    await act();
  } catch (error) {
    sayTrouble(error, page.dataset.unreachable);
  }
}

mapping?.addEventListener("submit", (event) => {
  event.preventDefault();
  const { sheet, heading } = mapping.elements;
  const columns = [...mapping.querySelectorAll("[name=column]")].map((one) => one.value);
  run(async () => {
    await ask("POST", `${page.dataset.go}/columns`, { sheet: sheet.value, heading: Number(heading.value), columns });
    await follow();
  });
});
document.getElementById("take")?.addEventListener("click", () =>
  run(async () => location.assign((await ask("POST", page.dataset.go)).go)));
document.getElementById("undo")?.addEventListener("click", () =>
  run(async () => location.assign((await ask("POST", `${page.dataset.go}/undo`)).go)));
for (const button of page.querySelectorAll(".forget")) {
  button.addEventListener("click", () => run(async () => location.assign((await ask("DELETE", page.dataset.go)).go)));
}
if (page.dataset.working) run(follow);
