// The build is started, followed and stopped; when it is done, the page shows what it made.
import { ask, explain, pause, say, sayTrouble } from "./asking.js";

const state = document.getElementById("build-state");

function show(isRunning, said) {
  document.getElementById("build-start").hidden = isRunning;
  document.getElementById("build-now").hidden = !isRunning;
  say("build-said", said);
}

function words(now) {
  if (!now.total) return state.dataset.starting;
  const fill = { at: now.at, total: now.total, name: now.name };
  return state.dataset.at.replace(/\{(at|total|name)\}/g, (_, name) => fill[name]);
}

async function follow() {
  const bar = document.getElementById("build-bar");
  for (;;) {
    const now = await ask("GET", "/build");
    if (now.state === "done") return location.reload();
    if (now.state === "cancelled") return show(false, state.dataset.stopped);
    if (now.state === "failed") {
      show(false, state.dataset.failed);
      return say("notice", explain(now));
    }
    if (now.total) {
      bar.max = now.total;
      bar.value = now.at - 0.5;
    }
    show(true, words(now));
    await pause(400);
  }
}

async function run(first) {
  say("notice", "");
  try {
    await first();
    show(true, state.dataset.starting);
    await follow();
  } catch (error) {
    show(false, "");
    sayTrouble(error, state.dataset.unreachable);
  }
}

if (state) {
  document.getElementById("build-start").addEventListener("click", () => run(() => ask("POST", "/build")));
  document.getElementById("build-stop").addEventListener("click", () => ask("DELETE", "/build").catch(() => {}));
  if (state.dataset.running) run(async () => {});
}
