// The outline of all rows, and which of them the page shows in which order.
//
// The outline has a letter for the state of each row, by its number in the text; a capital begins a paragraph. The view
// is the numbers of the rows that are shown, in the order of the page: a position is a place in it.

let letters = [];
let order = [];
let view = [];

export function openOutline({ outline: sent, doubtfulFirst }) {
  letters = [...sent];
  order = doubtfulFirst === "[]" ? letters.map((_, number) => number) : JSON.parse(doubtfulFirst);
  view = order;
}

export const count = () => view.length;
export const total = () => letters.length;
export const outline = () => letters;
export const numberAt = (position) => view[position];
export const numbersFrom = (position, many) => view.slice(position, position + many);
export const positionOf = (number) => view.indexOf(number);
export const stateAt = (position) => letters[view[position]].toLowerCase();

// The place in the page of a row, or of the next one that is shown.
export function nearestPosition(number) {
  const exact = view.indexOf(number);
  if (exact >= 0) return exact;
  const later = view.findIndex((one) => one > number);
  return later < 0 ? view.length - 1 : later;
}

// Whether a row is the first of its paragraph in the page: it then has the printed number.
export function isFirst(position) {
  const [number, before] = [view[position], view[position - 1]];
  if (position === 0 || before > number) return true;
  for (let at = number; at > before; at -= 1) if (letters[at] !== letters[at].toLowerCase()) return true;
  return false;
}

// The first position after another one (or before it) of which something is so; it goes round.
export function search(position, isSo) {
  for (let step = 1; step <= view.length; step += 1) {
    const at = (position + step) % view.length;
    if (isSo(at)) return at;
  }
  return -1;
}

// Show the rows only of which something is so: `isShown` is called with the letter and the number of each.
export function viewOnly(isShown) {
  view = order.filter((number) => isShown(letters[number].toLowerCase(), number));
}

// What an edit has changed

// Return the number that a row has after an edit; -1 if it is one of those that were replaced by more or fewer.
export function numberAfter({ at, removed, states }, number) {
  if (number < at) return number;
  if (number >= at + removed) return number + states.length - removed;
  return removed === states.length ? number : -1;
}

// Take over a change; return which positions of the old view are gone, and which of the new one have come.
export function changeOutline(change) {
  letters.splice(change.at, change.removed, ...change.states);
  order = replaced(order, change)[0];
  const [numbers, gone, come] = replaced(view, change);
  view = numbers;
  return [gone, come];
}

// Any row may have changed: all are shown, in the order of the text.
export function renewOutline({ states }) {
  letters = [...states];
  order = letters.map((_, number) => number);
  view = order;
}

// Return a list of rows after an edit, and which positions of the old one are gone and which of the new one have come.
// As many rows as before are shown where they were; more or fewer are all shown, at the first of their places.
function replaced(list, change) {
  const isInside = (number) => number >= change.at && number < change.at + change.removed;
  const gone = list.flatMap((number, position) => (isInside(number) ? [position] : []));
  if (change.removed === change.states.length) return [list, gone, gone];
  const rest = list.filter((number) => !isInside(number));
  const later = rest.findIndex((number) => number >= change.at);
  const start = gone.length ? gone[0] : later < 0 ? rest.length : later;
  const made = [...change.states].map((_, index) => change.at + index);
  const moved = rest.map((number) => numberAfter(change, number));
  moved.splice(start, 0, ...made);
  return [moved, gone, made.map((_, index) => start + index)];
}
