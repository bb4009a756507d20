// The findings of a long text: waits until they are found, then shows them.
import { ask, pause, sayTrouble } from "./asking.js";

const page = document.getElementById("findings");
const work = document.getElementById("checking");

async function follow() {
  while ((await ask("GET", `${page.dataset.base}/work`)).state === "working") await pause(1000);
  location.reload();
}

follow().catch((error) => {
  work.hidden = true;
  sayTrouble(error, work.dataset.unreachable);
});
