// The two typefaces of the letters, unpacked in memory from woff2 to TrueType, which is what Typst reads.
import { readFile, readdir } from 'node:fs/promises';
import { decompress } from 'wawoff2';
import { characterRanges } from './font-coverage.mjs';

const families = ['atkinson-hyperlegible-next', 'atkinson-hyperlegible-mono'];
// Regular, semi-bold and bold are all the letters use; latin-ext holds the letters that French names borrow.
const wanted = /-(latin|latin-ext)-(400|600|700)-normal\.woff2$/;

/** @returns {Promise<{ blobs: Buffer[], isDrawn: (codePoint: number) => boolean }>} font files, and what both families can draw */
export async function loadFonts() {
  const blobs = [];
  const drawn = [];
  for (const family of families) {
    const folder = new URL(`./node_modules/@fontsource/${family}/files/`, import.meta.url);
    const points = new Set();
    for (const file of (await readdir(folder)).filter((name) => wanted.test(name)).sort()) {
      const font = Buffer.from(await decompress(await readFile(new URL(file, folder))));
      blobs.push(font);
      if (file.includes('-400-')) {
        characterRanges(font).forEach(([first, last]) => addRange(points, first, last));
      }
    }
    drawn.push(points);
  }
  return { blobs, isDrawn: (codePoint) => drawn.every((points) => points.has(codePoint)) };
}

function addRange(points, first, last) {
  for (let point = first; point <= last; point++) {
    points.add(point);
  }
}
