/** Names, tags and reasons are strangers' text: nothing in them may act on the reader's screen. */

const control = /(?![\t\n\r])[\p{Cc}\ufffe\uffff]/gu;
const direction = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

/** Control characters and halves of pairs become U+FFFD; marks that turn the reading direction are written out. */
export const plainText = (text: string): string =>
  text
    .toWellFormed()
    .replace(control, '\ufffd')
    .replace(direction, (mark) => `[U+${mark.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}]`);

/** A clause as a sentence: a capital and a full stop. */
export const sentence = (clause: string): string => {
  const begun = clause.charAt(0).toUpperCase() + clause.slice(1);
  return clause === '' || /[.!?]$/.test(begun) ? begun : `${begun}.`;
};

/** On one line. */
export const oneLine = (text: string): string => plainText(text).replace(/\s+/g, ' ').trim();
