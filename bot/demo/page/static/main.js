// The page put together: what the server knows, what is shown, and what happens.

import { ChatView } from "./chat.js";
import { set } from "./dom.js";
import { ask, attempt, listen } from "./server.js";
import { Sidebar } from "./sidebar.js";
import { say, speak } from "./texts.js";
import { followTheme } from "./theme.js";
import { alertBox, toast } from "./toast.js";
import { Workshop } from "./workshop.js";

class App {
  constructor(state) {
    this.frame = document.getElementById("app");
    this.speakers = { private: "me", group: "me", dialogue: "me" };
    this.take(state);
    this.current = this.chats[0];
    this.workshop = new Workshop(this);
    this.sidebar = new Sidebar(this);
    this.chat = new ChatView(this);
    this.label();
  }

  /** Takes over what the server tells: people, chats, the bot, the words of the language. */
  take(state) {
    speak(state.language, state.texts);
    Object.assign(this, { bot: state.bot, people: state.people, language: state.language });
    Object.assign(this, { languages: state.languages, examples: state.examples });
    this.chats = state.chats.map((chat) => {
      const before = this.chats?.find((other) => other.id === chat.id);
      return { ...chat, unread: before?.unread ?? 0, draft: before?.draft ?? "" };
    });
    this.current = this.chats.find((chat) => chat.id === this.current?.id) ?? this.chats[0];
  }

  label() {
    document.title = this.bot.name;
    document.getElementById("skip").textContent = say("To the message field");
    set(this.sidebar.element, { "aria-label": say("Chats") });
    set(this.workshop.element, { "aria-label": say("Workshop") });
  }

  titleOf(chat) {
    return { private: this.bot.name, group: chat.title, dialogue: this.people.friend.first_name }[chat.kind];
  }

  nameOf = (user) => (user?.id === this.bot.id ? this.bot.name : (user?.first_name ?? ""));

  /** Returns who of the two people speaks in the chat that is shown. */
  get speaker() {
    return this.speakers[this.current.kind];
  }

  open(chat) {
    this.current = chat;
    chat.unread = 0;
    this.frame.dataset.view = "chat";
    this.sidebar.draw();
    this.chat.show();
  }

  showList() {
    this.frame.dataset.view = "list";
    this.sidebar.focus();
  }

  async speakLanguage(language) {
    if (await attempt("speak", { language })) await this.refresh();
    this.sidebar.focusLanguage();
  }

  async refresh() {
    this.take(await ask("/state"));
    this.label();
    this.sidebar.draw();
    this.chat.show();
    this.workshop.draw();
  }

  /** Follows a link to the bot, which leads to the private chat. */
  async follow(link) {
    const followed = await attempt("follow", { link });
    if (followed) this.open(this.chats.find((chat) => chat.id === followed.chat));
  }

  isBot = (address) => {
    try {
      const url = new URL(address, "https://t.me");
      const name = url.protocol === "tg:" ? url.searchParams.get("domain") : url.hostname === "t.me" && url.pathname.slice(1);
      return (name || "").toLowerCase() === this.bot.username.toLowerCase();
    } catch {
      return false;
    }
  };

  async press(message, row, column) {
    const answer = await attempt("press", { chat: message.chat.id, speaker: this.speaker, message: message.message_id, row, column });
    if (answer?.text) (answer.alert ? alertBox : toast)(answer.text);
  }

  /** Takes in what happened in one of the chats. */
  heard({ kind, chat: id, message, keyboard }) {
    const chat = this.chats.find((one) => one.id === id);
    const shown = chat === this.current && this.frame.dataset.view === "chat";
    if (kind === "action") {
      if (shown) this.chat.typing();
      return;
    }
    if (kind === "keyboard") {
      chat.keyboard = keyboard;
    } else {
      this.change(chat, kind, message, shown);
    }
    if (shown) this.chat.heard(kind, message);
    this.sidebar.draw();
    if (message && message.from?.id === this.bot.id) this.workshop.refresh();
  }

  change(chat, kind, message, shown) {
    const at = chat.messages.findIndex((one) => one.message_id === message.message_id);
    if (kind === "deleted") {
      if (at >= 0) chat.messages.splice(at, 1);
    } else if (at >= 0) {
      chat.messages[at] = message;
    } else {
      chat.messages.push(message);
      if (!shown && message.from?.id !== this.people.me.id) chat.unread += 1;
    }
    if (kind === "said" && chat.kind === "private") chat.started = true;
  }
}

followTheme();
if (location.search) history.replaceState(null, "", "/");
const state = await ask("/state");
const app = new App(state);
app.open(app.current);
listen(state.after, {
  chat: (event) => app.heard(event),
  survey: () => app.workshop.refresh(),
  lost: (cut) => app.chat.lost(cut),
});
