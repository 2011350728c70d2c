/** A draft as YAML, with its questions as comments where they are to be answered. */
import { Document, isMap, isScalar, type Pair, type YAMLMap } from 'yaml';
import type { Path } from '../../core/validation/problem.ts';
import type { Draft } from './importer.ts';

/** What a person has to decide says `decide:`; a field of which nothing is known stands there as a comment. */
export function yamlOf({ document: value, questions }: Draft, from: string): string {
  const document = new Document(value, { aliasDuplicateObjects: false });
  for (const { path, ask } of questions) comment(document, path, ask);
  const text = document.toString({ lineWidth: 0, flowCollectionPadding: true });
  return `# Imported from ${oneLine(from)}. Lines that say "decide" wait for a person.\n${text}`;
}

function comment(document: Document, path: Path, ask: string): void {
  const parent = nearestMap(document, path.slice(0, -1));
  const [key] = path.slice(-1);
  if (!parent) {
    document.commentBefore = joined(document.commentBefore, ` decide: ${path.join('.')}: ${oneLine(ask)}`);
    return;
  }
  const pair = parent.items.find(({ key: each }) => String(isScalar(each) ? each.value : each) === String(key));
  if (pair) before(parent, pair, ` decide: ${oneLine(ask)}`);
  else after(parent, ` ${String(key)}: # decide: ${oneLine(ask)}`);
}

function nearestMap(document: Document, path: Path): YAMLMap | undefined {
  const found = path.length === 0 ? document.contents : document.getIn(path, true);
  return isMap(found) ? found : undefined;
}

/** The first key of a map carries its comment through the map: before the key it would be lost. */
function before(parent: YAMLMap, pair: Pair, text: string): void {
  const { key } = pair;
  if (parent.items[0] === pair) parent.commentBefore = joined(parent.commentBefore, text);
  else if (isScalar(key)) key.commentBefore = joined(key.commentBefore, text);
  else {
    const node = new Document(String(key)).contents;
    if (isScalar(node)) {
      node.commentBefore = text;
      (pair as { key: unknown }).key = node;
    }
  }
}

const after = (parent: YAMLMap, text: string): void => {
  parent.comment = joined(parent.comment, text);
};

const joined = (there: string | null | undefined, more: string): string => (there ? `${there}\n${more}` : more);

/** A comment ends with its line, so that nothing in it may end one. */
const oneLine = (text: string): string => text.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ');
