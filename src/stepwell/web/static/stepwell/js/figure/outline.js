// Shapes as SVG paths. The same kinds by the same rules as figure/outline.py; there is the explanation.

/** @param {string} kind @param {Float64Array} v @param {boolean} [edged] @returns {[string, string]} the outline, and the edges of an edged tube */
export function outline(kind, v, edged = false) {
  if (kind === "tube" || kind === "cuffed") return tube(v, kind === "cuffed", edged);
  if (kind === "soft") return [soft(v), ""];
  if (kind === "disc") return [circle(v[0], v[1], v[2]), ""];
  if (kind === "glow") return [patch(v), ""];
  return [polygon(v, kind === "line" ? 1 : 0) + (kind === "area" ? "z" : ""), ""];
}

const EDGE_FROM = 0.3;

function tube(v, cuffed, edged) {
  // by index: taking a typed array apart by a pattern is several times slower
  const ax = v[0], ay = v[1], ar = v[2], mx = v[3], my = v[4], mr = v[5], bx = v[6], by = v[7], br = v[8];
  if (ar + br < 3) return ["", ""];
  const apart = Math.hypot(bx - ax, by - ay);
  if (apart <= Math.abs(ar - br) + 2) return [ar > br ? circle(ax, ay, ar) : circle(bx, by, br), ""];
  const ux = (bx - ax) / apart;
  const uy = (by - ay) / apart;
  const lean = (ar - br) / apart;
  const flat = Math.sqrt(1 - lean * lean);
  // one side (p, its control point c, q), then the other
  const px = ax + ar * (ux * lean - uy * flat), py = ay + ar * (uy * lean + ux * flat);
  const qx = bx + br * (ux * lean - uy * flat), qy = by + br * (uy * lean + ux * flat);
  const rx = ax + ar * (ux * lean + uy * flat), ry = ay + ar * (uy * lean - ux * flat);
  const sx = bx + br * (ux * lean + uy * flat), sy = by + br * (uy * lean - ux * flat);
  const cx = 2 * (mx - uy * mr) - (px + qx) / 2, cy = 2 * (my + ux * mr) - (py + qy) / 2;
  const dx = 2 * (mx + uy * mr) - (rx + sx) / 2, dy = 2 * (my - ux * mr) - (ry + sy) / 2;
  const end = cuffed ? `L${sx | 0} ${sy | 0}` : `A${br | 0} ${br | 0} 0 ${lean < 0 ? 1 : 0} 0 ${sx | 0} ${sy | 0}`;
  const there = `M${px | 0} ${py | 0}Q${cx | 0} ${cy | 0} ${qx | 0} ${qy | 0}`;
  const back = `Q${dx | 0} ${dy | 0} ${rx | 0} ${ry | 0}A${ar | 0} ${ar | 0} 0 ${lean > 0 ? 1 : 0} 0 ${px | 0} ${py | 0}z`;
  return [there + end + back, edged ? edge(px, py, cx, cy, qx, qy) + edge(rx, ry, dx, dy, sx, sy) : ""];
}

function edge(px, py, cx, cy, qx, qy) {
  const fx = cx + (qx - cx) * EDGE_FROM, fy = cy + (qy - cy) * EDGE_FROM;
  const nx = px + (cx - px) * EDGE_FROM, ny = py + (cy - py) * EDGE_FROM;
  return `M${(nx + (fx - nx) * EDGE_FROM) | 0} ${(ny + (fy - ny) * EDGE_FROM) | 0}Q${fx | 0} ${fy | 0} ${qx | 0} ${qy | 0}`;
}

function circle(x, y, r) {
  if (r < 1.5) return "";
  return `M${(x - r) | 0} ${y | 0}a${r | 0} ${r | 0} 0 1 0 ${(2 * r) | 0} 0a${r | 0} ${r | 0} 0 1 0 ${-(2 * r) | 0} 0z`;
}

function soft(v) {
  const count = v.length;
  let path = `M${((v[count - 2] + v[0]) / 2) | 0} ${((v[count - 1] + v[1]) / 2) | 0}`;
  for (let index = 0; index < count; index += 2) {
    const x = v[index], y = v[index + 1];
    const nextX = v[(index + 2) % count], nextY = v[(index + 3) % count];
    path += `Q${x | 0} ${y | 0} ${((x + nextX) / 2) | 0} ${((y + nextY) / 2) | 0}`;
  }
  return path + "z";
}

function polygon(v, start) {
  let path = `M${v[start] | 0} ${v[start + 1] | 0}`;
  for (let index = start + 2; index < v.length; index += 2) path += `L${v[index] | 0} ${v[index + 1] | 0}`;
  return path;
}

/** A circle of size 1, stretched from end to end. */
function patch(v) {
  const ax = v[0], ay = v[1], bx = v[2], by = v[3], r = v[4];
  const apart = Math.hypot(bx - ax, by - ay);
  const ux = apart ? (bx - ax) / apart : 1, uy = apart ? (by - ay) / apart : 0;
  const long = apart / 2 + r;
  const fit = [ux * long, uy * long, -uy * r, ux * r, (ax + bx) / 2, (ay + by) / 2];
  return `matrix(${fit.map((value) => value.toFixed(1)).join(" ")})`;
}
