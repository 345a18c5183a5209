// A text with Telegram's entities as nodes. Offsets count UTF-16 units, as JavaScript's strings do.

import { el } from "./dom.js";
import { say } from "./texts.js";

const TAGS = { bold: "strong", italic: "em", underline: "u", strikethrough: "s", code: "code", pre: "pre" };
const SAFE = /^(https?|tg|mailto|tel):/i;

/** Returns the nodes of `text`; `links.follow` is called for links to the bot, `links.command` for commands. */
export function formatted(text, entities, links) {
  const sorted = [...entities].sort((one, other) => one.offset - other.offset || other.length - one.length);
  return nodes(text, 0, text.length, sorted, links);
}

function nodes(text, start, end, entities, links) {
  const found = [];
  let at = start;
  for (let number = 0; number < entities.length; number += 1) {
    const entity = entities[number];
    const stop = Math.min(entity.offset + entity.length, end);
    if (entity.offset < at || entity.offset >= end) continue;
    if (entity.offset > at) found.push(text.slice(at, entity.offset));
    const within = entities.slice(number + 1).filter((other) => other.offset < stop);
    const covered = text.slice(entity.offset, stop);
    found.push(element(entity, covered, nodes(text, entity.offset, stop, within, links), links));
    at = stop;
  }
  if (at < end) found.push(text.slice(at, end));
  return found;
}

function element(entity, covered, children, links) {
  switch (entity.type) {
    case "text_link":
      return link(entity.url, children, links);
    case "url":
      return link(/^[a-z]+:/i.test(covered) ? covered : `https://${covered}`, children, links);
    case "email":
      return link(`mailto:${covered}`, children, links);
    case "phone_number":
      return link(`tel:${covered.replace(/[^+\d]/g, "")}`, children, links);
    case "bot_command":
      return el("button", { type: "button", class: "inline-link", on: { click: () => links.command(covered) } }, children);
    case "mention":
    case "hashtag":
      return el("span", { class: "mention" }, children);
    case "spoiler":
      return spoiler(children);
    case "blockquote":
      return el("blockquote", {}, children);
    case "expandable_blockquote":
      return expandable(children);
    default:
      return TAGS[entity.type] ? el(TAGS[entity.type], {}, children) : el("span", {}, children);
  }
}

function link(address, children, links) {
  if (!SAFE.test(address)) return el("span", {}, children);
  const properties = { href: address, target: "_blank", rel: "noopener noreferrer" };
  const shown = el("a", properties, children);
  if (links.isBot(address)) shown.addEventListener("click", (event) => { event.preventDefault(); links.follow(address); });
  return shown;
}

function spoiler(children) {
  const shown = el("button", { type: "button", class: "spoiler", "aria-label": say("Hidden text: press to show") }, children);
  shown.addEventListener("click", () => shown.replaceWith(el("span", {}, children)), { once: true });
  return shown;
}

function expandable(children) {
  const quote = el("blockquote", { class: "expandable" }, children);
  const more = el("button", { type: "button", class: "inline-link more", "aria-expanded": "false" }, say("Show all"));
  more.addEventListener("click", () => {
    const open = quote.classList.toggle("open");
    more.setAttribute("aria-expanded", String(open));
    more.textContent = open ? say("Show less") : say("Show all");
  });
  return el("div", {}, quote, more);
}
