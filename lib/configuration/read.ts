/** `squall.config.yaml`, read, checked, and with a line for every problem. */
import { dirname, resolve } from 'node:path';
import { loadText } from '../../apps/documents/load-text.ts';
import { parse } from '../../apps/documents/parse.ts';
import { formatProblem, located, type Unreadable } from '../../apps/documents/read.ts';
import { inFileOrder } from '../../core/validation/order.ts';
import { checkShape } from '../../core/validation/shape.ts';
import { withDefaults } from './defaults.ts';
import { problemsAcross } from './rules.ts';
import { type Configuration, configuration } from './schema.ts';

/** Nothing was synthesized. Its message has a line for each problem. */
export class InvalidConfiguration extends Error {
  override readonly name = 'InvalidConfiguration';
}

/** @returns the configuration with defaults, and `experiments` and files of monkeys as absolute paths. */
export function readConfiguration(file: string): Configuration | Unreadable {
  const loaded = loadText(file);
  if ('problem' in loaded) return { problems: [loaded.problem] };
  const parsed = parse(file, loaded.text);
  if ('problems' in parsed) return parsed;
  const checked = checkShape(configuration, withDefaults(parsed.value));
  const problems = checked.ok ? inFileOrder([...problemsAcross(checked.value)], parsed.value) : checked.problems;
  if (!checked.ok || problems.length > 0) return located(problems, parsed);
  const { experiments, monkeys } = checked.value;
  const from = (path: string) => resolve(dirname(file), path);
  return {
    ...checked.value,
    experiments: from(experiments),
    ...(monkeys && { monkeys: monkeys.map((each) => ({ ...each, file: from(each.file) })) }),
  };
}

/** @throws InvalidConfiguration */
export function requireConfiguration(file: string): Configuration {
  const read = readConfiguration(file);
  if ('problems' in read) throw new InvalidConfiguration(read.problems.map(formatProblem).join('\n'));
  return read;
}
