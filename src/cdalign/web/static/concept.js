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

// A rendering of the texts is put into the first free row of the form; saving it is left to the person.
function offer(text, lang) {
  const row = [...form.querySelectorAll("tbody tr")].find((one) => !one.querySelector("[name=text]").value);
  if (!row) return;
  row.querySelector("[name=text]").value = text;
  row.querySelector("[name=lang]").value = lang;
  row.querySelector("[name=status]").value = "admitted";
  document.getElementById("edit").open = true;
  row.querySelector("[name=text]").focus();
}

for (const button of document.querySelectorAll(".add-term")) {
  button.addEventListener("click", () => offer(button.dataset.term, button.dataset.termLang));
}

document.getElementById("delete")?.addEventListener("click", async (event) => {
  if (!confirm(event.target.dataset.ask)) return;
  try {
    location.assign((await ask("DELETE", location.pathname, { state: form.dataset.state })).go);
  } catch (error) {
    say("notice", error.message);
  }
});

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
