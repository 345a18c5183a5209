// Buttons of the bot: under its messages, and in the place of the keyboard.

import { el, icon } from "./dom.js";
import { say } from "./texts.js";
import { toast } from "./toast.js";

/** Returns the buttons under `message`. */
export function inlineKeyboard(message, rows, view) {
  return el("div", { class: "keyboard", role: "group", "aria-label": say("Buttons of the message") },
    rows.map((row, number) => el("div", { class: "row" },
      row.map((button, column) => inlineButton(message, button, number, column, view)))));
}

function inlineButton(message, button, row, column, view) {
  if (button.url) {
    const open = el("a", { class: "key", href: button.url, target: "_blank", rel: "noopener noreferrer" }, button.text, icon("link"));
    if (view.links.isBot(button.url)) {
      open.addEventListener("click", (event) => { event.preventDefault(); view.links.follow(button.url); });
    }
    return open;
  }
  const key = el("button", { type: "button", class: "key" }, button.text);
  if (button.copy_text) {
    key.append(icon("copy"));
    key.addEventListener("click", () => copy(button.copy_text.text));
  } else if (button.callback_data !== undefined) {
    key.addEventListener("click", async () => {
      key.setAttribute("aria-busy", "true");
      await view.press(message, row, column);
      key.removeAttribute("aria-busy");
    });
  } else {
    const query = button.switch_inline_query_current_chat ?? button.switch_inline_query ?? button.switch_inline_query_chosen_chat?.query;
    key.addEventListener("click", () => view.typeInline(query ?? ""));
  }
  return key;
}

async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    toast(say("Copied"));
  } catch {
    toast(say("The browser does not let the page copy."));
  }
}

/** Returns the keyboard of a ReplyKeyboardMarkup; `press` gets the button. */
export function replyKeyboard(markup, press) {
  const keys = markup.keyboard.map((row) => el("div", { class: "row" }, row.map((button) =>
    el("button", { type: "button", class: "key", on: { click: () => press(button) } }, button.text))));
  return el("div", { class: "reply-keyboard", role: "group", "aria-label": say("Keyboard of the bot") }, keys);
}
