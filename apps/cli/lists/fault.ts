/** One action whole: what the catalogue says of it, whether it can be rehearsed, and which scenarios show it. */
import { readFileSync } from 'node:fs';
import { dirname, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { catalogue, fault } from '../../../core/faults/catalogue.ts';
import type { FaultDefinition } from '../../../core/faults/definition.ts';
import { nearest } from '../../../core/validation/nearest.ts';
import { isModelled } from '../../../simulator/faults/registry.ts';
import { readExperiment } from '../../documents/read.ts';
import { Failure } from '../failure.ts';
import type { Io } from '../io.ts';
import { faultPage } from '../screen/fault-page.ts';
import { type Format, printed } from '../screen/output.ts';
import { plainAll } from '../text/plain.ts';
import { filesOf } from './find-files.ts';

/** An experiment of `templates/experiments` with a step of the action. */
export interface ShowingScenario {
  readonly name: string;
  readonly title: string;
  /** Its folder, from here. */
  readonly folder: string;
}

export interface WholeFault extends FaultDefinition {
  /** The simulator has an effect for it; some of its parameters may still be refused by name. */
  readonly simulated: boolean;
  readonly scenarios: readonly ShowingScenario[];
}

const builtIn = fileURLToPath(new URL('../../../templates/experiments', import.meta.url));

/** @throws Failure for an action that the catalogue does not have */
export async function showFault(io: Io, action: string, output: Format): Promise<void> {
  const whole = wholeFault(action);
  if (await printed(io, output, whole)) return;
  const { stringify } = await import('yaml');
  const written = (value: unknown) => stringify(value, { lineWidth: 0 }).trimEnd().split('\n');
  for (const line of faultPage(plainAll(whole), { columns: io.width(), written }, io.colours)) io.out(line);
}

function wholeFault(action: string): WholeFault {
  const definition = fault(action);
  if (definition) return { ...definition, simulated: isModelled(action), scenarios: scenariosOf(action) };
  const close = nearest(
    action,
    catalogue.map(({ id }) => id),
  );
  throw new Failure(
    `there is no action ${action}${close === undefined ? '' : `; did you mean ${close}?`} (squall ls faults lists them)`,
  );
}

/** Files that do not have the action's name anywhere are not read as experiments. */
function scenariosOf(action: string): readonly ShowingScenario[] {
  return filesOf('Experiment', builtIn)
    .filter((file) => readFileSync(file, 'utf8').includes(action))
    .flatMap((file): readonly ShowingScenario[] => {
      const document = readExperiment(file);
      if ('problems' in document || !document.experiment.steps.some((step) => step.action === action)) return [];
      const { name, title } = document.experiment.metadata;
      return [{ name, title, folder: relative('.', dirname(file)) }];
    })
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}
