// One message as a bubble: what it replies to, its file or place, its text, its time, its buttons.

import { avatar, el, icon, iconButton } from "./dom.js";
import { formatted } from "./formatting.js";
import { inlineKeyboard } from "./keyboards.js";
import { say, timeOfDay } from "./texts.js";

/**
 * Returns the element of `message`. `view`: `mine` (whether the one who looks wrote it), `group` (whether names are
 * shown), `nameOf` (a user's name), `links` (see formatting), `press`, `reply`, `edit`, `open` (called by the buttons).
 */
export function bubble(message, view) {
  if (message.new_chat_members || message.left_chat_member) return service(message, view);
  const mine = view.mine(message);
  const name = view.nameOf(message.from);
  const described = `${mine ? say("You") : name}, ${timeOfDay(message.date)}`;
  const face = view.group && !mine;
  const content = el("div", { class: "bubble" }, [
    face && avatar(name, message.from.id, message.from.is_bot),
    face && el("p", { class: "name", data: { tint: tint(message) } }, name),
    message.via_bot && el("p", { class: "via" }, say("via {name}", { name: `@${message.via_bot.username}` })),
    message.reply_to_message && quoted(message.reply_to_message, view),
    message.photo && photo(message),
    message.location && place(message),
    message.document && file(message.document),
    message.contact && el("p", { class: "words" }, `${message.contact.first_name} ${message.contact.phone_number}`),
    words(message, view),
    meta(message, mine),
  ]);
  const keyboard = message.reply_markup?.inline_keyboard;
  const classes = `message ${mine ? "own" : "other"}${face ? " with-face" : ""}`;
  return el("article", { class: classes, "aria-label": described, data: { id: message.message_id } }, [
    el("div", { class: "column" }, [content, keyboard && inlineKeyboard(message, keyboard, view)]),
    actions(message, mine, view),
  ]);
}

function words(message, view) {
  const text = message.text ?? message.caption;
  if (!text) return null;
  const entities = message.entities ?? message.caption_entities ?? [];
  return el("div", { class: "words", dir: "auto" }, formatted(text, entities, view.links));
}

function meta(message, mine) {
  return el("span", { class: "meta" }, [
    message.edit_date && el("span", {}, say("edited")),
    el("time", { datetime: new Date(message.date * 1000).toISOString() }, timeOfDay(message.date)),
    mine && icon("check"),
  ]);
}

function actions(message, mine, view) {
  const changeable = mine && message.text && !message.via_bot;
  return el("div", { class: "actions" }, [
    iconButton("reply", say("Reply"), () => view.reply(message)),
    changeable && iconButton("edit", say("Edit"), () => view.edit(message)),
  ]);
}

function quoted(message, view) {
  return el("blockquote", { class: "quoted", data: { tint: tint(message) } }, [
    el("strong", {}, view.nameOf(message.from)),
    el("span", {}, summary(message)),
  ]);
}

/** Returns one line that stands for a message in lists and quotations. */
export function summary(message) {
  if (message.new_chat_members) return say("The bot joined the group");
  const kind = message.photo ? say("Photo") : message.document ? say("File") : message.location ? say("Place") : "";
  const text = (message.text ?? message.caption ?? "").replace(/\s+/g, " ").slice(0, 120);
  return [kind, text].filter(Boolean).join(": ");
}

function photo(message) {
  const largest = message.photo[message.photo.length - 1];
  const address = `/files/${encodeURIComponent(largest.file_id)}`;
  const alternative = message.caption ? say("Photo: {caption}", { caption: message.caption.slice(0, 200) }) : say("Photo");
  const picture = el("img", { src: address, alt: alternative, width: largest.width, height: largest.height });
  return el("a", { class: "photo", href: address, target: "_blank" }, picture);
}

function place(message) {
  const { latitude, longitude } = message.location;
  const degrees = `${latitude.toFixed(5)}, ${longitude.toFixed(5)}`;
  const map = `https://www.openstreetmap.org/?mlat=${latitude}&mlon=${longitude}#map=16/${latitude}/${longitude}`;
  const title = message.venue?.title ?? say("Place");
  return el("div", { class: "place" }, [
    el("div", { class: "map", "aria-hidden": "true" }, icon("place")),
    el("p", {}, el("strong", {}, title), el("span", {}, message.venue?.address ?? degrees)),
    el("a", { href: map, target: "_blank", rel: "noopener noreferrer" }, say("Open the map")),
  ]);
}

function file(document_) {
  const size = new Intl.NumberFormat(document.documentElement.lang, { style: "unit", unit: "kilobyte", maximumFractionDigits: 1 });
  return el("a", { class: "file", href: `/files/${encodeURIComponent(document_.file_id)}`, download: document_.file_name ?? "" }, [
    el("span", { class: "disc" }, icon("file")),
    el("span", {}, el("strong", {}, document_.file_name ?? say("File")), el("span", {}, size.format(document_.file_size / 1000))),
  ]);
}

function service(message, view) {
  const who = (message.new_chat_members ?? [message.left_chat_member]).map(view.nameOf).join(", ");
  const values = { name: view.nameOf(message.from), who };
  const text = message.new_chat_members ? say("{name} adds {who} to the group", values) : say("{who} leaves the group", values);
  return el("p", { class: "pill service", data: { id: message.message_id } }, text);
}

function tint(message) {
  return message.from?.is_bot ? "bot" : String(Math.abs(message.from?.id ?? 0) % 6);
}
