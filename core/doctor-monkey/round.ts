/** One round: look, follow up, decide, treat, write down. */

import { millis } from '../experiment/durations.ts';
import { definitionHash } from '../plan/definition-hash.ts';
import type { StoredDefinition } from '../ports/definitions.ts';
import type { DoctorNotes, Rounds } from '../ports/doctor.ts';
import type { OwnerNotices } from '../ports/owner-notices.ts';
import type { Ports } from '../ports/ports.ts';
import { type Decision, decide } from './decide.ts';
import { beginning, ending, isForPeople, leaving, leftKey } from './letters.ts';
import { type FollowUp, followUps, type Treated } from './notes.ts';
import { type DoctorMonkey, practiceOf, prudenceOf } from './settings.ts';
import { sightingsAfter } from './sightings.ts';
import { ownerOfGroup, treatmentRun } from './treatment-run.ts';
import { underWayOn } from './under-way.ts';

export interface DoctorPorts extends Pick<Ports, 'runs' | 'executions'> {
  readonly rounds: Rounds;
  readonly notes: DoctorNotes;
  readonly owners: OwnerNotices;
  /** The deployed stage. */
  readonly environment: string;
  storeDefinition(definition: StoredDefinition): Promise<void>;
}

export interface Round extends Decision {
  readonly place: string;
  /** Members of the practices that are ill now. */
  readonly ill: number;
  readonly followUps: readonly FollowUp[];
  readonly runs: readonly string[];
  /** Another round was first: this one did nothing. */
  readonly overtaken: boolean;
}

/**
 * Notes are kept before anything is started: of two rounds at once one goes on, and who died
 * in between has noted a run that never was, which its own follow-up tells. Runs are named
 * after the instance, so that none is started twice.
 * @param only `look`: nothing is noted, told or started
 */
export async function makeRound(ports: DoctorPorts, settings: DoctorMonkey, only?: 'look'): Promise<Round> {
  const prudence = prudenceOf(settings);
  const ward = await ports.rounds.look(settings.practices);
  const before = await ports.notes.load(ward.place);
  const underWay = underWayOn(ward, await ports.runs.list({ unfinished: true }));
  const busy = new Set(
    ward.groups.filter(({ id }) => underWay.has(id)).flatMap(({ members }) => members.map(({ id }) => id)),
  );
  const over = followUps(before.treated, ward);
  const followed = before.treated.filter(({ runId }) => !over.some(({ of }) => of.runId === runId));
  const sightings = sightingsAfter(before.sightings, ward, prudence.every, busy);
  const decision = decide({ ward, sightings, underWay, treated: followed, settings });
  const planned = decision.treatments.map((treatment) => ({
    treatment,
    run: treatmentRun(treatment, prudence, ports.environment, ward.at),
  }));
  const treated = planned.map(({ treatment: { group, member }, run }): Treated => {
    const owner = ownerOfGroup(group.tags);
    return {
      runId: run.runId,
      instance: member.id,
      instanceName: member.name,
      group: group.id,
      groupName: group.name,
      ...(owner !== undefined && { owner }),
      at: ward.at,
      dueAt: ward.at + millis(prudence.healsWithin),
    };
  });
  const ill = ward.groups
    .filter(({ tags }) => practiceOf(tags, settings))
    .flatMap(({ members }) => members.filter(({ health }) => health.is === 'ill')).length;
  const round = { ...decision, place: ward.place, ill, followUps: over, runs: treated.map(({ runId }) => runId) };
  if (only === 'look') return { ...round, overtaken: false };

  const forPeople = new Map(decision.leftAlone.filter(isForPeople).map((left) => [leftKey(left), left]));
  const kept = await ports.notes.keep({
    place: ward.place,
    sightings,
    treated: [...followed, ...treated],
    said: [...forPeople.keys()],
    version: before.version + 1,
  });
  if (!kept) return { ...round, treatments: [], followUps: [], runs: [], overtaken: true };
  for (const [key, left] of forPeople) if (!before.said.includes(key)) await ports.owners.tell(leaving(left, ward.at));
  for (const followUp of over) await ports.owners.tell(ending(followUp));
  for (const [i, { treatment, run }] of planned.entries()) {
    const { experiment, parameters, seed, runId } = run;
    const hash = definitionHash(experiment);
    await ports.storeDefinition({ hash, experiment });
    await ports.executions.start('experiment', runId, {
      experiment: hash,
      parameters,
      seed,
      startedBy: 'doctor monkey',
    });
    await ports.owners.tell(beginning(treatment, treated[i]!, ward.at));
  }
  return { ...round, overtaken: false };
}
