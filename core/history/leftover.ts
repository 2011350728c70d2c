/** What recovery left behind: resources that were not seen as they were, until someone puts them right or answers for them. */
import type { Instant, Millis } from '../ports/clock.ts';
import type { Lock } from '../ports/runs.ts';
import type { Proof } from './ledger.ts';

/** Someone takes the resources as they are now. Squall never touches them for this run again. */
export interface Acknowledgement {
  /** In AWS the ARN that STS answered; on a laptop the operating system's name. */
  readonly by: string;
  readonly at: Instant;
  readonly reason: string;
}

/** They were seen to look as they did before the fault. */
export interface Restoration {
  readonly at: Instant;
  /** One clause: what was done for it, if anything was. */
  readonly how: string;
}

/** Of one ledger entry. */
export interface Leftover {
  readonly runId: string;
  readonly experiment: string;
  /** Of the ledger: `<wave>/<stepId>`. */
  readonly entryId: string;
  readonly stepId: string;
  /** `unknown`: the fault itself was not seen to end, or the resources could not be looked at. */
  readonly found: 'unknown' | 'drifted';
  /** ARNs that were not seen restored, sorted. */
  readonly targets: readonly string[];
  /** One for each of the targets. */
  readonly findings: Proof['findings'];
  /** What it keeps other runs from: its targets, what stands in them, and the groups that did not heal, exclusively; the scopes that they lie in, shared. */
  readonly guards: readonly Lock[];
  /** When the run was concluded without them. */
  readonly since: Instant;
  readonly acknowledged?: Acknowledgement;
  readonly restored?: Restoration;
}

/** When it was over, either way. Undefined while it is open. The earlier counts: what follows it changed nothing. */
export const resolvedAt = ({
  acknowledged,
  restored,
}: Pick<Leftover, 'acknowledged' | 'restored'>): Instant | undefined =>
  acknowledged && restored ? Math.min(acknowledged.at, restored.at) : (acknowledged ?? restored)?.at;

export const isOpen = (leftover: Pick<Leftover, 'acknowledged' | 'restored'>): boolean =>
  resolvedAt(leftover) === undefined;

/**
 * Until when it guards its targets: one function timeout longer than it is open, since a
 * call that was sent to put them right just before may still land. Undefined: no end in sight.
 */
export function guardedUntil(leftover: Leftover, functionTimeout: Millis): Instant | undefined {
  const at = resolvedAt(leftover);
  return at === undefined ? undefined : at + functionTimeout;
}

/** `drifted: i-0abc (state running → stopped)`, each resource by the end of its ARN. */
export function leftText({ found, findings }: Pick<Leftover, 'found' | 'findings'>, most = 3): string {
  const named = findings.slice(0, most).map(({ id, detail }) => `${shortName(id)} (${detail})`);
  const more = findings.length > most ? ` and ${findings.length - most} more` : '';
  return `${found}: ${named.join(', ')}${more}`;
}

/** What follows the last slash or colon of an ARN. */
export const shortName = (id: string): string => id.slice(Math.max(id.lastIndexOf('/'), id.lastIndexOf(':')) + 1);
