// The bot's commands, and its name, completed as one types.

import { el } from "./dom.js";
import { ask } from "./server.js";
import { say } from "./texts.js";

const WITH_WORDS = new Set(["ask"]); // commands that need words behind them

export class CommandList {
  constructor(app, composer) {
    this.app = app;
    this.composer = composer;
    this.turn = 0;
  }

  takes(text) {
    return /^\/\w*$/.test(text) || (text.length > 0 && !text.includes(" ") && this.name().startsWith(text.toLowerCase()));
  }

  name() {
    return `@${this.app.bot.username}`.toLowerCase();
  }

  forget() {
    this.turn += 1;
  }

  async update(text) {
    this.turn += 1;
    const { turn } = this;
    if (text.startsWith("@")) {
      this.composer.offer([this.option(0, this.name(), say("Answers in any chat"), () => this.composer.fill(`${this.name()} `))], { first: true });
      return;
    }
    const commands = await ask(`/commands?chat=${this.app.current.id}`).catch(() => []);
    if (turn !== this.turn) return; // typed on meanwhile
    const found = commands.filter(({ command }) => `/${command}`.startsWith(text));
    const options = found.map(({ command, description }, number) => this.option(number, `/${command}`, description, () => this.pick(command)));
    this.composer.offer(options, { first: true });
  }

  option(number, title, description, pick) {
    return el("div", { role: "option", id: `option-${number}`, class: "option command", "aria-selected": "false", on: { click: pick } }, [
      el("strong", {}, title),
      el("span", {}, description),
    ]);
  }

  pick(command) {
    if (WITH_WORDS.has(command)) {
      this.composer.fill(`/${command} `);
      return;
    }
    this.composer.fill(`/${command}`);
    this.composer.send();
  }
}
