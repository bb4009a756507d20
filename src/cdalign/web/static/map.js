// A strip beside the text: what is doubtful, on one side only and confirmed, from its beginning to its end.

const canvas = document.getElementById("map");
const KINDS = ["excluded", "pending", "confirmed", "edited", "one-sided", "doubtful"]; // the last one wins a line
const COLOURS = { confirmed: "--good", edited: "--info", "one-sided": "--minor", doubtful: "--major" };

// Keys go first: the strip follows when there has been none for a while (milliseconds).
const PAUSE = 800;

let waiting = 0;

export function drawMap(grid, go) {
  clearTimeout(waiting);
  waiting = setTimeout(() => draw([...grid.querySelectorAll(".row:not(.para)")]), go ? 0 : PAUSE);
  if (!go) return;
  canvas.addEventListener("click", (event) => {
    const rows = grid.querySelectorAll(".row:not(.para)");
    const row = rows[Math.floor((event.offsetY / canvas.clientHeight) * rows.length)];
    go(row);
    row?.scrollIntoView({ block: "center" });
  });
}

function draw(rows) {
  // A text that is seen as a whole needs no picture of it.
  canvas.hidden = document.documentElement.scrollHeight < 2 * window.innerHeight;
  if (canvas.hidden) return;
  const height = canvas.clientHeight;
  const style = getComputedStyle(canvas);
  canvas.height = height;
  const context = canvas.getContext("2d");
  const kinds = new Int8Array(height).fill(-1);
  const thick = Math.max(1, Math.floor(height / Math.max(1, rows.length)));
  rows.forEach((row, number) => {
    const kind = KINDS.findLastIndex((name) => row.classList.contains(name));
    const top = Math.floor((number / rows.length) * height);
    for (let at = top; at < Math.min(height, top + thick); at += 1) kinds[at] = Math.max(kinds[at], kind);
  });
  kinds.forEach((kind, at) => {
    const colour = COLOURS[KINDS[kind]];
    if (!colour) return;
    context.fillStyle = style.getPropertyValue(colour);
    context.fillRect(0, at, canvas.width, 1);
  });
}
