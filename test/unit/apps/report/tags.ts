/** A tiny tokenizer of markup: enough to see that data never became an element or an attribute. */

export interface Tag {
  readonly name: string;
  readonly closing: boolean;
  readonly selfClosing: boolean;
  readonly attributes: Readonly<Record<string, string>>;
}

/** @throws Error at a `<` that begins neither a tag, the doctype nor the XML declaration, and at an attribute without quotes. */
export function tagsOf(text: string): readonly Tag[] {
  const tags: Tag[] = [];
  for (let at = text.indexOf('<'); at !== -1; at = text.indexOf('<', at)) {
    const rest = text.slice(at);
    const skip = /^(?:<!doctype html>|<\?xml[^>]*\?>)/.exec(rest);
    const open = /^<(\/?)([A-Za-z][\w-]*)((?:\s+[\w:-]+(?:="[^"<>]*")?)*)\s*(\/?)>/.exec(rest);
    if (!skip && !open) throw new Error(`no tag at ${JSON.stringify(rest.slice(0, 80))}`);
    at += (skip ?? open)![0].length;
    if (!open) continue;
    const [, slash, name = '', inside = '', self] = open;
    const attributes = Object.fromEntries(
      [...inside.matchAll(/([\w:-]+)(?:="([^"]*)")?/g)].map(([, key = '', value = '']) => [key, value]),
    );
    tags.push({ name, closing: slash === '/', selfClosing: self === '/', attributes });
    // The style sheet is text up to its end.
    if (name === 'style' && slash === '') at = text.indexOf('</style>', at);
  }
  return tags;
}

const voids = new Set(['meta', 'link', 'br']);

/** @throws Error where an element closes that was not the last opened. */
export function assertNested(tags: readonly Tag[]): void {
  const open: string[] = [];
  for (const { name, closing, selfClosing } of tags) {
    if (!closing && !selfClosing && !voids.has(name)) open.push(name);
    if (closing && open.pop() !== name) throw new Error(`</${name}> closes nothing that was open`);
  }
  if (open.length > 0) throw new Error(`left open: ${open.join(', ')}`);
}

export const unescaped = (text: string): string =>
  text
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&#39;|&apos;/g, "'")
    .replace(/&#96;/g, '`')
    .replace(/&amp;/g, '&');

const elements = new Set(
  'html head meta title style body a header p h1 h2 h3 div dl dt dd span b bdi nav ul ol li main section figure figcaption svg desc rect line text tspan circle path details summary table caption thead tbody tr th td article pre code footer'.split(
    ' ',
  ),
);
const attributes = new Set(
  'lang charset name content http-equiv class href id role scope tabindex data-label aria-label aria-labelledby aria-hidden viewBox preserveAspectRatio overflow fill stroke stroke-width stroke-linecap stroke-linejoin width height x y dx x1 x2 y1 y2 cx cy r rx d'.split(
    ' ',
  ),
);

/** @throws Error for an element, an attribute or a link that no page of ours has. */
export function assertOurs(page: string): void {
  const tags = tagsOf(page);
  assertNested(tags);
  for (const tag of tags) {
    if (!elements.has(tag.name)) throw new Error(`an element <${tag.name}>`);
    for (const [name, value] of Object.entries(tag.attributes)) {
      if (!attributes.has(name)) throw new Error(`an attribute ${name} of <${tag.name}>`);
      if (name === 'href' && !/^#[a-z]+$/.test(value)) throw new Error(`a link to ${value}`);
    }
  }
}
