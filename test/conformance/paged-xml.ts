/** One list of an answer in XML, cut to a page. Only what moto writes is read: no comments, no CDATA. */

interface Element {
  readonly begin: number;
  /** Behind its end tag. */
  readonly end: number;
  /** Where its content begins and ends. */
  readonly inside: readonly [number, number];
}

const tags = /<(\/?)([\w:.-]+)[^<>]*?(\/?)>/g;

/** The elements that stand side by side from `from` on, up to the first end tag of an enclosing one. */
function elementsAt(xml: string, from: number): readonly Element[] {
  const found: Element[] = [];
  let depth = 0;
  let [begin, inside] = [0, 0];
  tags.lastIndex = from;
  for (let tag = tags.exec(xml); tag; tag = tags.exec(xml)) {
    const [whole, closing, , empty] = tag;
    const after = tag.index + whole.length;
    if (closing) depth -= 1;
    else if (depth === 0) [begin, inside] = [tag.index, after];
    if (!closing && !empty) depth += 1;
    if (depth < 0) break;
    if (depth === 0) found.push({ begin, end: after, inside: [inside, closing ? tag.index : after] });
  }
  return found;
}

/** @returns undefined when the answer has no such list */
export function pageOfXml(
  xml: string,
  list: string,
  from: number,
  size: number,
  tokenName: string,
  token: (next: number) => string,
): string | undefined {
  const begin = new RegExp(`<${list}>`).exec(xml);
  if (!begin) return undefined;
  const [element] = elementsAt(xml, begin.index);
  const [start, stop] = element!.inside;
  const children = elementsAt(xml, start).filter((child) => child.end <= stop);
  const page = children.slice(from, from + size).map((child) => xml.slice(child.begin, child.end));
  const more = from + size < children.length ? `<${tokenName}>${token(from + size)}</${tokenName}>` : '';
  const rest = xml.slice(stop).replace(new RegExp(`<${tokenName}>[^<]*</${tokenName}>|<${tokenName}\\s*/>`), '');
  const [head, closed] = [xml.slice(0, start), rest.indexOf('>') + 1];
  return head + page.join('') + rest.slice(0, closed) + more + rest.slice(closed);
}
