// The field: texts, replies and changes, the bot's commands, inline mode, places, the bot's own keyboard.

import { CommandList } from "./commands.js";
import { el, icon, iconButton } from "./dom.js";
import { InlineList } from "./inline.js";
import { replyKeyboard } from "./keyboards.js";
import { summary } from "./message.js";
import { sharePlace } from "./place.js";
import { attempt } from "./server.js";
import { say } from "./texts.js";

const LONGEST = 4096;

export class Composer {
  constructor(app, view) {
    this.app = app;
    this.view = view;
    this.lists = [new InlineList(app, this), new CommandList(app, this)];
    this.field = el("textarea", {
      id: "field", rows: "1", maxlength: String(LONGEST), autocomplete: "off", enterkeyhint: "send", "aria-autocomplete": "list",
      "aria-controls": "suggestions", on: { input: () => this.typed(), keydown: (event) => this.key(event) },
    });
    this.suggestions = el("div", { id: "suggestions", role: "listbox", tabindex: "0" });
    this.after = el("div", {});
    this.popup = el("div", { class: "suggestions", hidden: true }, this.suggestions, this.after);
    this.told = el("p", { class: "unseen", role: "status" });
    this.element = el("footer", { class: "composer" });
  }

  show() {
    this.about = null;
    this.dismiss();
    const { app } = this;
    this.field.value = app.current.draft;
    this.field.placeholder = say("Message");
    this.field.setAttribute("aria-label", say("Message"));
    this.suggestions.setAttribute("aria-label", say("Suggestions"));
    this.bar = el("div", { class: "about-bar", hidden: true });
    this.start = el("div", { class: "start" });
    this.keyboard = el("div", { class: "keyboard-place" });
    const withBot = app.current.kind !== "dialogue";
    this.element.replaceChildren(
      this.popup, this.told, this.start, this.speakers(), this.bar,
      el("div", { class: "line" }, [
        withBot && iconButton("menu", say("Commands of the bot"), () => this.menu(), { id: "menu" }),
        this.field,
        withBot && iconButton("place", say("Share a place"), () => this.share(), { id: "place" }),
        iconButton("send", say("Send"), () => this.send(), { class: "round send", id: "send" }),
      ]),
      this.keyboard,
    );
    this.drawStart();
    this.drawKeyboard();
    this.grow();
  }

  speakers() {
    const { app } = this;
    if (app.current.kind !== "group") return "";
    return el("fieldset", { class: "segments speakers" }, el("legend", {}, say("Who speaks")),
      Object.entries(app.people).map(([speaker, person]) => el("label", {}, [
        el("input", {
          type: "radio", name: "speaker", value: speaker, id: `speaker-${speaker}`, checked: app.speaker === speaker,
          on: { change: () => { app.speakers.group = speaker; view_(this, `speaker-${speaker}`); } },
        }),
        el("span", {}, person.first_name),
      ])));
  }

  drawStart() {
    const { current } = this.app;
    const fresh = current.kind === "private" && !current.started;
    const button = el("button", { type: "button", class: "wide", id: "start", on: { click: () => this.send("/start") } }, say("Start"));
    this.start.replaceChildren(...(fresh ? [button] : []));
  }

  drawKeyboard() {
    const markup = this.app.current.keyboard;
    this.keyboard.replaceChildren(...(markup?.keyboard ? [replyKeyboard(markup, (button) => this.pressKey(button))] : []));
    this.field.placeholder = markup?.input_field_placeholder || say("Message");
  }

  pressKey(button) {
    if (button.request_location) this.share();
    else this.send(button.text).then(() => this.hideOnceUsed());
  }

  share() {
    sharePlace(async (latitude, longitude) => {
      await attempt("share", { ...this.whereTo(), latitude, longitude });
      this.hideOnceUsed();
    });
  }

  hideOnceUsed() {
    const { current } = this.app;
    if (!current.keyboard?.one_time_keyboard) return;
    current.keyboard = null;
    this.drawKeyboard();
    this.field.focus();
  }

  whereTo() {
    return { chat: this.app.current.id, speaker: this.app.speaker };
  }

  menu() {
    this.fill(this.field.value.startsWith("/") ? "" : "/");
  }

  /** Puts `text` into the field as if it were typed. */
  fill(text) {
    this.field.value = text;
    this.field.focus();
    this.field.setSelectionRange(text.length, text.length);
    this.typed();
  }

  typed() {
    this.app.current.draft = this.field.value;
    this.grow();
    this.list = this.lists.find((list) => list.takes(this.field.value)) ?? null;
    if (this.list) this.list.update(this.field.value);
    else this.dismiss();
  }

  grow() {
    this.field.style.height = "auto";
    this.field.style.height = `${Math.min(this.field.scrollHeight, 160)}px`;
  }

  async send(text = this.field.value) {
    if (!text.trim()) return;
    const own = text === this.field.value;
    const { about } = this;
    const fields = { ...this.whereTo(), text };
    if (own) this.clear();
    const done = about?.edit
      ? await attempt("edit", { ...fields, message: about.edit.message_id })
      : await attempt("say", { ...fields, reply_to: about?.reply?.message_id ?? null });
    if (!done && own) this.fill(text);
  }

  clear() {
    this.app.current.draft = "";
    this.field.value = "";
    this.about = null;
    this.bar.hidden = true;
    this.dismiss();
    this.grow();
    this.field.focus();
  }

  replyTo(message) {
    this.about = { reply: message };
    this.drawAbout(say("Reply to {name}", { name: this.app.nameOf(message.from) }), message);
  }

  edit(message) {
    this.about = { edit: message };
    this.drawAbout(say("Edit"), message);
    this.fill(message.text);
  }

  drawAbout(title, message) {
    const cancel = () => { if (this.about?.edit) this.clear(); this.about = null; this.bar.hidden = true; this.field.focus(); };
    this.bar.replaceChildren(
      icon(this.about.edit ? "edit" : "reply"),
      el("p", {}, el("strong", {}, title), el("span", {}, summary(message))),
      iconButton("close", say("Cancel"), cancel),
    );
    this.bar.hidden = false;
    this.field.focus();
  }

  key(event) {
    if (event.isComposing) return;
    if (this.list && !this.popup.hidden && this.move(event)) return;
    if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      this.send();
    } else if (event.key === "Escape") {
      if (this.about) this.bar.querySelector("button").click();
    }
  }

  /** Moves in the list of suggestions, or picks one; returns whether the key did that. */
  move(event) {
    const options = [...this.suggestions.querySelectorAll("[role=option]")];
    const at = options.indexOf(this.active());
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      const step = event.key === "ArrowDown" ? 1 : -1;
      if (options.length) this.activate(options[(at + step + options.length + (at < 0 && step < 0 ? 1 : 0)) % options.length]);
    } else if ((event.key === "Enter" && !event.shiftKey) || event.key === "Tab") {
      if (at < 0 || event.shiftKey) return false;
      options[at].click();
    } else if (event.key === "Escape") {
      this.dismiss();
    } else {
      return false;
    }
    event.preventDefault();
    return true;
  }

  active() {
    return this.suggestions.querySelector("[aria-selected=true]");
  }

  activate(option) {
    this.active()?.setAttribute("aria-selected", "false");
    option.setAttribute("aria-selected", "true");
    this.field.setAttribute("aria-activedescendant", option.id);
    option.scrollIntoView({ block: "nearest" });
  }

  /** Shows `options` above the field, and tells how many there are. */
  offer(options, { after = [], first = false } = {}) {
    this.suggestions.replaceChildren(...options);
    this.after.replaceChildren(...after);
    this.popup.hidden = options.length + after.length === 0;
    this.field.removeAttribute("aria-activedescendant");
    if (first && options.length) this.activate(options[0]);
    this.told.textContent = options.length ? say("Suggestions: {count}. Arrow keys choose.", { count: options.length }) : "";
  }

  dismiss() {
    this.list = null;
    for (const list of this.lists) list.forget();
    this.popup.hidden = true;
    this.suggestions.replaceChildren();
    this.after.replaceChildren();
    this.field?.removeAttribute("aria-activedescendant");
    this.told.textContent = "";
  }
}

/** Draws the chat as another person sees it, and puts the focus back. */
function view_(composer, id) {
  composer.view.show();
  document.getElementById(id).focus();
}
