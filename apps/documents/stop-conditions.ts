/** What is to be said of the stop conditions of an experiment file, each at its line. */
import { type Finding, sentenceOf } from '../../core/stop-conditions/finding.ts';
import { refusing } from '../../core/stop-conditions/lint.ts';
import { lintFile } from '../../core/stop-conditions/of-file.ts';
import { problem } from '../../core/validation/problem.ts';
import type { DocumentProblem } from './document-problem.ts';
import type { RehearsalDocument } from './read.ts';

export interface StopConditionsOfFile {
  /** For these a run would be refused. */
  readonly problems: readonly DocumentProblem[];
  /** Formatted as problems are. */
  readonly warnings: readonly DocumentProblem[];
}

/** Against the alarms of the world that the file names. */
export function stopConditionsOf({ experiment, world, locate }: RehearsalDocument): StopConditionsOfFile {
  const { stopAlarms = [] } = experiment.guardrails;
  const found = lintFile(experiment, world);
  const refused = refusing(stopAlarms, found);
  const placed = (finding: Finding): DocumentProblem => {
    const path = ['guardrails', 'stopAlarms', Math.max(0, stopAlarms.indexOf(finding.alarm))];
    const at = problem(path, { found: finding.alarm, allowed: 'the name of an alarm that is worth stopping by' });
    return { ...locate(at), message: `${at.field}: ${sentenceOf(finding)}` };
  };
  return {
    problems: refused.map(placed),
    warnings: found.filter((finding) => !refused.includes(finding)).map(placed),
  };
}
