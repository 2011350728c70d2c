/** What is left behind, for people: what it is, what is different, what to do. Pure. */
import { type Leftover, shortName } from '../../../core/history/leftover.ts';
import type { Colours } from '../io.ts';
import { count } from '../text/numbers.ts';
import { dateTime } from '../text/times.ts';

const mostNamed = 10;

/** Safe leftovers in, lines out. @param flags of the platform, for the command that is named */
export function leftoverLines(leftovers: readonly Leftover[], flags: string, colours: Colours): string[] {
  if (leftovers.length === 0) return [];
  const byRun = [...Map.groupBy(leftovers, ({ runId }) => runId)];
  const resources = new Set(leftovers.flatMap(({ targets }) => targets)).size;
  const head = `${count(resources, 'resource')} left behind by ${count(byRun.length, 'run')}: no run may touch ${resources === 1 ? 'it' : 'them'} until ${resources === 1 ? 'it is' : 'they are'} seen restored, or acknowledged.`;
  return [colours.bold(colours.red(head)), ...byRun.flatMap(([runId, own]) => ofRun(runId, own, flags, colours))];
}

function ofRun(runId: string, leftovers: readonly Leftover[], flags: string, colours: Colours): readonly string[] {
  const entries = leftovers.flatMap(({ stepId, found, since, findings }) => {
    const more = findings.length - mostNamed;
    return [
      `  step ${stepId}: ${colours.red(found)} since ${dateTime(since)}`,
      ...findings.slice(0, mostNamed).map(({ id, detail }) => `      ${shortName(id)}: ${detail}`),
      ...(more > 0 ? [`      and ${more} more`] : []),
    ];
  });
  return [
    '',
    `run ${runId} (${leftovers[0]?.experiment})`,
    ...entries,
    `  Put ${leftovers.length === 1 ? 'it' : 'them'} right, and the sweeper sees it; or, to take ${leftovers.length === 1 ? 'it as it is' : 'them as they are'}:`,
    `      squall reap --acknowledge ${runId}${flags} --reason <text>`,
  ];
}

/** One line for each that was resolved. */
export const resolvedLines = (leftovers: readonly Leftover[], colours: Colours): string[] =>
  leftovers.map(({ runId, stepId, acknowledged, restored }) =>
    acknowledged
      ? `${runId}: what step ${stepId} left is acknowledged by ${acknowledged.by}: ${acknowledged.reason}`
      : colours.green(`${runId}: what step ${stepId} left is restored: ${restored?.how ?? ''}`),
  );
