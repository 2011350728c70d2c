/**
 * The doctor at work in virtual time: instances of a world hang, it looks each minute, and
 * each treatment is a run of the same state machines, steps and guardrails, on one fleet
 * with one history. Nothing of it reaches the disk.
 */
import { setImmediate as nextTurn } from 'node:timers/promises';
import { memoryNotes } from '../../../adapters/simulated/memory-notes.ts';
import { simulatedRounds } from '../../../adapters/simulated/rounds.ts';
import type { LeftAlone } from '../../../core/doctor-monkey/decide.ts';
import type { FollowUp } from '../../../core/doctor-monkey/notes.ts';
import { type DoctorPorts, makeRound } from '../../../core/doctor-monkey/round.ts';
import { type DoctorMonkey, prudenceOf } from '../../../core/doctor-monkey/settings.ts';
import type { RunHistory } from '../../../core/history/run-history.ts';
import type { Instant } from '../../../core/ports/clock.ts';
import type { OwnerNotice } from '../../../core/ports/owner-notices.ts';
import { select } from '../../../core/targets/select.ts';
import type { World } from '../../../core/world/schema.ts';
import { type Account, openAccount } from '../account.ts';
import { RunStuck } from '../drive.ts';
import { historyOf } from '../history-of.ts';
import { rehearsalPlatform } from '../rehearsal-platform.ts';

export interface DoctorRehearsalOptions {
  readonly world: World;
  readonly settings: DoctorMonkey;
  readonly seed: number;
  /** Instances that hang, from the second minute on: drawn among the opted-in ones of the practices. */
  readonly hang: number;
}

export type DoctorEvent = { readonly at: Instant } & (
  | { readonly what: 'hangs'; readonly instance: string; readonly group: string }
  | { readonly what: 'treated'; readonly instance: string; readonly group: string; readonly runId: string }
  /** Said again only when the rule is another. */
  | { readonly what: 'left-alone'; readonly left: LeftAlone }
  | { readonly what: 'followed-up'; readonly followUp: FollowUp }
);

export interface DoctorRehearsal {
  readonly world: string;
  readonly seed: number;
  readonly events: readonly DoctorEvent[];
  readonly histories: readonly RunHistory[];
  readonly told: readonly OwnerNotice[];
  /** Members of the practices that are ill at the end. */
  readonly ill: number;
}

const minute = 60_000;
/** Longer than any rehearsal: who hangs does so until it is replaced. */
const hanging = 'PT12H';
const longest = 6 * 60 * minute;

/** The same for the same options. Ends when nothing changes any more. @throws RunStuck */
export async function rehearseDoctor({
  world,
  settings,
  seed,
  hang,
}: DoctorRehearsalOptions): Promise<DoctorRehearsal> {
  const timeline = { id: 'rounds', world, seed, createdAt: 0 };
  const account = openAccount(rehearsalPlatform(), timeline, {});
  const { cloud, clock, ports, storeDefinition } = account;
  const told: OwnerNotice[] = [];
  const events: DoctorEvent[] = [];
  const doctor: DoctorPorts = {
    runs: ports.runs,
    executions: ports.executions,
    rounds: simulatedRounds(cloud),
    notes: memoryNotes(),
    owners: { tell: async (notice) => void told.push(notice) },
    environment: world.environment,
    storeDefinition,
  };
  const { every, patience } = prudenceOf(settings);
  const begun = clock.now();
  await until(account, begun + minute);
  events.push(...(await clock.during(() => makeHang({ settings, seed, hang }, account))));
  const said = new Map<string, string>();
  const runs: string[] = [];
  let quietSince = clock.now();
  let ill = hang;
  while (clock.now() < begun + longest) {
    await until(account, clock.now() + every);
    const at = clock.now();
    const round = await clock.during(() => makeRound(doctor, settings));
    ill = round.ill;
    const fresh: DoctorEvent[] = [
      ...round.followUps.map((followUp) => ({ at, what: 'followed-up' as const, followUp })),
      ...round.treatments.map(({ member, group }, i) => ({
        at,
        what: 'treated' as const,
        instance: member.name,
        group: group.name,
        runId: round.runs[i] ?? '',
      })),
      ...round.leftAlone
        .filter(({ group, member, rule }) => said.get(`${group.id} ${member?.id}`) !== rule)
        .map((left) => ({ at, what: 'left-alone' as const, left })),
    ];
    for (const { group, member, rule } of round.leftAlone) said.set(`${group.id} ${member?.id}`, rule);
    runs.push(...round.runs);
    events.push(...fresh);
    if (fresh.length > 0 || account.running() > 0) quietSince = at;
    if (at - quietSince > patience + 2 * every) break;
  }
  const histories = await Promise.all(runs.map((runId) => historyOf(runId, ports)));
  const lost = histories.findIndex((history) => !history?.record.terminal);
  if (lost >= 0) {
    const cause = account.errors.at(-1);
    throw new RunStuck(`${runs[lost]} came to a standstill: ${cause?.message ?? 'no step reported an error'}`, {
      cause,
    });
  }
  return {
    world: world.metadata.name,
    seed,
    events,
    histories: histories.filter((history) => history !== undefined),
    told,
    ill,
  };
}

/** Straight into the cloud, as the world would do it: no run of ours knows of it. */
async function makeHang(
  { settings, seed, hang }: Pick<DoctorRehearsalOptions, 'settings' | 'seed' | 'hang'>,
  { cloud }: Account,
): Promise<readonly DoctorEvent[]> {
  const { groups, at } = await simulatedRounds(cloud).look(settings.practices);
  const members = groups.flatMap((group) => group.members.map((member) => [member.id, { member, group }] as const));
  const known = new Map(members);
  const chosen = select([...known.keys()], { count: hang }, seed, 'hang');
  if (chosen.length > 0)
    cloud.startExperiment({
      clientToken: 'hang',
      tags: {},
      actions: [
        {
          name: 'hang',
          actionId: 'squall:host:process-pause',
          parameters: { duration: hanging, process: 'server' },
          targets: { Instances: chosen },
        },
      ],
      stopAlarms: [],
    });
  return chosen.flatMap((id) => {
    const found = known.get(id);
    return found ? [{ at, what: 'hangs' as const, instance: found.member.name, group: found.group.name }] : [];
  });
}

async function until({ clock, announced }: Account, at: Instant): Promise<void> {
  for (let n = 0; clock.now() < at; n++) {
    for (const event of await clock.step(at)) announced(event);
    if (n % 1000 === 0) await nextTurn();
  }
  await clock.quiet();
}
