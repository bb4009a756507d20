// Requests to our own server: every change bears the page's secret; an error says what is wrong and what to do.

const secret = document.querySelector("meta[name=csrf]").content;

// What an answer says is wrong, and what it advises.
export const explain = (said) => [said.error, said.advice].filter(Boolean).join(" — ");

export class Refusal extends Error {
  constructor(status, said) {
    super(explain(said));
    this.status = status;
  }
}

const saidBy = (answer) => answer.json().catch(() => ({ error: `${answer.status} ${answer.statusText}` }));

async function send(method, url, body) {
  const isFile = body instanceof Blob;
  const answer = await fetch(url, {
    method,
    headers: { "x-csrf-token": secret, accept: "application/json" },
    body: body === undefined || isFile ? body : JSON.stringify(body),
  });
  if (!answer.ok) throw new Refusal(answer.status, await saidBy(answer));
  return answer;
}

// Return what the server answers, as an object; `askText` returns it as it is.
export const ask = async (method, url, body) => saidBy(await send(method, url, body));
export const askText = async (url) => (await send("GET", url)).text();

export const pause = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));

export function say(id, text) {
  document.getElementById(id).textContent = text;
}

// Say what went wrong; `unreachable` are the words for a server that did not answer.
export function sayTrouble(error, unreachable) {
  say("notice", error instanceof TypeError ? unreachable : error.message);
}
