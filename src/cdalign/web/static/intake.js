// Many files are dropped or chosen, sent one by one, and read; then the page of the proposed pairs is opened.
import { ask, pause, say, sayTrouble } from "./asking.js";

const form = document.getElementById("intake");
const work = document.getElementById("work");
let key = "";

async function send(files) {
  const heap = (key = (await ask("POST", "/intake")).key);
  const bar = work.querySelector("progress");
  bar.max = files.length;
  for (const [at, file] of [...files].entries()) {
    say("stage", `${work.dataset.sending} ${file.name}`);
    await ask("PUT", `/intake/${heap}/file?name=${encodeURIComponent(file.name)}`, file);
    bar.value = at + 1;
  }
  bar.removeAttribute("value");
  await ask("POST", `/intake/${heap}/work`);
  for (;;) {
    const now = await ask("GET", `/intake/${heap}/work`);
    if (now.state === "done") return location.assign(now.go);
    say("stage", `${work.dataset.reading} ${now.name}`);
    await pause(300);
  }
}

async function take(files) {
  if (!files.length || !work.hidden) return;
  say("notice", "");
  work.hidden = false;
  try {
    await send(files);
  } catch (error) {
    if (key) sayTrouble(error, work.dataset.unreachable);
    work.hidden = true;
  }
}

if (form) {
  const chooser = document.getElementById("files");
  chooser.addEventListener("change", () => take(chooser.files));
  document.getElementById("cancel").addEventListener("click", async () => {
    const stopped = key;
    key = "";
    work.hidden = true;
    if (stopped) await ask("DELETE", `/intake/${stopped}`).catch(() => {});
  });
  // Files that are dropped beside the box are meant for it too; the browser would open them.
  for (const name of ["dragover", "dragleave", "drop"]) {
    document.addEventListener(name, (event) => {
      event.preventDefault();
      form.classList.toggle("over", name === "dragover");
      if (name === "drop") take(event.dataTransfer.files);
    });
  }
}
