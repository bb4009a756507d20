// Which rows are shown: all, those of a state, or those that the search has found.
import { foundRows, wordsFound } from "./finding.js";
import { at, endRange, go } from "./focus.js";
import { nearestPosition, numberAt, positionOf, total } from "./outline.js";
import { showOnly } from "./rows.js";

const show = document.getElementById("show");
const confirmShown = document.getElementById("confirm-shown");
const FILTERS = {
  all: () => true,
  doubtful: (letter) => letter === "d",
  pending: (letter) => "dpoe".includes(letter),
};

export const shownNow = () => ({ show: show.value, words: show.value === "found" ? wordsFound() : "" });

export const shownOrFound = () => ({ show: show.value, words: wordsFound() });

export function offerShown() {
  const isFound = foundRows().length > 0;
  show.querySelector("[value=found]").hidden = !isFound;
  confirmShown.hidden = show.value === "all" && !isFound;
}

function filter() {
  const number = numberAt(at) ?? 0;
  const found = show.value === "found" ? new Set(foundRows()) : null;
  showOnly(found ? (_, one) => found.has(one) : FILTERS[show.value]);
  offerShown();
  endRange();
  return go(nearestPosition(number), { block: "center" });
}

show.addEventListener("change", filter);

// To a row by its number in the text; a filter that hides it goes.
export function goToRow(number, options = {}) {
  if (positionOf(number) < 0 && number < total()) {
    showAll();
    filter();
  }
  return go(positionOf(number), options);
}

// Say that all rows are shown.
export function showAll() {
  show.value = "all";
}
