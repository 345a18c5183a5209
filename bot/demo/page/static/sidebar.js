// The list of chats, the language, light or dark.

import { avatar, el, iconButton } from "./dom.js";
import { summary } from "./message.js";
import { say, timeOfDay } from "./texts.js";
import { isDark, toggleTheme } from "./theme.js";

const NAMES = { uk: "Українська", ru: "Русский", en: "English" };

export class Sidebar {
  constructor(app) {
    this.app = app;
    this.element = document.getElementById("sidebar");
  }

  draw() {
    const focused = document.activeElement?.id;
    this.element.replaceChildren(this.head(), this.list(), this.foot());
    if (focused && this.element.querySelector(`#${focused}`)) document.getElementById(focused).focus();
  }

  focus() {
    this.element.querySelector("[aria-current]")?.focus();
  }

  focusLanguage() {
    document.getElementById(`language-${this.app.language}`)?.focus();
  }

  head() {
    const dark = isDark();
    const theme = iconButton(dark ? "sun" : "moon", dark ? say("Light colours") : say("Dark colours"), () => { toggleTheme(); this.draw(); }, { id: "theme" });
    const anew = iconButton("anew", say("Start over"), () => location.assign("/?anew"), { id: "anew" });
    return el("header", { class: "bar" }, el("h1", {}, say("Demo")), theme, anew);
  }

  list() {
    return el("ul", { class: "chats" }, this.app.chats.map((chat) => el("li", {}, this.entry(chat))));
  }

  entry(chat) {
    const { app } = this;
    const title = app.titleOf(chat);
    const last = chat.messages.at(-1);
    const hints = {
      private: say("Ask a question in your own words"),
      group: say("The bot answers when it is asked"),
      dialogue: say("Without the bot: inline mode"),
    };
    const author = last && chat.kind !== "private" && !last.new_chat_members ? `${app.nameOf(last.from)}: ` : "";
    const properties = { type: "button", class: "entry", id: `chat-${chat.kind}`, on: { click: () => app.open(chat) } };
    return el("button", { ...properties, "aria-current": chat === app.current ? "true" : null }, [
      avatar(title, chat.id, chat.kind === "private"),
      el("span", { class: "entry-head" }, el("strong", {}, title), last && el("time", {}, timeOfDay(last.date))),
      el("span", { class: "entry-last" }, last && !last.new_chat_members ? author + summary(last) : hints[chat.kind]),
      chat.unread > 0 && el("span", { class: "badge" }, el("span", { class: "unseen" }, say("Unread:")), String(chat.unread)),
    ]);
  }

  foot() {
    const { app } = this;
    const choices = app.languages.map((language) => el("label", {}, [
      el("input", {
        type: "radio", name: "language", value: language, id: `language-${language}`,
        checked: language === app.language, on: { change: () => app.speakLanguage(language) },
      }),
      el("span", { lang: language }, NAMES[language]),
    ]));
    const legend = el("legend", {}, say("Language of your Telegram"));
    return el("footer", { class: "foot" }, el("fieldset", { class: "segments" }, legend, choices),
      el("p", { class: "note" }, say("Everything stays on this computer and is forgotten when the demo ends.")));
  }
}
