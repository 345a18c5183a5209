// The second pane, for maintainers: why the bot answered as it did, and what is wrong in the knowledge.

import { el, iconButton } from "./dom.js";
import { ask } from "./server.js";
import { say } from "./texts.js";

const KEY = "workshop";

export class Workshop {
  constructor(app) {
    this.app = app;
    this.element = document.getElementById("workshop");
    this.shown = null;
    if (localStorage.getItem(KEY)) this.toggle();
  }

  get isOpen() {
    return !this.element.hidden;
  }

  toggle() {
    this.element.hidden = this.isOpen;
    this.app.frame.classList.toggle("with-workshop", this.isOpen);
    if (this.isOpen) localStorage.setItem(KEY, "open");
    else localStorage.removeItem(KEY);
    this.draw();
    this.refresh();
  }

  /** Asks the server anew, if the pane is open. */
  async refresh() {
    if (!this.isOpen) return;
    this.shown = await ask("/workshop").catch(() => this.shown);
    this.draw();
  }

  draw() {
    if (!this.isOpen) return;
    const close = () => { this.toggle(); this.app.chat.drawHead(); document.getElementById("tools").focus(); };
    const top = this.element.querySelector(".pane")?.scrollTop ?? 0;
    const pane = el("div", { class: "pane", tabindex: "0", role: "region", "aria-label": say("Workshop") }, this.last(), this.findings());
    this.element.replaceChildren(
      el("header", { class: "bar" }, el("h2", {}, say("Workshop")), iconButton("close", say("Close the workshop"), close)), pane);
    pane.scrollTop = top;
  }

  last() {
    const last = this.shown?.last;
    if (!last) return section(say("Last question"), el("p", { class: "note" }, say("Ask the bot something: here stands why it answers so.")));
    return section(say("Last question"), [
      el("p", { class: "asked" }, last.text),
      el("p", {}, [
        el("span", { class: "decision", data: { decision: last.decision } }, decided(last.decision)),
        el("span", { class: "odds" }, say("right: {right}, among the first three: {three}", { right: share(last.right), three: share(last.one_of_three) })),
      ]),
      this.guards(last),
      this.example(last),
      part(say("Topics"), this.topics(last)),
      part(say("Words"), words(last.words)),
      part(say("Readings"), readings(last.readings)),
      part(say("Signals"), signals(last.signals)),
    ]);
  }

  guards(last) {
    const told = [
      last.danger && say("Guard: somebody's life may be in danger, so the numbers come first"),
      ...last.former.map(([kind, place]) => say("Named by a former name: {kind} {place}", { kind, place })),
      last.other_place && say("Guard: it names another place, {place}", { place: last.other_place }),
      last.ahead && say("Best of all is no topic: {kind} {id} ({share})", { ...last.ahead, share: share(last.ahead.share) }),
      last.followed && say("Read as a follow-up of: {before}", { before: last.after }),
    ].filter(Boolean);
    return told.length ? el("ul", { class: "guards" }, told.map((text) => el("li", {}, text))) : "";
  }

  example({ example }) {
    if (!example) return "";
    const title = example.same ? say("The same question as") : say("Most like");
    const place = example.place ?? say("reading the files ...");
    return el("p", { class: "example" }, el("span", {}, `${title}: `), el("q", {}, example.text), el("code", {}, place));
  }

  topics(last) {
    return el("ol", { class: "bars" }, last.topics.map((topic) => el("li", {}, [
      el("span", { class: "bar-title" }, last.titles[topic.id] ?? topic.id),
      el("code", {}, topic.id),
      el("meter", { min: "0", max: "1", value: String(topic.share), "aria-label": say("Share of the probability") }),
      el("span", { class: "figure" }, `${share(topic.share)} · ${topic.score.toFixed(3)}`),
    ])));
  }

  findings() {
    const findings = this.shown?.findings;
    if (!findings) return section(say("Findings of check"), el("p", { class: "note" }, say("reading the files ...")));
    const title = say("Findings of check: {count}", { count: findings.length });
    const shown = findings.length
      ? el("ul", { class: "findings" }, findings.map(finding))
      : el("p", { class: "note fine" }, say("The knowledge is in order."));
    return section(title, [shown, el("p", { class: "note" }, say("Read anew after each edit in {folder}", { folder: this.shown.folder }))]);
  }
}

function section(title, content) {
  return el("section", {}, el("h3", {}, title), content);
}

function part(title, content) {
  return content ? el("div", { class: "part" }, el("h4", {}, title), content) : "";
}

function decided(decision) {
  return { answer: say("answers"), suggest: say("offers a choice"), none: say("has no cited answer") }[decision];
}

function share(number) {
  return `${Math.round(number * 100)}%`;
}

function words(all) {
  return el("ul", { class: "seen" }, all.map((word) => {
    const stands = word.stands_for.map(([known, likeness]) => `${known} (${likeness.toFixed(2)})`).join(", ");
    const state = !word.known ? say("not known") : stands || say("known");
    return el("li", { data: { known: String(word.known) } }, [
      el("strong", {}, word.word), el("span", {}, state), el("span", { class: "figure" }, say("weight {weight}", { weight: word.weight.toFixed(1) })),
    ]);
  }));
}

function readings(all) {
  return el("ul", { class: "seen" }, all.map((reading, number) => el("li", { data: { known: String(number === 0) } }, [
    el("strong", {}, reading.text), el("span", {}, reading.kind), el("span", { class: "figure" }, share(reading.known)),
  ])));
}

function signals(all) {
  const entries = Object.entries(all);
  if (!entries.length) return "";
  return el("dl", { class: "signals" }, entries.map(([name, value]) => el("div", {}, el("dt", {}, name), el("dd", {}, value.toFixed(2)))));
}

function finding(one) {
  return el("li", { data: { level: one.level } }, [
    el("code", {}, one.place),
    el("strong", {}, `${one.level === "error" ? say("error") : say("warning")}: ${one.rule}`),
    el("span", {}, one.message),
    one.tip && el("span", { class: "tip" }, one.tip),
  ]);
}
