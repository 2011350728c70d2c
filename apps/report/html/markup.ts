/** Markup that escapes by construction: only what this tag made is ever taken as markup. */
import { plainText } from '../plain-text.ts';

export interface Markup {
  readonly markup: string;
}

export type Child = Markup | string | number | undefined | false | readonly Child[];

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
  '`': '&#96;',
};

/** For text and for double-quoted attributes. */
export const escaped = (text: string): string => plainText(text).replace(/[&<>"'`]/g, (c) => entities[c]!);

const made = new WeakSet<object>();

/** Only for text of our own: the style sheet. */
export function trusted(markup: string): Markup {
  const result = { markup };
  made.add(result);
  return result;
}

function render(child: Child): string {
  if (child === undefined || child === false) return '';
  if (typeof child === 'string') return escaped(child);
  if (typeof child === 'number') return String(child);
  if (Array.isArray(child)) return child.map(render).join('');
  // A look-alike object that came in with the data is not markup.
  return made.has(child) ? (child as Markup).markup : escaped(JSON.stringify(child));
}

export function html(strings: TemplateStringsArray, ...children: readonly Child[]): Markup {
  return trusted(strings.reduce((text, piece, i) => text + render(children[i - 1]) + piece));
}
