// A form with `data-send` sends its fields as JSON to that address, and goes where the answer says.
import { ask, say } from "./asking.js";

for (const form of document.querySelectorAll("form[data-send]")) {
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    say("notice", "");
    const button = form.querySelector("button");
    button.disabled = true;
    try {
      const said = await ask("POST", form.dataset.send, Object.fromEntries(new FormData(form)));
      location.assign(said.go ?? location.href);
    } catch (error) {
      say("notice", error.message);
      button.disabled = false;
    }
  });
}
