// A new text is pasted or chosen, sent, and read; then its page is opened.
import { ask, explain, pause, say, sayTrouble } from "./asking.js";

const form = document.getElementById("new-text");
const work = document.getElementById("work");
let key = "";

async function send() {
  const file = form.elements.file.files[0];
  const sent = file
    ? await ask("PUT", `/discovery/file?name=${encodeURIComponent(file.name)}`, file)
    : await ask("POST", "/discovery", { text: form.elements.text.value });
  key = sent.key;
  say("stage", work.dataset.reading);
  for (;;) {
    const now = await ask("GET", `/discovery/${sent.key}/work`);
    if (now.state === "done") return now.go;
    if (now.state !== "working") throw new Error(explain(now));
    await pause(300);
  }
}

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  say("notice", "");
  say("stage", work.dataset.sending);
  work.hidden = false;
  try {
    location.assign(await send());
  } catch (error) {
    if (!work.hidden) sayTrouble(error, work.dataset.unreachable);
    work.hidden = true;
  }
});

document.getElementById("cancel").addEventListener("click", async () => {
  work.hidden = true;
  if (key) await ask("DELETE", `/discovery/${key}`).catch(() => {});
});
