/** The command that runs it again. */
import type { RunRecord } from '../../../core/history/run-record.ts';

/** Safe to paste into a POSIX shell, whatever the value holds. */
export const quoted = (word: string): string =>
  /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replace(/'/g, `'\\''`)}'`;

/** A rehearsal's world plays the environment of the stage. */
const played = ({ rollout }: RunRecord): readonly string[] => (rollout ? [`--environment ${rollout.environment}`] : []);

/** A run knows its experiment by name and not where its file lies: the catalogue's place for it is named. */
export function replayCommand(record: RunRecord): string {
  const parameters = Object.entries(record.plan.parameters).map(([name, value]) => `-p ${quoted(`${name}=${value}`)}`);
  const file = quoted(`templates/experiments/${record.experiment}/experiment.yaml`);
  const where = record.platform === 'aws' ? ['--aws'] : ['--local', ...played(record)];
  const stage = record.rollout ? [`--rollout-stage ${record.rollout.number}`] : [];
  const forced = record.forced ? [`--force-precheck ${quoted(record.forced.reason)}`] : [];
  const plan = `--plan ${record.planHash}`;
  return ['npx squall run', file, ...where, ...stage, ...forced, `--seed ${record.seed}`, ...parameters, plan].join(
    ' ',
  );
}
