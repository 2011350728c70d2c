/** A drill run ahead of itself: in a copy of its world, by the same steps, on the same traffic. */
import { twinOf } from '../../adapters/simulated/twin.ts';
import { notKnown } from '../../core/conformity/known.ts';
import type { JournalEntry } from '../../core/history/journal.ts';
import type { AheadQuestion, Standby } from '../../core/ports/standby.ts';
import type { SimulatedCloud } from '../../simulator/cloud.ts';
import { definitionAt } from '../calendar/definition.ts';
import type { Account, Listeners } from './account.ts';
import { everyApprover } from './approvers.ts';
import type { Platform } from './directory.ts';
import { drive } from './drive.ts';
import { historyOf } from './history-of.ts';
import { rehearsalPlatform } from './rehearsal-platform.ts';

const runId = 'ahead';
/** Until what is asked for was published, and looked at. */
const told = 2 * 60_000;

/** Opens an account on a copy, in which nothing is run ahead again. */
export type OpenCopy = (platform: Platform, cloud: SimulatedCloud, listeners: Listeners) => Account;

/**
 * Stages of rollouts are known to its own platform alone, so that the drill is run as it is
 * planned. Asked the same of the same cloud at the same instant, it answers the same.
 * @param seed of the cloud
 */
export function aheadOf(cloud: SimulatedCloud, seed: number, open: OpenCopy): Standby['ahead'] {
  return (question) => {
    const asked = JSON.stringify([seed, cloud.now, question]);
    const before = answers.get(cloud);
    if (before?.asked === asked) return before.answer;
    const answer = run(question, twinOf(cloud, seed), open);
    answers.set(cloud, { asked, answer });
    return answer;
  };
}

/** A plan is made once to be shown, and once more as its run begins. */
const answers = new WeakMap<
  SimulatedCloud,
  { readonly asked: string; readonly answer: ReturnType<Standby['ahead']> }
>();

async function run({ definition, seed, for: length }: AheadQuestion, cloud: SimulatedCloud, open: OpenCopy) {
  let until = Number.POSITIVE_INFINITY;
  let over = false;
  const onEntry = (entry: JournalEntry) => {
    if (entry.type === 'intended') until = Math.min(until, entry.at + length + told);
    if (entry.type === 'handed-over') over = true;
  };
  const platform = rehearsalPlatform();
  const account = open(platform, cloud, { onEntry });
  const { rollout: _, ...drill } = definition;
  const stored = definitionAt(drill, cloud.now);
  await account.storeDefinition(stored);
  await account.ports.executions.start('experiment', runId, {
    experiment: stored.hash,
    parameters: {},
    seed,
    startedBy: 'whoever plans it',
    forcePrecheck: 'to see how it goes',
  });
  const detached = () => over || cloud.now >= until;
  await drive({ platform, account, runIds: [runId], speed: 'max', approvers: everyApprover, detached });
  const history = await historyOf(runId, account.ports);
  return history ?? notKnown('its run was never written down');
}
