// "Stop cdalign": the server ends, and the page says so; everything was saved before.
import { ask } from "./asking.js";

const button = document.getElementById("stop");

button.addEventListener("click", async () => {
  button.disabled = true;
  await ask("POST", "/stop").catch(() => {});
  const said = document.createElement("p");
  said.setAttribute("role", "status");
  said.className = "empty";
  said.textContent = button.dataset.stopped;
  document.getElementById("main").replaceChildren(said);
  button.remove();
});
