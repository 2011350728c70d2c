/** Files of every kind, read, checked, and with a line for every problem. */
import { statSync } from 'node:fs';
import { dirname, isAbsolute, join } from 'node:path';
import { moved, validateDrill } from '../../core/drill/validate.ts';
import type { Experiment } from '../../core/experiment/schema/experiment.ts';
import { validateExperiment } from '../../core/experiment/validate.ts';
import type { MonkeyDefinition } from '../../core/monkey/schema/monkey.ts';
import { validateMonkey } from '../../core/monkey/validate.ts';
import { isKind, type Kind, unknownKind } from '../../core/validation/kind.ts';
import { type Problem, problem } from '../../core/validation/problem.ts';
import { isObject } from '../../core/validation/schemas.ts';
import type { World } from '../../core/world/schema.ts';
import { validateWorld } from '../../core/world/validate.ts';
import { holidayProblems } from '../calendar/problems.ts';
import { byPosition, type DocumentProblem } from './document-problem.ts';
import { loadText } from './load-text.ts';
import { type ParsedDocument, parse } from './parse.ts';

export { type DocumentProblem, formatProblem } from './document-problem.ts';

export interface Unreadable {
  /** At least one, in the order of the text. */
  readonly problems: readonly DocumentProblem[];
}

/** Of kind Experiment, or a drill as the experiment that it is. */
export interface ExperimentDocument {
  readonly kind: 'Experiment' | 'Drill';
  readonly file: string;
  readonly experiment: Experiment;
  /** Gives a problem found later (by `resolveParameters`, say) its line and column. */
  locate(problem: Problem): DocumentProblem;
}

export interface WorldDocument {
  readonly kind: 'World';
  readonly file: string;
  readonly world: World;
  locate(problem: Problem): DocumentProblem;
}

export interface MonkeyDocument {
  readonly kind: 'Monkey';
  readonly file: string;
  readonly monkey: MonkeyDefinition;
  locate(problem: Problem): DocumentProblem;
}

/** An experiment and the world it is rehearsed on. */
export interface RehearsalDocument extends ExperimentDocument, InWorld {}

/** A monkey and the world it is rehearsed on. */
export interface MonkeyRehearsalDocument extends MonkeyDocument, InWorld {}

interface InWorld {
  readonly world: World;
  readonly worldFile: string;
}

/** None of these throws for what is in a file, or for a file that is not there. */
export const readExperiment = (file: string): ExperimentDocument | Unreadable =>
  withParsed(file, (parsed) => runnableOf(file, parsed));

export const readWorld = (file: string): WorldDocument | Unreadable =>
  withParsed(file, (parsed) => worldOf(file, parsed));

export const readMonkey = (file: string): MonkeyDocument | Unreadable =>
  withParsed(file, (parsed) => monkeyOf(file, parsed));

/** A file of whichever kind it says it is. */
export const readDocument = (file: string): Document | Unreadable =>
  withParsed(file, (parsed) => {
    const kind = isObject(parsed.value) ? parsed.value.kind : undefined;
    return isKind(kind) ? readers[kind](file, parsed) : located([unknownKind(parsed.value)], parsed);
  });

/** Also reads `world:`, a path from the experiment's own folder. Problems of both files at once. */
export function readExperimentWithWorld(file: string): RehearsalDocument | Unreadable {
  const read = readExperiment(file);
  return 'problems' in read ? read : withWorld(read, read.experiment.world);
}

/** The same for a monkey, whose kills are rehearsed there. */
export function readMonkeyWithWorld(file: string): MonkeyRehearsalDocument | Unreadable {
  const read = readMonkey(file);
  return 'problems' in read ? read : withWorld(read, read.monkey.world);
}

function withWorld<T extends ExperimentDocument | MonkeyDocument>(
  document: T,
  named: string | undefined,
): (T & InWorld) | Unreadable {
  const found = worldFileOf(document.file, named);
  if (typeof found !== 'string') return { problems: [document.locate(found)] };
  const world = readWorld(found);
  return 'problems' in world ? world : { ...document, world: world.world, worldFile: found };
}

function worldFileOf(file: string, world: string | undefined): string | Problem {
  const allowed = 'the path of a World file, from the folder of this one';
  if (world === undefined)
    return problem(['world'], { found: 'nothing', allowed: `${allowed}: a rehearsal needs one` });
  if (isAbsolute(world)) return problem(['world'], { found: `the absolute path "${world}"`, allowed });
  const path = join(dirname(file), world);
  const status = statSync(path, { throwIfNoEntry: false });
  if (status?.isFile()) return path;
  const what = status ? 'which is not a file' : 'and no such file';
  return problem(['world'], { found: `"${world}", ${what} (${path})`, allowed });
}

/** Any of the kinds there are. */
type Document = ExperimentDocument | WorldDocument | MonkeyDocument;

function withParsed<T>(file: string, then: (parsed: ParsedDocument) => T | Unreadable): T | Unreadable {
  const loaded = loadText(file);
  if ('problem' in loaded) return { problems: [loaded.problem] };
  const parsed = parse(file, loaded.text);
  return 'problems' in parsed ? parsed : then(parsed);
}

const runnableOf = (file: string, parsed: ParsedDocument): ExperimentDocument | Unreadable =>
  isObject(parsed.value) && parsed.value.kind === 'Drill' ? drillOf(file, parsed) : experimentOf(file, parsed);

function experimentOf(file: string, parsed: ParsedDocument): ExperimentDocument | Unreadable {
  const checked = validateExperiment(parsed.value);
  if (!checked.ok) return located(checked.problems, parsed);
  const unknown = holidayProblems(checked.experiment);
  if (unknown.length > 0) return located(unknown, parsed);
  return { kind: 'Experiment', file, experiment: checked.experiment, locate: parsed.locate };
}

function drillOf(file: string, parsed: ParsedDocument): ExperimentDocument | Unreadable {
  const checked = validateDrill(parsed.value);
  if (!checked.ok) return located(checked.problems, parsed);
  const { drill, experiment } = checked;
  const unknown = holidayProblems(experiment);
  if (unknown.length > 0) return located(unknown, parsed);
  return { kind: 'Drill', file, experiment, locate: (found) => parsed.locate(moved(found, drill)) };
}

function worldOf(file: string, parsed: ParsedDocument): WorldDocument | Unreadable {
  const checked = validateWorld(parsed.value);
  if (!checked.ok) return located(checked.problems, parsed);
  return { kind: 'World', file, world: checked.world, locate: parsed.locate };
}

function monkeyOf(file: string, parsed: ParsedDocument): MonkeyDocument | Unreadable {
  const checked = validateMonkey(parsed.value);
  if (!checked.ok) return located(checked.problems, parsed);
  const unknown = holidayProblems(checked.monkey);
  if (unknown.length > 0) return located(unknown, parsed);
  return { kind: 'Monkey', file, monkey: checked.monkey, locate: parsed.locate };
}

const readers: Readonly<Record<Kind, (file: string, parsed: ParsedDocument) => Document | Unreadable>> = {
  Experiment: experimentOf,
  World: worldOf,
  Monkey: monkeyOf,
  Drill: drillOf,
};

/** Enough to work on; a file with more is another file altogether. */
const mostProblems = 50;

/** Each with its place, in the order of the text: those that can be worked on, and how many more there are. */
export function located(problems: readonly Problem[], parsed: ParsedDocument): Unreadable {
  const shown = problems.slice(0, mostProblems).map((each) => parsed.locate(each));
  const left = problems.length - shown.length;
  if (left > 0) {
    const more = problem([], { found: `${left} more problems`, allowed: 'these put right first' });
    shown.push({ ...shown.at(-1)!, ...more });
  }
  return { problems: shown.sort(byPosition) };
}
