// PDF/UA-1 refuses a character that no typeface draws; one strange name must not stop a whole school's letters.

/**
 * Makes the function that prepares a text: it composes accents, drops control signs and loose accents, and replaces what
 * cannot be drawn, first by the same letter without its accent, then by a question mark.
 * @param {(codePoint: number) => boolean} isDrawn whether the typefaces have this character
 * @returns {(text: string) => string}
 */
export function printableBy(isDrawn) {
  return (text) => Array.from(composed(text), (character) => drawable(character, isDrawn)).join('');
}

function composed(text) {
  return text.normalize('NFC').replace(/[\u202f\u2007]/g, '\u00a0').replace(/\p{Cc}|\p{Cf}|\p{M}/gu, '');
}

function drawable(character, isDrawn) {
  if (isDrawn(character.codePointAt(0))) {
    return character;
  }
  const base = character.normalize('NFKD').replace(/\p{M}/gu, '');
  return base !== '' && Array.from(base).every((sign) => isDrawn(sign.codePointAt(0))) ? base : '?';
}
