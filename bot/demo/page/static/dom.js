// Elements made without markup: what people write is only ever text.

/**
 * Returns a new element. `properties`: `class`, `on` ({event: function}), `data` ({name: value}), booleans, and any
 * attribute by its name; null leaves one out. Children are elements or texts; null and false are left out.
 */
export function el(name, properties = {}, ...children) {
  const element = document.createElement(name);
  set(element, properties);
  element.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

export function set(element, properties) {
  for (const [name, value] of Object.entries(properties)) {
    if (name === "on") {
      for (const [event, listener] of Object.entries(value)) element.addEventListener(event, listener);
    } else if (name === "data") {
      Object.assign(element.dataset, value);
    } else if (value === null || value === undefined || value === false) {
      element.removeAttribute(name);
    } else {
      element.setAttribute(name, value === true ? "" : value);
    }
  }
  return element;
}

const PATHS = {
  back: "M15 5l-7 7 7 7",
  send: "M4 12l16-8-5 16-3.500-6.500zM11.500 13.500L20 4",
  menu: "M4 7h16M4 12h16M4 17h16",
  place: "M12 21s7-6.500 7-12a7 7 0 0 0-14 0c0 5.500 7 12 7 12zM12 11.500a2.500 2.500 0 1 0 0-5 2.500 2.500 0 0 0 0 5z",
  keyboard: "M3 7h18v10H3zM6.500 10.500h.01M10 10.500h.01M14 10.500h.01M17.500 10.500h.01M8 14h8",
  reply: "M10 6l-6 5.500 6 5.500v-3.500c5 0 8 1.500 10 5 0-6-3.500-9.500-10-9.500z",
  edit: "M4 20l1-4.500L16 4.500l3.500 3.500L8.500 19z",
  close: "M6 6l12 12M18 6L6 18",
  down: "M6 9l6 6 6-6",
  copy: "M9 9h11v11H9zM5 15H4V4h11v1",
  link: "M8 16L16 8M9 8h7v7",
  file: "M6 3h8l4 4v14H6zM14 3v4h4",
  moon: "M20 14.500A8 8 0 0 1 9.500 4 8 8 0 1 0 20 14.500z",
  sun: "M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8zM12 2v2M12 20v2M2 12h2M20 12h2M5 5l1.500 1.500M17.500 17.500L19 19M19 5l-1.500 1.500M6.500 17.500L5 19",
  tools: "M14.500 6.500a4 4 0 0 1 5-3l-2.500 2.500 1 2 2 .5 2-2.500a4 4 0 0 1-5.500 4.500L8 19.500A2 2 0 0 1 5 16.500z",
  anew: "M5 12a7 7 0 1 0 2-5M7 3v4h4",
  check: "M5 12.500l4.500 4.500L19 7.500",
};

/** Returns a line icon, hidden from screen readers: the button around it has the words. */
export function icon(name) {
  const space = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(space, "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("class", "icon");
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS(space, "path");
  path.setAttribute("d", PATHS[name]);
  svg.append(path);
  return svg;
}

/** Returns a round button with an icon and a name for screen readers and the mouse. */
export function iconButton(name, label, press, properties = {}) {
  const shared = { type: "button", class: "round", title: label, "aria-label": label, on: { click: press } };
  return el("button", { ...shared, ...properties }, icon(name));
}

/** Returns the circle with initials that stands for somebody; its colour follows from `id`. */
export function avatar(name, id, isBot = false) {
  if (isBot) return el("img", { class: "avatar", src: "/static/icon.svg", alt: "" });
  const initials = [...name.split(/\s+/).filter(Boolean).slice(0, 2).map((word) => [...word][0])].join("");
  return el("span", { class: "avatar", "aria-hidden": "true", data: { tint: String(Math.abs(id) % 6) } }, initials);
}
