// Short notices that go away by themselves, and those that must be closed.

import { el } from "./dom.js";
import { say } from "./texts.js";

const SHOWN = 4000; // milliseconds

export function toast(text) {
  const shown = el("p", { class: "toast" }, text);
  document.getElementById("toasts").append(shown);
  setTimeout(() => shown.remove(), SHOWN);
}

/** Shows `text` until it is closed: what Telegram calls an alert. */
export function alertBox(text) {
  const close = el("button", { type: "button", class: "plain", on: { click: () => box.close() } }, say("OK"));
  const box = el("dialog", { class: "box", "aria-label": say("Message of the bot") }, el("p", {}, text), close);
  box.addEventListener("close", () => box.remove());
  document.body.append(box);
  box.showModal();
}
