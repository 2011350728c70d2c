/** What is wrong with a file, said so that a person can put it right. */

export type Path = readonly (string | number)[];

export interface Problem {
  readonly path: Path;
  /** The path as people write it: `steps[0].with.duration`. */
  readonly field: string;
  /** `the text "10 minutes"`, `nothing`. Never a secret. */
  readonly found: string;
  readonly allowed: string;
  /** The right spelling that was probably meant. */
  readonly nearest?: string;
  /** All of it in one line. */
  readonly message: string;
  /** Which end of the entry is at fault: an editor underlines its key or its value. Default: the value. */
  readonly at?: 'key' | 'value';
}

export interface ProblemParts {
  readonly found: string;
  readonly allowed: string;
  readonly nearest?: string | undefined;
  readonly at?: 'key' | 'value';
  /** Where the field lies inside a value that the path cannot enter, such as JSON text. */
  readonly within?: string;
}

export function problem(path: Path, parts: ProblemParts): Problem {
  const { found, allowed, nearest, at } = parts;
  const field = fieldOf(path) + (parts.within ? `.${parts.within}` : '');
  return {
    path,
    field,
    found,
    allowed,
    ...(nearest !== undefined && { nearest }),
    ...(at !== undefined && { at }),
    message: `${field}: ${sentence({ found, allowed, nearest })}`,
  };
}

/** `found X; allowed: Y; did you mean Z?` */
export const sentence = ({ found, allowed, nearest }: Pick<ProblemParts, 'found' | 'allowed' | 'nearest'>): string =>
  `found ${found}; allowed: ${allowed}${nearest === undefined ? '' : `; did you mean ${nearest}?`}`;

/** `steps[0].with.duration`; keys that are not plain words are quoted: `tags["resilience:service"]`. */
export function fieldOf(path: Path): string {
  if (path.length === 0) return 'the file';
  return path
    .map((key, i) => {
      if (typeof key === 'number') return `[${key}]`;
      if (!/^[\w-]+$/.test(key)) return `[${JSON.stringify(key.length > 60 ? `${key.slice(0, 57)}…` : key)}]`;
      return i === 0 ? key : `.${key}`;
    })
    .join('');
}

/** The first few of a long list, and how many more there are. */
export function listed(names: readonly string[], most = 24): string {
  if (names.length <= most) return names.join(', ');
  return `${names.slice(0, most).join(', ')} and ${names.length - most} more`;
}
