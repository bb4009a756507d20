// A chosen or dropped file is sent to where its form says; the answer says where to go.
import { ask, say, sayTrouble } from "./asking.js";

const form = document.querySelector("form[data-send-file]");
const chooser = form?.querySelector("input[type=file]");

async function take(file) {
  if (!file || chooser.disabled) return;
  say("notice", "");
  chooser.disabled = true;
  try {
    location.assign((await ask("PUT", `${form.dataset.sendFile}?name=${encodeURIComponent(file.name)}`, file)).go);
  } catch (error) {
    sayTrouble(error, form.dataset.unreachable);
    chooser.disabled = false;
    chooser.value = "";
  }
}

if (form) {
  chooser.addEventListener("change", () => take(chooser.files[0]));
  for (const name of ["dragover", "dragleave", "drop"]) {
    document.addEventListener(name, (event) => {
      event.preventDefault();
      form.classList.toggle("over", name === "dragover");
      if (name === "drop") take(event.dataTransfer.files[0]);
    });
  }
}
