// Inline mode: "@bot words" in any chat, with the bot's results above the field.

import { el } from "./dom.js";
import { act, attempt } from "./server.js";
import { say } from "./texts.js";

const PAUSE = 150; // milliseconds of typing no further after which the bot is asked

export class InlineList {
  constructor(app, composer) {
    this.app = app;
    this.composer = composer;
    this.turn = 0;
  }

  takes(text) {
    return text.toLowerCase().startsWith(`@${this.app.bot.username.toLowerCase()} `);
  }

  forget() {
    this.turn += 1;
    clearTimeout(this.timer);
  }

  update(text) {
    this.forget();
    const { turn } = this;
    const query = text.slice(this.app.bot.username.length + 2).trimStart();
    this.timer = setTimeout(() => this.ask(query, "", [], turn), PAUSE);
  }

  async ask(query, offset, before, turn) {
    const where = this.composer.whereTo();
    const answer = await act("type", { ...where, query: query.slice(0, 256), offset }).catch(() => null);
    if (!answer || turn !== this.turn) return; // typed on, or chosen, meanwhile
    const options = [...before, ...answer.results.map((result, number) => this.option(result, before.length + number))];
    const after = [];
    if (answer.button) after.push(this.button(answer.button));
    if (answer.next) after.push(this.further(query, answer.next, options, turn));
    if (!options.length && !answer.button) after.push(el("p", { class: "nothing" }, say("Nothing found")));
    this.composer.offer(options, { after });
  }

  option(result, number) {
    return el("div", { role: "option", id: `option-${number}`, class: "option result", "aria-selected": "false", on: { click: () => this.choose(result) } }, [
      el("span", { class: "thumb", "aria-hidden": "true" }, [...result.title][0] ?? "?"),
      el("strong", {}, result.title),
      el("span", {}, result.description),
    ]);
  }

  further(query, offset, options, turn) {
    const more = el("button", { type: "button", class: "plain" }, say("More answers"));
    more.addEventListener("click", () => this.ask(query, offset, options, turn));
    return more;
  }

  button(given) {
    const open = () => this.app.follow(`https://t.me/${this.app.bot.username}?start=${given.start_parameter ?? ""}`);
    return el("button", { type: "button", class: "plain", on: { click: () => { this.composer.clear(); open(); } } }, given.text);
  }

  async choose(result) {
    const where = this.composer.whereTo();
    this.composer.clear();
    await attempt("choose", { ...where, result: result.id });
  }
}
