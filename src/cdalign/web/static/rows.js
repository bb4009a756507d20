// The rows in the page: those near the window come from the server.
//
// What is shown (outline.js) is cut into runs: each is an element that holds its rows, or, far from the window, is as
// high as they are.
import { askText } from "./asking.js";
import { changeOutline, count, isFirst, numberAt, numbersFrom, openOutline, renewOutline, total, viewOnly } from "./outline.js";

// As many runs as are kept when they leave the window, and texts so short that they are held as a whole.
const MOST_RUNS = 10;
const SHORT_TEXT = 300;
// Rows are asked for when they are so near (pixels), and when the scroll bar has come to rest (milliseconds).
const NEAR = "1200px 0px";
const REST = 40;
const MOST_AT_ONCE = 8;

let grid, base, version, dress, refuse, lengthOfRun;
let runs = [];
let rowHeight = 56; // pixels, until some were measured
let timer = 0;
const near = new Set();
const runOf = new WeakMap();
const observer = new IntersectionObserver(watch, { rootMargin: NEAR });

// Take over what the server has sent with the page. `whenShown` is called with rows that were put into the page, and
// `whenRefused` with what went wrong when rows were asked for.
export function openRows(element, where, seen, whenShown, whenRefused) {
  [grid, base, version, dress, refuse] = [element, where, seen, whenShown, whenRefused];
  const { run, first } = grid.dataset;
  lengthOfRun = Number(run);
  openOutline(grid.dataset);
  const rows = [...grid.children];
  build();
  for (let at = 0; at < rows.length; at += lengthOfRun) {
    put(runs[Number(first) / lengthOfRun + at / lengthOfRun], rows.slice(at, at + lengthOfRun));
  }
  measure();
}

function build() {
  observer.disconnect();
  near.clear();
  runs = [];
  for (let at = 0; at < count(); at += lengthOfRun) {
    const run = { element: document.createElement("div"), count: Math.min(lengthOfRun, count() - at), isFull: false, coming: null };
    run.element.className = "run";
    run.element.style.height = `${run.count * rowHeight}px`;
    runOf.set(run.element, run);
    runs.push(run);
  }
  grid.replaceChildren(...runs.map((run) => run.element));
  grid.setAttribute("aria-rowcount", count());
  for (const run of runs) observer.observe(run.element);
}

// Runs that were never shown are as high as the shown ones are in the mean.
function measure() {
  const full = runs.filter((run) => run.isFull);
  const shown = full.reduce((sum, run) => sum + run.count, 0);
  if (!shown) return;
  rowHeight = full.reduce((sum, run) => sum + run.element.offsetHeight, 0) / shown;
  for (const run of runs) if (!run.isFull) run.element.style.height = `${run.count * rowHeight}px`;
}

// Where a row is

function place(position) {
  let from = 0;
  for (const run of runs) {
    if (position < from + run.count) return [run, position - from];
    from += run.count;
  }
  return [runs.at(-1), runs.at(-1)?.count ?? 0];
}

export function rowAt(position) {
  if (position < 0 || position >= count()) return null;
  const [run, index] = place(position);
  return run.isFull ? run.element.children[index] : null;
}

export function positionIn(row) {
  const mine = runOf.get(row.parentElement);
  let from = 0;
  for (const run of runs) {
    if (run === mine) return from + [...row.parentElement.children].indexOf(row);
    from += run.count;
  }
  return -1;
}

// Call a function with each row that is in the page, and its position.
export function eachShown(call) {
  let from = 0;
  for (const run of runs) {
    if (run.isFull) [...run.element.children].forEach((row, index) => call(row, from + index));
    from += run.count;
  }
}

// Rows that come and go

function watch(entries) {
  for (const entry of entries) {
    const run = runOf.get(entry.target);
    if (entry.isIntersecting) near.add(run);
    else near.delete(run);
  }
  clearTimeout(timer);
  timer = setTimeout(fillNear, REST);
}

async function fillNear() {
  const wanted = runs.filter((run) => !run.isFull && (near.has(run) || total() <= SHORT_TEXT));
  try {
    await fill(wanted.slice(0, MOST_AT_ONCE));
  } catch (error) {
    return refuse(error);
  }
  tidy();
  if (wanted.length > MOST_AT_ONCE) fillNear();
}

// Return the row at a position, asked for if it is not there yet; null if the page has changed meanwhile.
export async function showRow(position) {
  const number = numberAt(position);
  await fill(place(position)[0] ? [place(position)[0]] : []);
  return numberAt(position) === number ? rowAt(position) : null;
}

async function fill(wanted) {
  const missing = wanted.filter((run) => !run.isFull && !run.coming);
  const coming = wanted.map((run) => run.coming).filter(Boolean);
  if (missing.length) coming.push(bring(missing));
  await Promise.all(coming);
}

function bring(missing) {
  const numbers = missing.map((run) => numbersOf(run));
  const asked = version;
  const free = () => {
    for (const run of missing) run.coming = null;
  };
  const coming = rowsOf(numbers.flat()).finally(free).then((rows) => {
    // An edit has been answered meanwhile, and rows may have other numbers now.
    if (asked !== version) return fill(missing.filter((run) => runs.includes(run)));
    missing.forEach((run, at) => put(run, rows.splice(0, numbers[at].length)));
    return null;
  });
  for (const run of missing) run.coming = coming;
  return coming;
}

function numbersOf(wanted) {
  let from = 0;
  for (const run of runs) {
    if (run === wanted) return numbersFrom(from, run.count);
    from += run.count;
  }
  return [];
}

async function rowsOf(numbers) {
  if (!numbers.length) return [];
  return parse(await askText(`${base}/rows?version=${version}&rows=${inRanges(numbers)}`));
}

function inRanges(numbers) {
  const ranges = [];
  for (const number of numbers) {
    if (ranges.length && ranges.at(-1)[1] === number - 1) ranges.at(-1)[1] = number;
    else ranges.push([number, number]);
  }
  return ranges.map(([first, last]) => (first === last ? first : `${first}-${last}`)).join(",");
}

function parse(html) {
  const made = document.createElement("template");
  made.innerHTML = html; // made and escaped by our own server
  return [...made.content.children];
}

function put(run, rows) {
  run.element.replaceChildren(...rows);
  run.element.style.height = "";
  run.isFull = true;
  renumber([run]);
  dress(rows);
}

function renumber(some) {
  let from = 0;
  for (const run of runs) {
    if (run.isFull && some.includes(run)) {
      [...run.element.children].forEach((row, index) => {
        row.setAttribute("aria-rowindex", from + index + 1);
        row.classList.toggle("first", isFirst(from + index));
      });
    }
    from += run.count;
  }
}

// What is farthest from the window goes. The row in focus stays, and so does what is kept for the next key.
let kept = null;

export function keep(position) {
  if (position < 0) return;
  [kept] = place(position);
  fill([kept]).catch(() => {}); // whoever goes there asks again
}

function tidy() {
  if (total() <= SHORT_TEXT) return;
  const middle = window.innerHeight / 2;
  const far = (run) => Math.abs((run.element.getBoundingClientRect().top + run.element.getBoundingClientRect().bottom) / 2 - middle);
  const full = runs.filter((run) => run.isFull && run !== kept && !near.has(run) && !run.element.contains(document.activeElement) && !run.element.querySelector(".here"));
  full.sort((one, other) => far(one) - far(other));
  for (const run of full.slice(MOST_RUNS)) {
    run.element.style.height = `${run.element.offsetHeight}px`;
    run.element.replaceChildren();
    run.isFull = false;
  }
}

// Another view of the same rows

export function showOnly(isShown) {
  const there = new Map();
  eachShown((row, position) => there.set(numberAt(position), row));
  viewOnly(isShown);
  build();
  let from = 0;
  for (const run of runs) {
    const rows = numbersFrom(from, run.count).map((number) => there.get(number));
    if (rows.every(Boolean)) put(run, rows);
    from += run.count;
  }
}

// What an edit has changed

export function takeChange(change) {
  version = change.version;
  if (change.whole) return takeWhole(change);
  const [gone, come] = changeOutline(change);
  const rows = parse(change.html);
  const rowFor = (position) => rows[numberAt(position) - change.at];
  const touched = new Set(
    gone === come
      ? come.map((position) => exchange(position, rowFor(position)))
      : [...gone.toReversed().map(takeOut), ...come.map((position) => putIn(position, rowFor(position)))],
  );
  grid.setAttribute("aria-rowcount", count());
  renumber(runs);
  dress(rows.filter((row) => row.isConnected));
  // Rows that did not come with the answer are asked for; what was there stays till then.
  return fill([...touched].filter((run) => !run.isFull && near.has(run)));
}

function takeWhole(change) {
  renewOutline(change);
  build();
  return null;
}

function exchange(position, row) {
  const [run, index] = place(position);
  if (run.isFull && row) run.element.children[index].replaceWith(row);
  else run.isFull = false;
  return run;
}

function takeOut(position) {
  const [run, index] = place(position);
  run.count -= 1;
  if (run.isFull) run.element.children[index].remove();
  return run;
}

function putIn(position, row) {
  const [run, index] = place(position);
  run.count += 1;
  if (run.isFull && row) run.element.insertBefore(row, run.element.children[index] ?? null);
  else run.isFull = false;
  return run;
}
