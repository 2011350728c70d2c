/** All that faults take, in the place of their targets: marks on them, and an undo of our own. */
import type { FisClient } from '@aws-sdk/client-fis';
import type { FaultProvider, Faults, Injection } from '../../core/ports/faults.ts';
import { placeKey, placeOf, placesOf } from '../../core/targets/places.ts';
import type { Looked } from './account-resources.ts';
import { arn, type Home, parseArn } from './arns.ts';
import { faultQuestions } from './fault-questions.ts';
import { FaultRefused } from './fault-refused.ts';
import { awsFaults, type FaultParts, type FaultsHere } from './faults.ts';
import { fisIn } from './fis-client.ts';
import { lateMarks } from './late-marks.ts';
import type { Reach } from './other-accounts.ts';
import { type ByPlace, byPlace, inFull, standsAt } from './places.ts';
import { squallFaults } from './squall/faults.ts';

export interface FaultOptions extends Pick<FaultParts, 'untidy'> {
  /** Of the platform's own place, made here unless given. */
  readonly fis?: FisClient;
}

export function faultsAcross(reach: Reach, looked: ByPlace<Looked>, { fis, untidy }: FaultOptions = {}): Faults {
  const partsIn = (where: Home): FaultParts => {
    const { place, resources } = looked(where);
    return {
      fis: fisIn(where, reach, fis),
      marks: lateMarks(place, resources),
      startStopped: async (ids) => (await import('./stopped-instances.ts')).startStoppedIn(place)(ids),
      ...(untidy && { untidy }),
    };
  };
  return inTheirPlaces(reach, looked, partsIn);
}

/** An injection is in the one place of its targets, and so are the alarms that FIS goes by. */
function inTheirPlaces(reach: Reach, looked: ByPlace<Looked>, partsIn: (where: Home) => FaultParts): Faults {
  const { deployment: home } = reach;
  const { faultLogs } = home;
  const of = byPlace(reach, (where): FaultsHere => {
    const faultRole = faultRoleIn(where, home);
    return byProvider(
      awsFaults(partsIn(where), {
        ...where,
        ...(faultRole !== undefined && { faultRole }),
        ...(faultLogs && { faultLogs }),
      }),
      squallFaults(looked(where).place),
    );
  });
  return {
    async start(injection) {
      const where = placeOfInjection(injection, reach);
      const stopAlarms = injection.stopAlarms
        .map((alarm) => (parseArn(alarm) ? alarm : arn('cloudwatch', home, `alarm:${alarm}`)))
        .filter((alarm) => placeKey(placeOf(alarm)) === placeKey(where));
      return of(where).start({ ...injection, stopAlarms });
    },
    observe: async (fault) => of(standsAt(fault)).observe(fault),
    stop: async (fault, reason) => of(standsAt(fault)).stop(fault, reason),
    undo: async (entry) => of(standsAt(entry.fault)).undo(entry),
    template: async (id) => of().template(id),
    active: async (place) => of(place).active(),
    ...faultQuestions(reach),
  };
}

/** The role that FIS acts as is one for all Regions of an account. */
const faultRoleIn = ({ account }: Home, home: Reach['deployment']): string | undefined =>
  account === home.account
    ? home.faultRole
    : home.targetAccounts?.find((other) => other.account === account)?.faultRole;

/** @throws FaultRefused when its targets are in two */
function placeOfInjection({ wave, actions, account, region }: Injection, reach: Reach): Home {
  const [named = {}, other] = placesOf(actions.flatMap(({ targets }) => Object.values(targets).flat()));
  if (other !== undefined)
    throw new FaultRefused(
      `what starts together in wave ${wave} has targets in ${saidOf(named)} and ${saidOf(other)}, and acts in one place`,
    );
  return inFull({ ...named, ...standsAt({ account, region }) }, reach);
}

const saidOf = ({ account = 'no account', region }: Partial<Home>): string =>
  `account ${account}${region === undefined ? '' : `, Region ${region}`}`;

/** Templates, and how many faults are under way, are FIS's to tell. */
function byProvider(fis: FaultsHere, squall: ReturnType<typeof squallFaults>): FaultsHere {
  const of = (provider: FaultProvider) => (provider === 'squall' ? squall : fis);
  return {
    ...fis,
    start: (injection) => of(injection.provider).start(injection),
    observe: (fault) => of(fault.provider).observe(fault),
    stop: (fault, reason) => of(fault.provider).stop(fault, reason),
    undo: (entry) => of(entry.fault.provider).undo(entry),
  };
}
