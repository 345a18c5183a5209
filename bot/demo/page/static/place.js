// Where one is, or would be: some known points, or any coordinates.

import { el } from "./dom.js";
import { ask } from "./server.js";
import { say } from "./texts.js";

/** Lets people choose a place; calls `share` with its latitude and longitude in degrees. */
export async function sharePlace(share) {
  const points = await ask("/points").catch(() => []);
  const latitude = degrees("latitude", say("Latitude"), 90, points[0]?.latitude ?? 0);
  const longitude = degrees("longitude", say("Longitude"), 180, points[0]?.longitude ?? 0);
  const choices = points.map((point, number) => el("label", {}, [
    el("input", {
      type: "radio", name: "point", checked: number === 0,
      on: { change: () => { latitude.value = point.latitude; longitude.value = point.longitude; } },
    }),
    el("span", {}, point.name),
  ]));
  const box = el("dialog", { class: "box", "aria-labelledby": "place-title" });
  const form = el("form", { method: "dialog" }, [
    el("h2", { id: "place-title" }, say("Share a place")),
    el("p", { class: "note" }, say("In the demo you are wherever you say. Your real place is not asked for.")),
    points.length > 0 && el("fieldset", { class: "points" }, el("legend", {}, say("Places")), choices),
    el("div", { class: "degrees" }, el("label", {}, say("Latitude"), latitude), el("label", {}, say("Longitude"), longitude)),
    el("div", { class: "ends" }, [
      el("button", { type: "button", class: "plain", on: { click: () => box.close() } }, say("Cancel")),
      el("button", { type: "submit", class: "wide", value: "share" }, say("Share")),
    ]),
  ]);
  box.append(form);
  form.addEventListener("submit", () => share(Number(latitude.value), Number(longitude.value)));
  box.addEventListener("close", () => { box.remove(); document.getElementById("field").focus(); });
  document.body.append(box);
  box.showModal();
}

function degrees(name, label, most, value) {
  return el("input", { type: "number", name, required: true, step: "any", min: String(-most), max: String(most), value: String(value), "aria-label": label });
}
