// The proposed pairs are fixed by hand and sent.
import { ask, say } from "./asking.js";

const form = document.getElementById("pairing");

function pairs() {
  return [...form.querySelectorAll(".pairing")]
    .map((row) => ({
      zh: row.querySelector("[data-side=zh]").value,
      en: row.querySelector("[data-side=en]").value,
      name: row.querySelector("input").value,
    }))
    .filter((pair) => pair.zh !== "" && pair.en !== "")
    .map((pair) => ({ ...pair, zh: Number(pair.zh), en: Number(pair.en) }));
}

async function act(method, body) {
  say("notice", "");
  try {
    location.assign((await ask(method, form.dataset.go, body)).go);
  } catch (error) {
    say("notice", error.message);
  }
}

if (form) {
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    act("POST", { pairs: pairs() });
  });
  document.getElementById("forget").addEventListener("click", () => act("DELETE"));
  document.getElementById("more")?.addEventListener("click", () => {
    const row = form.querySelector(".pairing:last-of-type").cloneNode(true);
    for (const one of row.querySelectorAll("select, input")) one.value = "";
    form.querySelector("tbody").append(row);
    row.querySelector("select").focus();
  });
}
