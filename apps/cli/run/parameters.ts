/** `--param name=value`, as the experiment declares it. */
import type { Experiment } from '../../../core/experiment/schema/experiment.ts';
import type { Parameter } from '../../../core/experiment/schema/steps.ts';
import { Failure } from '../failure.ts';

export type ParameterValues = Readonly<Record<string, string | number | boolean>>;

/** Values that do not read as their declared type stay text, for the format to refuse in its own words. @throws Failure */
export function parametersOf(experiment: Experiment, given: readonly string[] = []): ParameterValues {
  const pairs = given.map((text): [string, string] => {
    const at = text.indexOf('=');
    if (at < 1) throw new Failure(`--param takes name=value, and found ${text}`);
    return [text.slice(0, at), text.slice(at + 1)];
  });
  return Object.fromEntries(pairs.map(([name, text]) => [name, typed(text, experiment.parameters?.[name])]));
}

function typed(text: string, parameter: Parameter | undefined): string | number | boolean {
  if (parameter?.type === 'number' && /^-?\d+(?:\.\d+)?$/.test(text)) return Number(text);
  if (parameter?.type === 'boolean' && (text === 'true' || text === 'false')) return text === 'true';
  return text;
}
