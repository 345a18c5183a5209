// The way to the server: what is asked, what is done, and what happens meanwhile.

import { say } from "./texts.js";
import { toast } from "./toast.js";

/** Returns the JSON at `path`; throws an Error with the server's words where it refuses. */
export async function ask(path) {
  return answered(await fetch(path, { headers: { accept: "application/json" } }));
}

/** Does `name` with `fields`; returns what the server says at once. */
export async function act(name, fields) {
  const headers = { "content-type": "application/json" };
  return answered(await fetch(`/${name}`, { method: "POST", headers, body: JSON.stringify(fields) }));
}

async function answered(response) {
  const body = await response.json().catch(() => ({ error: response.statusText }));
  if (response.status === 401) location.reload();
  if (!response.ok) throw new Error(body.error);
  return body;
}

/** Does `name` and returns the answer; tells people where that does not work, and returns null. */
export async function attempt(name, fields) {
  try {
    return await act(name, fields);
  } catch (error) {
    const lost = error instanceof TypeError;
    toast(lost ? say("The demo does not run any more.") : say("That did not work: {reason}", { reason: error.message }));
    return null;
  }
}

/**
 * Calls `hear.chat` and `hear.survey` with what happens from event number `after` on, and `hear.lost` with whether the
 * connection is cut. The browser connects again by itself; a server that was started anew knows nobody, so the page is
 * loaded again.
 */
export function listen(after, hear) {
  const source = new EventSource(`/events?after=${after}`);
  source.addEventListener("chat", (event) => hear.chat(JSON.parse(event.data)));
  source.addEventListener("survey", () => hear.survey());
  source.addEventListener("open", () => hear.lost(false));
  source.addEventListener("error", () => {
    hear.lost(true);
    if (source.readyState === EventSource.CLOSED) setTimeout(() => location.reload(), 1000);
  });
}
