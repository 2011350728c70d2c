/** What YAML permits and a file of ours has no use for: custom tags, odd keys, deep nesting, aliases without end. */
import { type Document, isAlias, isCollection, isMap, isScalar, isSeq } from 'yaml';
import { quoted } from '../../core/validation/found.ts';

/** Enough to write a target once and use it often, too few for a bomb. */
export const mostAliases = 50;
export const deepest = 40;

export interface Oddity {
  /** Into the text. */
  readonly offset: number;
  readonly found: string;
  readonly allowed: string;
}

/** In no order. Stops at `deepest`, and does not recurse, so no text can overflow it. */
export function* odditiesIn(document: Document): Iterable<Oddity> {
  const open: { node: unknown; depth: number }[] = [{ node: document.contents, depth: 1 }];
  let aliases = 0;
  for (let next = open.pop(); next; next = open.pop()) {
    const { node, depth } = next;
    const offset = offsetOf(node) ?? 0;
    if (isAlias(node)) {
      aliases += 1;
      if (aliases > mostAliases) {
        yield { offset, found: `more than ${mostAliases} aliases`, allowed: 'fewer: write the values out' };
        return;
      }
      yield* aliasOddity(document, node, offset);
    }
    if ((isScalar(node) || isCollection(node)) && node.tag !== undefined && !plainTags.has(node.tag))
      yield { offset, found: `the tag ${quoted(node.tag)}`, allowed: 'values without tags' };
    if (!isCollection(node)) continue;
    if (depth > deepest) {
      yield { offset, found: `values nested more than ${deepest} deep`, allowed: 'a flatter file' };
      return;
    }
    if (isSeq(node)) for (const item of node.items) open.push({ node: item, depth: depth + 1 });
    if (!isMap(node)) continue;
    const seen = new Set<string>();
    for (const { key, value } of node.items) {
      const at = offsetOf(key) ?? offset;
      const name = isScalar(key) && key.value !== null ? String(key.value) : undefined;
      if (name === undefined || name === '__proto__')
        yield { offset: at, found: 'a key that is not a plain name', allowed: 'keys that are text' };
      else if (seen.has(name))
        yield { offset: at, found: `the key ${quoted(name)} a second time`, allowed: 'each key once' };
      else seen.add(name);
      open.push({ node: value, depth: depth + 1 });
    }
  }
}

type AliasNode = Extract<Parameters<typeof isAlias>[0], object> & {
  source: string;
  resolve(document: Document): unknown;
};

function* aliasOddity(document: Document, alias: AliasNode, offset: number): Iterable<Oddity> {
  const name = quoted(alias.source);
  const anchored = alias.resolve(document) as { range?: readonly number[] } | undefined;
  if (!anchored)
    yield { offset, found: `an alias of ${name}, which no anchor above it names`, allowed: 'an alias of an anchor' };
  else if (anchored.range && offset > anchored.range[0]! && offset < anchored.range[1]!)
    yield { offset, found: `an alias of ${name} inside ${name} itself`, allowed: 'values that end somewhere' };
}

const offsetOf = (node: unknown): number | undefined =>
  (node as { range?: readonly number[] | null } | null | undefined)?.range?.[0];

const plainTags = new Set(
  ['map', 'seq', 'str', 'int', 'float', 'bool', 'null'].map((name) => `tag:yaml.org,2002:${name}`),
);
