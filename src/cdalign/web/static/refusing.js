// What went wrong is said; a page that shows an older state of the text loads itself again.
import { Refusal, say } from "./asking.js";

const { dataset } = document.getElementById("review");

export const isStale = (error) => error instanceof Refusal && error.status === 409;

export function refuse(error) {
  if (isStale(error)) loadAgain();
  else say("notice", error instanceof Refusal ? error.message : dataset.unreachable);
}

export function loadAgain() {
  say("notice", dataset.stale);
  setTimeout(() => location.reload(), 900);
}
