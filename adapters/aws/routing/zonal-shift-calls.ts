/** What is asked of ARC about zonal shifts, and what it answers, as far as it is read here. */
import type { Place } from '../squall/own-fault.ts';
import { commandOf, type ZonalShiftCall, ZonalShiftClient } from './zonal-shift-client.ts';

export interface Shift {
  readonly zonalShiftId: string;
  readonly resourceIdentifier: string;
  /** Id of a zone. */
  readonly awayFrom: string;
  readonly comment: string;
  /** Of a managed resource's: `NOT_APPLIED` while another goes before it. */
  readonly appliedStatus?: 'APPLIED' | 'NOT_APPLIED';
  /** Of a list's. */
  readonly status?: 'ACTIVE' | 'EXPIRED' | 'CANCELED';
  readonly shiftType?: 'ZONAL_SHIFT' | 'PRACTICE_RUN' | 'FIS_EXPERIMENT' | 'ZONAL_AUTOSHIFT';
  readonly practiceRunOutcome?: 'FAILED' | 'INTERRUPTED' | 'PENDING' | 'SUCCEEDED' | 'CAPACITY_CHECK_FAILED';
}

export interface ManagedResource {
  readonly arn?: string;
  readonly name?: string;
  readonly availabilityZones: readonly string[];
  readonly zonalShifts?: readonly Shift[];
  readonly autoshifts?: readonly { readonly appliedStatus: string; readonly awayFrom: string }[];
  readonly zonalAutoshiftStatus?: 'ENABLED' | 'DISABLED';
  readonly practiceRunStatus?: 'ENABLED' | 'DISABLED';
}

export interface ShiftAsked {
  readonly resourceIdentifier: string;
  readonly awayFrom: string;
  readonly comment: string;
  /** Such as `30m`. */
  readonly expiresIn: string;
}

export function zonalShiftCalls(place: Place) {
  const client = () => place.client(ZonalShiftClient);
  const ask = <T>(name: string, call: ZonalShiftCall) => client().send<T>(commandOf(name, call));

  async function all<T>(name: string, path: string, query: Readonly<Record<string, string>>): Promise<readonly T[]> {
    const found: T[] = [];
    let nextToken: string | undefined;
    do {
      const more = nextToken === undefined ? {} : { nextToken };
      const page = await ask<{ items?: readonly T[]; nextToken?: string }>(name, {
        method: 'GET',
        path,
        query: { ...query, ...more },
      });
      found.push(...(page.items ?? []));
      nextToken = page.nextToken;
    } while (nextToken !== undefined);
    return found;
  }

  return {
    managedResources: () => all<ManagedResource>('ListManagedResources', '/managedresources', {}),
    /** Those of a resource, ended ones too, for as long as ARC keeps them. */
    shiftsOf: (resourceIdentifier: string) => all<Shift>('ListZonalShifts', '/zonalshifts', { resourceIdentifier }),
    start: (body: ShiftAsked) => ask<Shift>('StartZonalShift', { method: 'POST', path: '/zonalshifts', body }),
    cancel: (id: string) =>
      ask<Shift>('CancelZonalShift', { method: 'DELETE', path: `/zonalshifts/${encodeURIComponent(id)}` }),
    practise: ({ resourceIdentifier, awayFrom, comment }: Omit<ShiftAsked, 'expiresIn'>) =>
      ask<Shift>('StartPracticeRun', {
        method: 'POST',
        path: '/practiceruns',
        body: { resourceIdentifier, awayFrom, comment },
      }),
    cancelPractice: (id: string) =>
      ask<Shift>('CancelPracticeRun', { method: 'DELETE', path: `/practiceruns/${encodeURIComponent(id)}` }),
  };
}

export type ZonalShiftCalls = ReturnType<typeof zonalShiftCalls>;
