// The page of a concept: its terms are changed together; the server says what would be wrong.
import { ask, say } from "./asking.js";

const form = document.getElementById("concept");

function terms() {
  return [...form.querySelectorAll("tbody tr")].map((row) => ({
    was: row.dataset.was,
    was_lang: row.dataset.wasLang,
    ...Object.fromEntries([...row.querySelectorAll("input, select")].map((field) => [field.name, field.value])),
  }));
}

form?.addEventListener("submit", async (event) => {
  event.preventDefault();
  const { definition, about } = form.elements;
  const body = { state: form.dataset.state, terms: terms(), definition: definition.value, note: about.value };
  try {
    await ask("POST", location.pathname, body);
    location.reload();
  } catch (error) {
    say("notice", error.message);
  }
});
