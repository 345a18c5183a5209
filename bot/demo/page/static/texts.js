// The interface's words, by their English text, as the server's catalogue of the chosen language has them.

let words = {};
let language = "en";

export function speak(code, catalogue) {
  language = code;
  words = catalogue;
  document.documentElement.lang = code;
}

/** Returns `message` in the chosen language, its {placeholders} filled with `values`. */
export function say(message, values = {}) {
  return (words[message] || message).replace(/\{(\w+)\}/g, (slot, name) => (name in values ? values[name] : slot));
}

/** Returns a time of day, 24 hours in every language. `seconds` are since 1970. */
export function timeOfDay(seconds) {
  return new Intl.DateTimeFormat(language, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" }).format(seconds * 1000);
}

/** Returns a day as a separator shows it. */
export function day(seconds) {
  const date = new Date(seconds * 1000);
  if (date.toDateString() === new Date().toDateString()) return say("Today");
  return new Intl.DateTimeFormat(language, { day: "numeric", month: "long" }).format(date);
}
