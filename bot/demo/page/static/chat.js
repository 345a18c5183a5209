// The chat that is shown: its head, its log, and the field below.

import { Composer } from "./composer.js";
import { avatar, el, icon, iconButton } from "./dom.js";
import { welcome } from "./welcome.js";
import { bubble } from "./message.js";
import { day, say } from "./texts.js";

const NEAR = 80; // pixels from the end within which the log follows new messages
const GAP = 10; // pixels above a message to which the log scrolls
const TYPING = 5000; // milliseconds for which "typing" is shown, as Telegram has it
const TOGETHER = 300; // seconds within which messages of one person stand together

export class ChatView {
  constructor(app) {
    this.app = app;
    this.element = document.getElementById("chat");
    this.head = el("header", { class: "bar" });
    this.notice = el("p", { class: "lost", role: "alert", hidden: true });
    this.log = el("div", { class: "log", id: "log", role: "log", "aria-live": "polite", tabindex: "0" });
    this.down = iconButton("down", "", () => this.toEnd(true), { class: "round down", hidden: true });
    this.composer = new Composer(app, this);
    this.element.append(this.head, this.notice, el("div", { class: "scroll" }, this.log, this.down), this.composer.element);
    this.log.addEventListener("scroll", () => { this.down.hidden = this.atEnd(); });
    this.following = true;
    new ResizeObserver(() => { if (this.following) this.toEnd(); }).observe(this.log);
    this.log.addEventListener("scroll", () => { this.following = this.atEnd(); }, { passive: true });
  }

  get view() {
    const { app } = this;
    const me = app.people[app.speaker];
    return {
      group: app.current.kind === "group",
      mine: (message) => message.from?.id === me.id,
      nameOf: app.nameOf,
      links: { isBot: app.isBot, follow: (link) => app.follow(link), command: (text) => this.composer.send(text) },
      press: (message, row, column) => app.press(message, row, column),
      reply: (message) => this.composer.replyTo(message),
      edit: (message) => this.composer.edit(message),
      typeInline: (query) => this.composer.fill(`@${app.bot.username} ${query}`),
    };
  }

  show() {
    const { app } = this;
    this.log.setAttribute("aria-live", "off"); // what was there before is not news
    this.log.setAttribute("aria-label", say("Messages: {title}", { title: app.titleOf(app.current) }));
    this.down.title = say("To the newest message");
    this.down.setAttribute("aria-label", this.down.title);
    this.drawHead();
    const { view } = this;
    this.log.replaceChildren(...app.current.messages.map((message) => bubble(message, view)));
    this.typing(false);
    this.arrange();
    this.composer.show();
    this.toEnd();
    requestAnimationFrame(() => this.log.setAttribute("aria-live", "polite"));
  }

  drawHead() {
    const { app } = this;
    const chat = app.current;
    const title = app.titleOf(chat);
    const open = app.workshop.isOpen;
    this.head.replaceChildren(
      iconButton("back", say("To the list of chats"), () => app.showList(), { class: "round back" }),
      avatar(title, chat.id, chat.kind === "private"),
      el("div", { class: "titles" }, el("h2", {}, title), el("p", { class: "about" }, this.about())),
      el("button", {
        type: "button", class: "round tools", id: "tools", title: say("Workshop: why the bot answers so"),
        "aria-label": say("Workshop: why the bot answers so"), "aria-expanded": String(open), "aria-controls": "workshop",
        on: { click: () => { app.workshop.toggle(); this.drawHead(); document.getElementById("tools").focus(); } },
      }, icon("tools")),
    );
  }

  about() {
    const { people, bot, current } = this.app;
    const names = [people.me.first_name, people.friend.first_name, bot.name].join(", ");
    return { private: say("bot"), group: names, dialogue: say("the bot is not in this chat") }[current.kind];
  }

  /** Draws what happened: `kind` as the server names it, `message` as it is now. */
  heard(kind, message) {
    if (kind === "keyboard") {
      this.composer.drawKeyboard();
      return;
    }
    const before = this.shown(message);
    const following = this.atEnd();
    if (kind === "deleted") {
      before?.remove();
    } else if (before) {
      this.replace(before, bubble(message, this.view));
    } else {
      if (message.from?.id === this.app.bot.id) this.typing(false);
      this.log.insertBefore(bubble(message, this.view), this.dots ?? null);
    }
    this.arrange();
    if (before && following) this.toEnd();
    if (kind !== "deleted" && !before && (following || this.view.mine(message))) this.reveal(this.shown(message));
    if (message.from?.id !== this.app.bot.id) this.composer.drawStart();
  }

  /** Puts `after` in the place of `before`; the button that was pressed, or its successor, keeps the focus. */
  replace(before, after) {
    const focusable = [...before.querySelectorAll("button, a")];
    const at = focusable.indexOf(document.activeElement);
    before.replaceWith(after);
    if (at < 0) return;
    const keys = [...after.querySelectorAll(".key")];
    (keys[Math.min(at, keys.length - 1)] ?? this.composer.field).focus({ preventScroll: true });
  }

  shown(message) {
    return this.log.querySelector(`[data-id="${message.message_id}"]`);
  }

  /** Puts the days between messages, and those of one person together. */
  arrange() {
    for (const old of this.log.querySelectorAll(".day, .welcome")) old.remove();
    const { messages } = this.app.current;
    if (!messages.some((message) => message.text || message.photo)) this.log.append(welcome(this.app, (text) => this.composer.fill(text)));
    messages.forEach((message, number) => {
      const [before, after] = [messages[number - 1], messages[number + 1]];
      const element = this.shown(message);
      if (!before || day(before.date) !== day(message.date)) element.before(el("p", { class: "pill day" }, day(message.date)));
      element.classList.toggle("first", !together(before, message));
      element.classList.toggle("last", !together(message, after));
    });
  }

  /** Shows that the bot is at something, or with `false` that it is not any more. */
  typing(on = true) {
    clearTimeout(this.timer);
    this.dots?.remove();
    this.dots = null;
    this.head.querySelector(".about").textContent = on ? say("typing") : this.about();
    if (!on) return;
    const spots = [1, 2, 3].map(() => el("span", { class: "dot" }));
    this.dots = el("div", { class: "message other last typing" }, el("div", { class: "bubble" }, spots));
    const following = this.atEnd();
    this.log.append(this.dots);
    if (following) this.toEnd();
    this.timer = setTimeout(() => this.typing(false), TYPING);
  }

  /** Says whether the connection to the server is cut. */
  lost(cut) {
    this.notice.hidden = !cut;
    this.notice.textContent = cut ? say("No connection: is the demo still running? Trying again ...") : "";
  }

  atEnd() {
    return this.log.scrollHeight - this.log.scrollTop - this.log.clientHeight < NEAR;
  }

  toEnd(smooth = false) {
    this.log.scrollTo({ top: this.log.scrollHeight, behavior: smooth && !still() ? "smooth" : "instant" });
    this.following = true;
  }

  /** Scrolls to a new message: to its end, or to what stands before it where it is higher than the log. */
  reveal(element) {
    if (element.offsetHeight < this.log.clientHeight - NEAR) {
      this.toEnd();
      return;
    }
    const before = element.previousElementSibling ?? element;
    const top = before.offsetHeight < NEAR ? before.offsetTop : element.offsetTop;
    this.log.scrollTo({ top: top - this.log.offsetTop - GAP, behavior: "instant" });
    this.following = false;
  }
}

function together(one, other) {
  if (!one || !other || one.new_chat_members || other.new_chat_members) return false;
  return one.from?.id === other.from?.id && other.date - one.date < TOGETHER && day(one.date) === day(other.date);
}

function still() {
  return matchMedia("(prefers-reduced-motion: reduce)").matches;
}
