// What a chat shows before anybody has written in it.

import { avatar, el } from "./dom.js";
import { say } from "./texts.js";

/** Returns the card; `fill` puts a text into the field. */
export function welcome(app, fill) {
  const { kind } = app.current;
  const name = `@${app.bot.username}`;
  const parts = {
    private: () => [
      avatar(app.bot.name, app.bot.id, true),
      el("h3", {}, say("What can this bot do?")),
      el("p", {}, app.bot.description),
      el("p", { class: "hint" }, say("For example, you can ask:")),
      chips(app.examples, fill),
    ],
    group: () => [
      el("h3", {}, say("In a group the bot speaks only when asked")),
      el("p", {}, say("Ask with /ask, by its name, or in reply to a message of the bot. Choose below who of the two speaks.")),
      chips([`/ask ${app.examples[0]}`, `${name} ${app.examples[1]}`], fill),
    ],
    dialogue: () => [
      el("h3", {}, say("Inline mode: the bot's answers in any chat")),
      el("p", {}, say("The bot is not in this chat. Type its name and the beginning of a question, and pick an answer to send.")),
      chips([`${name} `], fill),
    ],
  };
  return el("section", { class: "welcome" }, parts[kind]());
}

function chips(texts, fill) {
  return el("div", { class: "chips" }, texts.map((text) => el("button", { type: "button", class: "chip", on: { click: () => fill(text) } }, text.trim())));
}
