// Aligning what is pending, in a process of the server; Esc stops it.
import { ask, pause, say } from "./asking.js";
import { settled, take, version } from "./edits.js";
import { refuse } from "./refusing.js";

const page = document.getElementById("review");
const { base } = page.dataset;
let aligning = 0;

export async function realign() {
  await settled();
  const mine = ++aligning;
  say("notice", page.dataset.aligning);
  try {
    await ask("POST", `${base}/realign`, { version });
    for (;;) {
      await pause(300);
      if (mine !== aligning) return;
      const now = await ask("GET", `${base}/realign`);
      if (now.state === "working") continue;
      if (now.version) await take(now);
      return;
    }
  } catch (error) {
    refuse(error);
  }
}

export async function stopAligning() {
  aligning += 1;
  say("notice", "");
  await ask("DELETE", `${base}/realign`).catch(() => {});
}
