// The drawn body, moving: plays what figure/drawing.py made of an exercise, as one SVG picture.

import { decoded } from "./figure/data.js";
import { outline } from "./figure/outline.js";
import { Clock } from "./figure/clock.js";

const SVG = "http://www.w3.org/2000/svg";
/** Picture units of the data are split so that whole numbers are fine enough for a slow movement. */
const FINE = 4;
/** How far the shirt rises with a breath (picture units), how long a breath takes, and how long a body rests before it shows (ms). */
const BREATH = { rise: 4.5, lasts: 4600, after: 500 };
/** Seconds at the end and at the start of a movement that is shown by itself, and between stills where motion is to be reduced. */
const STAYS = { end: 1.4, start: 0.9, still: 3 };

const quiet = matchMedia("(prefers-reduced-motion: reduce)");
/** @type {Map<string, Promise<import("./figure/data.js").Drawn>>} */
const known = new Map();
let count = 0;

export class Figure {
  /**
   * Draw an exercise in a host, at its start. What the host showed before goes once the data is there.
   * @param {HTMLElement} host @param {string} url @returns {Promise<Figure>} Throws when the data is neither kept nor within reach.
   */
  static async load(host, url) {
    return new Figure(host, await data(url));
  }

  /** Fetch what is drawn later, while there is a signal. @param {string} url */
  static warm(url) {
    data(url).catch(() => {});
  }

  /** @param {HTMLElement} host @param {import("./figure/data.js").Drawn} drawn */
  constructor(host, drawn) {
    this.drawn = drawn;
    this.clock = new Clock((passed) => this.#show(passed));
    this.part = -1;
    this.place = -1;
    this.order = null;
    this.svg = svg("svg", { class: drawn.css, role: "img", fill: "none", viewBox: drawn.size.map((size) => size * FINE).join(" ").replace(/^/, "0 0 ") });
    this.svg.setAttribute("stroke-linecap", "round");
    this.svg.setAttribute("stroke-linejoin", "round");
    const title = svg("title", {});
    title.textContent = drawn.title;
    this.glow = `glow-moving-${++count}`;
    this.svg.append(title, gradient(this.glow, drawn.inks.glow));
    this.groups = drawn.units.map((unit) => this.#group(unit));
    this.arrows = arrows(drawn);
    this.breath = 0;
    this.#draw(0);
    host.replaceChildren(this.svg);
  }

  /** Whether it goes round (walking) rather than there and back. */
  get cycle() {
    return this.drawn.mode !== "there";
  }

  /** Show a moment: 0 is the start and 1 the end; of a cycle, 0 to 1 is one round. @param {number} part */
  at(part) {
    if (part === this.part && this.clock.rests) return;
    this.clock.stop();
    this.clock.passed = 0;
    this.#pose(part);
    if (!quiet.matches) this.clock.rest(BREATH.after, (passed) => this.#breathe(passed));
  }

  /**
   * Show the movement over and over, until it is stopped.
   * @param {{seconds?: number, hold_s?: number}} [pace] From start to end, or one round; and how long it stays at the end.
   */
  run({ seconds = this.drawn.seconds, hold_s = STAYS.end } = {}) {
    this.legs = legs(this.drawn.mode, seconds, hold_s);
    if (quiet.matches) this.clock.step(STAYS.still, (step) => this.#pose([0, 0.5, 1][step % 3] * (this.cycle ? 2 / 3 : 1)));
    else this.clock.run();
  }

  /** Stay as it is. */
  stop() {
    this.clock.stop();
  }

  /** @param {number} passed seconds of a run */
  #show(passed) {
    let left = passed % this.legs.reduce((sum, leg) => sum + leg.lasts, 0);
    for (const { lasts, from, to } of this.legs) {
      if (left <= lasts) return this.#pose(from + (to - from) * (lasts ? left / lasts : 1));
      left -= lasts;
    }
    return undefined;
  }

  /** @param {number} part */
  #pose(part) {
    this.part = part;
    const steps = this.cycle ? 4 : 2;
    const shown = quiet.matches ? Math.round(part * steps) / steps : part;
    if (document.hidden) return;
    this.svg.classList.toggle("fig-moves", shown > 0.03 && shown < 0.97);
    this.#draw(shown);
  }

  /** @param {number} part */
  #draw(part) {
    const place = placeOf(this.drawn, part);
    if (place === this.place) return;
    this.place = place;
    const { frames, mode } = this.drawn;
    const first = Math.min(Math.floor(place), frames - 1);
    const next = mode === "round" ? (first + 1) % frames : Math.min(first + 1, frames - 1);
    this.#arrange(Math.round(place) % frames);
    for (const group of this.groups) for (const one of group.shapes) draw(one, first, next, place - first);
  }

  /** Put the units in the order of a frame. @param {number} frame */
  #arrange(frame) {
    let order = this.drawn.order[0][1];
    for (const [from, one] of this.drawn.order) if (from <= frame) order = one;
    if (order === this.order) return;
    this.order = order;
    const present = new Set(order);
    this.groups.forEach(({ node }, index) => present.has(index) || node.remove());
    this.svg.append(...order.map((index) => this.groups[index].node), this.arrows);
  }

  /** @param {number} passed seconds of rest */
  #breathe(passed) {
    const [unit, shape, points] = this.drawn.breath;
    const shirt = this.groups[unit].shapes[shape];
    const rise = ((1 - Math.cos((passed * 1000 * 2 * Math.PI) / BREATH.lasts)) / 2) * BREATH.rise * FINE;
    const values = Float64Array.from(shirt.values);
    for (const [one, other, share] of points) {
      const x = values[2 * one] - values[2 * other];
      const y = values[2 * one + 1] - values[2 * other + 1];
      const far = Math.hypot(x, y) || 1;
      values[2 * one] += (x / far) * rise * share;
      values[2 * one + 1] += (y / far) * rise * share;
    }
    shirt.node.setAttribute("d", outline("soft", values)[0]);
    shirt.shown = -1;
    this.place = -1;
  }

  /** @param {import("./figure/data.js").Shape[]} unit */
  #group(unit) {
    const node = svg("g", {});
    const shapes = [];
    for (const shape of unit) {
      const made = this.#element(shape);
      node.append(made);
      if (shape.kind === "edges") shapes.at(-1).edges = made;
      else shapes.push({ ...shape, node: made, edges: null, values: new Float64Array(shape.width), shown: -1, fine: FINE });
    }
    return { node, shapes };
  }

  /** @param {import("./figure/data.js").Shape} shape */
  #element({ kind, paint, rows }) {
    const { inks, sheer } = this.drawn;
    const name = paint.replaceAll("_", "-") + (kind === "edges" ? "-line" : "");
    const ink = kind === "edges" ? inks[`${paint}_line`] : inks[paint];
    const made = svg(kind === "glow" ? "circle" : "path", { class: `f-${name}` });
    if (kind === "glow") made.setAttribute("r", "1");
    if (kind === "edges" || kind === "line" || kind === "area") {
      made.setAttribute("stroke", ink);
      made.setAttribute("stroke-width", String(FINE * { edges: 3, area: 6, line: rows ? 2 * rows[0] : 0 }[kind]));
    }
    if (kind !== "edges" && kind !== "line") made.setAttribute("fill", paint === "glow" ? `url(#${this.glow})` : ink);
    if (sheer[paint]) made.setAttribute("opacity", sheer[paint]);
    return made;
  }
}

/** @param {string} url @returns {Promise<import("./figure/data.js").Drawn>} fetched once; again after it has failed. */
function data(url) {
  if (!known.has(url)) known.set(url, fetched(url).catch((problem) => { known.delete(url); throw problem; }));
  return /** @type {Promise<import("./figure/data.js").Drawn>} */ (known.get(url));
}

/** @param {string} url */
async function fetched(url) {
  const answer = await fetch(url);
  if (!answer.ok) throw new Error(`No figure at ${url}: ${answer.status}`);
  return decoded(await answer.json());
}

/** Draw a shape between two frames; nothing when it is already there. */
function draw(one, first, next, share) {
  const { rows, width, values, still } = one;
  const run = still[first];
  if (run >= 0 && one.shown === run) return;
  one.shown = run;
  const from = first * width;
  const to = next * width;
  for (let index = 0; index < width; index += 1) {
    const value = rows[from + index];
    values[index] = FINE * (value + (rows[to + index] - value) * share);
  }
  const [path, edges] = outline(one.kind, values, one.edges !== null);
  one.node.setAttribute(one.kind === "glow" ? "transform" : "d", path);
  if (one.edges) one.edges.setAttribute("d", edges);
}

/** Where among the frames a part of the movement is. */
function placeOf({ mode, frames }, part) {
  if (mode === "there") return Math.max(0, Math.min(1, part)) * (frames - 1);
  const round = part - Math.floor(part);
  if (mode === "round") return round * frames;
  const half = frames / 2;
  const side = round < 0.5 ? 0 : 1;
  return side * half + (1 - Math.abs(1 - 4 * (round - side / 2))) * (half - 1);
}

/** The stretches of a run: how many seconds from which part to which. */
function legs(mode, seconds, hold) {
  if (mode === "round") return [{ lasts: seconds, from: 0, to: 1 }];
  const turns = mode === "turns" ? [0, 0.5] : [0];
  return turns.flatMap((start) => {
    const [end, back] = mode === "turns" ? [start + 0.25, start + 0.499999] : [1, 0];
    return [
      { lasts: seconds, from: start, to: end },
      { lasts: hold, from: end, to: end },
      { lasts: seconds, from: end, to: back },
      { lasts: STAYS.start, from: back, to: back },
    ];
  });
}

/** @param {import("./figure/data.js").Drawn} drawn */
function arrows({ arrows: bows, both, inks }) {
  const made = svg("path", { class: "f-arrow", stroke: inks.arrow, "stroke-width": String(10 * FINE) });
  const fine = bows.map((bow) => bow.map(([x, y]) => [x * FINE, y * FINE]));
  made.setAttribute("d", fine.map(([start, turn, tip], index) => `M${start}Q${turn} ${tip}${point(turn, tip)}${both[index] ? point(turn, start) : ""}`).join(""));
  return made;
}

function point([fromX, fromY], [x, y]) {
  const aim = Math.atan2(y - fromY, x - fromX);
  const [left, right] = [0.6, -0.6].map((side) => [x - 32 * FINE * Math.cos(aim + side), y - 32 * FINE * Math.sin(aim + side)].map(Math.round));
  return `M${left}L${[x, y]}L${right}`;
}

function gradient(id, colour = "") {
  const made = svg("radialGradient", { id });
  for (const [offset, sheer] of [[0, 0.85], [0.45, 0.5], [1, 0]]) {
    made.append(svg("stop", { offset: String(offset), "stop-color": colour, "stop-opacity": String(sheer) }));
  }
  return made;
}

function svg(name, attributes) {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
}
