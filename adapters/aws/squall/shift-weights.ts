/**
 * Weighted records given other weights. A change names the record exactly as it was read, so that
 * Route 53 refuses it, as a whole, if anybody has changed it in between: the old one is deleted
 * and the new one created in one transaction, which is how Route 53 compares and sets.
 */
import {
  type Change,
  ChangeResourceRecordSetsCommand,
  GetChangeCommand,
  type ResourceRecordSet,
  Route53Client,
} from '@aws-sdk/client-route-53';
import type { FaultAction } from '../../../core/ports/faults.ts';
import { lastOf } from '../arns.ts';
import { failureOf, isFailure } from '../errors.ts';
import { FaultRefused } from '../fault-refused.ts';
import { parseRecordId, type RecordId } from '../routing/record-ids.ts';
import { isOf, routedRecords } from '../routing/records-read.ts';
import { askedOf, standing } from './asked.ts';
import { changedService } from './changed.ts';
import type { OwnFault, Place } from './own-fault.ts';

/** Tries of one change before somebody else is taken to be at work there. */
const tries = 3;

interface Found {
  readonly at: RecordId;
  readonly record: ResourceRecordSet;
  /** All of its name and type. */
  readonly all: readonly ResourceRecordSet[];
}

export function shiftWeights(place: Place): OwnFault {
  const client = place.client(Route53Client);

  /** Those that exist, by id. */
  async function look(ids: readonly string[]): Promise<ReadonlyMap<string, Found>> {
    const found = new Map<string, Found>();
    const known = ids.flatMap((id) => {
      const at = parseRecordId(id);
      return at ? [{ id, at }] : [];
    });
    for (const own of Map.groupBy(known, ({ at: { zone, name, type } }) => `${zone} ${name} ${type}`).values()) {
      const { zone, name, type } = own[0]!.at;
      const all = await routedRecords(client, zone, { name, type });
      for (const { id, at } of own) {
        const record = all.find(({ SetIdentifier }) => SetIdentifier === at.set);
        if (record) found.set(id, { at, record, all });
      }
    }
    return found;
  }

  /**
   * One transaction for each hosted zone.
   * @returns ids of the changes, which are on their way to the name servers
   */
  async function set(wantedOf: (found: ReadonlyMap<string, Found>) => Weights, ids: readonly string[]) {
    const changes: string[] = [];
    for (let attempt = 1; ; attempt++) {
      const found = await look(ids);
      const wanted = [...wantedOf(found)].flatMap(([id, Weight]) => {
        const own = found.get(id);
        return own && own.record.Weight !== Weight ? [{ zone: own.at.zone, record: own.record, Weight }] : [];
      });
      try {
        for (const [HostedZoneId, own] of Map.groupBy(wanted, ({ zone }) => zone)) {
          const Changes = own.flatMap(({ record, Weight }) => replaced(record, Weight));
          const answer = await client.send(
            new ChangeResourceRecordSetsCommand({ HostedZoneId, ChangeBatch: { Comment: 'squall', Changes } }),
          );
          changes.push(lastOf(answer.ChangeInfo?.Id ?? ''));
        }
        return changes;
      } catch (error) {
        if (attempt === tries || !isFailure(error, 'InvalidRequest') || error.code !== 'InvalidChangeBatch')
          throw error;
      }
    }
  }

  /** One that Route 53 does not know any more is not on its way. */
  async function isInSync(Id: string): Promise<boolean> {
    try {
      const { ChangeInfo } = await client.send(new GetChangeCommand({ Id }));
      return ChangeInfo?.Status === 'INSYNC';
    } catch (error) {
      const failure = failureOf(error, 'Route 53 GetChange');
      if (isFailure(failure, 'NotFound')) return true;
      throw failure;
    }
  }

  const askedFor = (action: FaultAction): Weights =>
    askedOf(
      action,
      ['Others', Number(action.parameters.othersWeight ?? 255)],
      ['RecordSets', Number(action.parameters.weight ?? 0)],
    );
  const all = (action: FaultAction) => Object.values(action.targets).flat();

  return changedService(
    {
      key: 'RecordSets',
      async holds(action, before) {
        const found = await look(before.map(({ id }) => id));
        const now = new Map([...found].map(([id, { record }]) => [id, record.Weight]));
        const stands = standing(askedFor(action), now, 'weight');
        return new Map(before.map((each) => [each.id, stands(each)]));
      },
      async change(action) {
        const asked = askedFor(action);
        refuse(action, await look(all(action)), asked);
        return set(() => asked, all(action));
      },
      settled: async (changes) => {
        for (const id of changes) if (!(await isInSync(id))) return false;
        return true;
      },
      async putBack(action, before) {
        const asked = askedFor(action);
        const had = new Map(
          before.flatMap(({ id, state }) => (state.weight === undefined ? [] : [[id, Number(state.weight)]])),
        );
        return set(
          (found) =>
            new Map(
              [...found].flatMap(([id, { record }]) => {
                const weight = had.get(id);
                return weight !== undefined && record.Weight === asked.get(id) ? [[id, weight] as const] : [];
              }),
            ),
          before.map(({ id }) => id),
        );
      },
    },
    Date.now,
  );
}

type Weights = ReadonlyMap<string, number>;

/** All else of it stays: its values, its health check, its time to live. */
const replaced = (record: ResourceRecordSet, Weight: number): Change[] => [
  { Action: 'DELETE', ResourceRecordSet: record },
  { Action: 'CREATE', ResourceRecordSet: { ...record, Weight } },
];

/** What cannot be moved, and what would move nobody. @throws FaultRefused */
function refuse(action: FaultAction, found: ReadonlyMap<string, Found>, asked: Weights): void {
  for (const id of Object.values(action.targets).flat()) {
    const own = found.get(id);
    if (!own) throw new FaultRefused(`${id} does not exist`);
    const { at, record, all } = own;
    if (record.Weight === undefined)
      throw new FaultRefused(`${id} has no weight: records of another routing are moved by squall:route53:fail-over`);
    if (record.TrafficPolicyInstanceId !== undefined)
      throw new FaultRefused(`${id} is made by a traffic policy, which would make it anew`);
    const targeted = new Map(
      [...found].filter(([, each]) => sameName(each.at, at)).map(([one, each]) => [each.at.set, asked.get(one)]),
    );
    const left = all
      .filter((each) => isOf(each, at))
      .map(({ SetIdentifier = '', Weight = 0 }) => targeted.get(SetIdentifier) ?? Weight);
    if (left.every((weight) => weight === 0))
      throw new FaultRefused(
        `no record of ${at.name} would have a weight, and Route 53 would answer with each of them alike: nothing would move`,
      );
  }
}

const sameName = (a: RecordId, b: RecordId): boolean => a.zone === b.zone && a.name === b.name && a.type === b.type;
