/** Every subject, by the name that parts call it. */
import { drillAndRun } from './drill.ts';
import type { Subject } from './subject.ts';
import { twoRuns } from './two-runs.ts';

export const subjects = { 'two runs': twoRuns, drill: drillAndRun } as const satisfies Readonly<
  Record<string, Subject>
>;

export type SubjectName = keyof typeof subjects;
