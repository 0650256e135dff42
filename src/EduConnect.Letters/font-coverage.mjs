// Reads which characters a TrueType font draws (OpenType "cmap", subtable formats 4 and 12).
// PDF/UA refuses a document holding a character without glyph, so the worker must know before it compiles.

/** @param {Buffer} font a TrueType file @returns {[number, number][]} first and last code point of each covered run */
export function characterRanges(font) {
  const cmap = tableOffset(font, 'cmap');
  const count = font.readUInt16BE(cmap + 2);
  let best = null;
  for (let i = 0; i < count; i++) {
    const offset = cmap + font.readUInt32BE(cmap + 8 + i * 8);
    const format = font.readUInt16BE(offset);
    if (format === 12 || (format === 4 && best?.format !== 12)) {
      best = { format, offset };
    }
  }
  if (best === null) {
    throw new Error('This font has no Unicode character table.');
  }
  return best.format === 12 ? groups(font, best.offset) : segments(font, best.offset);
}

function tableOffset(font, tag) {
  const tables = font.readUInt16BE(4);
  for (let i = 0; i < tables; i++) {
    const entry = 12 + i * 16;
    if (font.toString('latin1', entry, entry + 4) === tag) {
      return font.readUInt32BE(entry + 8);
    }
  }
  throw new Error(`This font has no ${tag} table.`);
}

function groups(font, offset) {
  const ranges = [];
  const count = font.readUInt32BE(offset + 12);
  for (let i = 0; i < count; i++) {
    const group = offset + 16 + i * 12;
    ranges.push([font.readUInt32BE(group), font.readUInt32BE(group + 4)]);
  }
  return ranges;
}

function segments(font, offset) {
  const ranges = [];
  const doubled = font.readUInt16BE(offset + 6);
  for (let i = 0; i < doubled; i += 2) {
    const last = font.readUInt16BE(offset + 14 + i);
    const first = font.readUInt16BE(offset + 16 + doubled + i);
    if (first !== 0xffff) {
      ranges.push([first, last]);
    }
  }
  return ranges;
}
