/** Parameters of an action: as FIS has them, or with what Squall would send in their place. */
import { millis } from '../../../core/experiment/durations.ts';
import type { Step } from '../../../core/experiment/schema/steps.ts';
import type { FaultDefinition } from '../../../core/faults/definition.ts';
import type { FaultParameter } from '../../../core/faults/parameter.ts';
import { checkParameters, compileParameters } from '../../../core/faults/parameters.ts';
import type { Path } from '../../../core/validation/problem.ts';
import { changed, type Item, kept, lost } from '../importer.ts';

type With = NonNullable<Step['with']>;

export interface ReadParameters {
  readonly with: With;
  readonly items: readonly Item[];
}

export function readParameters(
  definition: FaultDefinition | undefined,
  given: Readonly<Record<string, string>>,
  path: Path,
): ReadParameters {
  if (!definition) return { with: given, items: Object.keys(given).map((name) => kept([...path, name])) };
  const byName = new Map(definition.parameters.map((parameter) => [parameter.name, parameter]));
  const items: Item[] = [];
  const own: With = {};
  for (const [name, value] of Object.entries(given)) {
    const parameter = byName.get(name);
    if (parameter) own[name] = typed(parameter, value);
    else items.push(lost([...path, name], `${definition.id} takes no parameter ${name}`));
  }
  const fits = checkParameters(definition, own).length === 0;
  const sent = fits ? compileParameters(definition, own) : {};
  for (const name of Object.keys(own)) {
    const [is = '', was = ''] = [sent[name] ?? given[name], given[name]];
    const same = sameMeaning(byName.get(name)!, was, is);
    items.push(same ? kept([...path, name]) : changed([...path, name], `a run sends ${is}`));
  }
  for (const [name, value] of Object.entries(sent))
    if (own[name] === undefined) items.push(changed([...path, name], `left out here; a run sends ${value}`));
  return { with: own, items };
}

/** Numbers and booleans as such, where they are written as we would. */
function typed({ type }: FaultParameter, value: string): With[string] {
  if ((type === 'integer' || type === 'number') && String(Number(value)) === value) return Number(value);
  return type === 'boolean' && (value === 'true' || value === 'false') ? value === 'true' : value;
}

/** Whether FIS would do the same for both texts. */
export function sameMeaning({ type }: FaultParameter, a: string, b: string): boolean {
  if (a === b) return true;
  try {
    if (type === 'duration') return millis(a) === millis(b);
    if (type === 'json') return sorted(JSON.parse(a)) === sorted(JSON.parse(b));
    return type === 'list' && items(a) === items(b);
  } catch {
    return false;
  }
}

const items = (list: string): string =>
  list
    .split(',')
    .map((item) => item.trim())
    .join(',');

/** Documents of Systems Manager take texts, so that a number and its text are one. */
const sorted = (value: unknown): string =>
  value !== null && typeof value === 'object' && !Array.isArray(value)
    ? JSON.stringify(
        Object.entries(value)
          .map(([key, inner]) => [key, typeof inner === 'object' ? JSON.stringify(inner) : String(inner)])
          .sort(([a = ''], [b = '']) => (a < b ? -1 : 1)),
      )
    : JSON.stringify(value);
