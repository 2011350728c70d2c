/** Faults by our own code. Each is one action, started, looked at, stopped and undone by its family. */
import type { FaultAction, FaultReference, Faults } from '../../../core/ports/faults.ts';
import { parseArn } from '../arns.ts';
import { FaultRefused } from '../fault-refused.ts';
import type { OwnFault, OwnReference, Place } from './own-fault.ts';
import { ownFaults } from './registry.ts';

/** An entry or a reference that this version cannot act on: it stays, and someone is told. */
export class OwnFaultUnknown extends Error {
  override readonly name = 'OwnFaultUnknown';
}

export function squallFaults(place: Place): Pick<Faults, 'start' | 'observe' | 'stop' | 'undo'> {
  const made = new Map<string, Promise<OwnFault>>();
  const find = (action: string): Promise<OwnFault> | undefined => {
    const known = made.get(action) ?? ownFaults[action]?.(place);
    if (known) made.set(action, known);
    return known;
  };
  const of = async (action: string): Promise<OwnFault> => {
    const found = await find(action);
    if (!found) throw new OwnFaultUnknown(`this version knows no action ${action} of its own`);
    return found;
  };
  return {
    async start({ actions, token, ...injection }) {
      const [action, ...more] = actions;
      if (!action || more.length > 0) throw new FaultRefused('an action of our own is started alone');
      const found = await find(action.action);
      if (!found) throw new FaultRefused(`this version has no ${action.action} on AWS`);
      refuseElsewhere(action, place);
      const externalId = await found.start({ ...injection, token, action });
      return { externalId: externalId ?? token };
    },
    async observe(fault) {
      const own = ownOf(fault);
      const { targets, ...seen } = await (await of(own.own.action)).observe(own);
      if (seen.state === 'absent') return { state: 'absent', actions: [] };
      const action = { stepId: own.own.stepId, state: seen.state, targets: [...targets].sort() };
      return { ...seen, externalId: own.externalId ?? own.token, actions: [action] };
    },
    async stop(fault, reason) {
      const own = ownOf(fault);
      return (await of(own.own.action)).stop(own, reason);
    },
    async undo(entry) {
      return entry.undo.by === 'us' ? (await of(entry.action)).undo(entry) : undefined;
    },
  };
}

function ownOf(fault: FaultReference): OwnReference {
  const { own } = fault;
  if (!own) throw new OwnFaultUnknown(`the ledger does not say what stands under ${fault.token}`);
  return { ...fault, own };
}

/**
 * A place is one account and Region; what is global, such as a hosted zone, is of the account
 * alone. What is no ARN, such as the address of a proxy, is the family's business.
 */
function refuseElsewhere({ action, targets }: FaultAction, { account, region }: Place): void {
  for (const target of Object.values(targets).flat()) {
    const parsed = parseArn(target);
    if (parsed && (isOther(parsed.account, account) || isOther(parsed.region, region)))
      throw new FaultRefused(
        `${action}: ${target} is outside account ${account} and Region ${region}, where this platform injects`,
      );
  }
}

const isOther = (named: string, own: string): boolean => named !== '' && named !== own;
