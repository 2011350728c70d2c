/** `squall import`: whatever is in a file or folder, as experiments and monkeys of ours, and what became of each item. */
import { validateExperiment } from '../../core/experiment/validate.ts';
import { validateMonkey } from '../../core/monkey/validate.ts';
import type { DocumentProblem } from '../documents/document-problem.ts';
import { parse } from '../documents/parse.ts';
import { accounted } from './accounting.ts';
import { yamlOf } from './emit.ts';
import type { Difference, Draft, Importer, Item } from './importer.ts';
import { importers } from './importers.ts';
import type { Source, Sources, Unread } from './sources.ts';

export interface ImportedFile {
  readonly file: string;
  readonly at?: number;
  /** As the importer is called by people. */
  readonly system: string;
  readonly items: readonly Item[];
  readonly differences: readonly Difference[];
}

export interface ImportedDocument {
  readonly kind: Draft['document']['kind'];
  readonly name: string;
  readonly yaml: string;
  /** With their lines in `yaml`: what is missing, or not allowed. */
  readonly problems: readonly DocumentProblem[];
}

export interface Imported {
  readonly files: readonly ImportedFile[];
  readonly documents: readonly ImportedDocument[];
  /** Files that no importer knows. */
  readonly unread: readonly Unread[];
}

/**
 * Pure: reads nothing and writes nothing.
 * @param from the system that all of it is taken for, instead of being recognised
 */
export function imported({ sources, unread }: Sources, from?: Importer): Imported {
  const files: ImportedFile[] = [];
  const drafts: { readonly draft: Draft; readonly of: string }[] = [];
  const unknown: Unread[] = [...unread];
  for (const { file, at, name, value } of sources) {
    const importer = from ?? importers.find((each) => each.recognises(value));
    if (!importer) {
      unknown.push({ file: placed(file, at), why: 'no system that this version knows writes such a document' });
      continue;
    }
    const { documents, items, differences = [] } = importer.read(value, name);
    const system = importer.title;
    files.push({ file, ...(at !== undefined && { at }), system, items: accounted(value, items), differences });
    drafts.push(...documents.map((draft) => ({ draft, of: `${placed(file, at)} (${system})` })));
  }
  return { files, documents: named(drafts), unread: unknown };
}

export const placed = (file: string, at: Source['at']): string => (at === undefined ? file : `${file}, document ${at}`);

/** Two of one name would overwrite each other. */
function named(drafts: readonly { readonly draft: Draft; readonly of: string }[]): readonly ImportedDocument[] {
  const taken = new Set<string>();
  return drafts.map(({ draft, of }) => {
    let name = draft.name;
    for (let n = 2; taken.has(name); n++) name = `${draft.name.slice(0, 59)}-${n}`;
    taken.add(name);
    const { metadata, kind } = draft.document as Draft['document'] & { readonly metadata?: object };
    const own = { ...draft, name, document: { ...draft.document, metadata: { ...metadata, name } } };
    const yaml = yamlOf(own, of);
    return { kind, name, yaml, problems: problemsOf(kind, `${name}.yaml`, yaml) };
  });
}

function problemsOf(kind: ImportedDocument['kind'], file: string, text: string): readonly DocumentProblem[] {
  const parsed = parse(file, text);
  if ('problems' in parsed) return parsed.problems;
  const checked = kind === 'Monkey' ? validateMonkey(parsed.value) : validateExperiment(parsed.value);
  return checked.ok ? [] : checked.problems.map((problem) => parsed.locate(problem));
}
