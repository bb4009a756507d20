// Requests to our own server: every change bears the page's secret; an error says what is wrong and what to do.

const secret = document.querySelector("meta[name=csrf]").content;

export class Refusal extends Error {
  constructor(status, said) {
    super([said.error, said.advice].filter(Boolean).join(" — "));
    this.status = status;
  }
}

export async function ask(method, url, body) {
  const isFile = body instanceof Blob;
  const answer = await fetch(url, {
    method,
    headers: { "x-csrf-token": secret, accept: "application/json" },
    body: body === undefined || isFile ? body : JSON.stringify(body),
  });
  const said = await answer.json().catch(() => ({ error: `${answer.status} ${answer.statusText}` }));
  if (!answer.ok) throw new Refusal(answer.status, said);
  return said;
}

export function say(id, text) {
  document.getElementById(id).textContent = text;
}
