// Two files are dropped or chosen, sent, and worked on; the page says how far it is.
import { ask, explain, pause, say, sayTrouble } from "./asking.js";

const form = document.getElementById("upload");
const work = document.getElementById("work");
let key = "";

function stage(name) {
  say("stage", work.dataset[name] ?? "");
}

async function follow() {
  for (;;) {
    const now = await ask("GET", `/uploads/${key}/work`);
    if (now.state === "done") return location.assign(`/uploads/${key}`);
    if (now.state !== "working") throw new Error(explain(now));
    stage(now.stage || "reading");
    await pause(300);
  }
}

async function send() {
  key = (await ask("POST", "/uploads")).key;
  for (const side of ["zh", "en"]) {
    const file = form.elements[side].files[0];
    await ask("PUT", `/uploads/${key}/${side}?name=${encodeURIComponent(file.name)}`, file);
  }
  await ask("POST", `/uploads/${key}/work`);
  await follow();
}

function rest() {
  work.hidden = true;
  form.querySelector("button").disabled = false;
}

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  say("notice", "");
  form.querySelector("button").disabled = true;
  work.hidden = false;
  stage("sending");
  try {
    await send();
  } catch (error) {
    if (key) sayTrouble(error, work.dataset.unreachable);
    rest();
  }
});

document.getElementById("cancel").addEventListener("click", async () => {
  const stopped = key;
  key = "";
  rest();
  if (stopped) await ask("DELETE", `/uploads/${stopped}`).catch(() => {});
});

for (const drop of form.querySelectorAll(".drop")) {
  drop.addEventListener("dragover", (event) => {
    event.preventDefault();
    drop.classList.add("over");
  });
  drop.addEventListener("dragleave", () => drop.classList.remove("over"));
  drop.addEventListener("drop", (event) => {
    event.preventDefault();
    drop.classList.remove("over");
    drop.querySelector("input").files = event.dataTransfer.files;
  });
}
