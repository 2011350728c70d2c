/** Scopes of kill switches: which runs one covers, and how it is said. */
import type { Scope, Switch } from '../ports/switches.ts';
import type { RunRecord } from './run-record.ts';

type Belonging = Pick<RunRecord, 'owner' | 'service'>;

export const covers = (scope: Scope, { owner, service }: Belonging): boolean =>
  scope === 'all' || scope === `owner:${owner}` || scope === `service:${service}`;

/** The first that holds the run back. */
export const switchOver = (raised: readonly Switch[], run: Belonging): Switch | undefined =>
  raised.find(({ scope }) => covers(scope, run));

/** `all runs`, `all runs of owner payments`, `all runs on service checkout` */
export function scopeWords(scope: Scope): string {
  const [kind, name] = parts(scope);
  if (kind === 'all') return 'all runs';
  return kind === 'owner' ? `all runs of owner ${name}` : `all runs on service ${name}`;
}

/** As the command line takes it: `--all`, `--owner payments`, `--service "web shop"`. */
export function scopeFlag(scope: Scope): string {
  const [kind, name] = parts(scope);
  if (kind === 'all') return '--all';
  return `--${kind} ${/^[\w.@/+-]+$/.test(name) ? name : `"${name.replace(/["$`\\]/g, '\\$&')}"`}`;
}

/** Of one run that is stopped with all of its scope. */
export const scopeReason = ({ scope, reason }: Pick<Switch, 'scope' | 'reason'>): string =>
  `${reason} (with ${scopeWords(scope)})`;

/** Why a run was stopped that a switch covers. One clause. */
export const stoppedBy = (raised: Pick<Switch, 'scope' | 'by' | 'reason'>): string =>
  `${raised.by} stopped it: ${scopeReason(raised)}`;

function parts(scope: Scope): readonly [kind: string, name: string] {
  const [kind = '', ...rest] = scope.split(':');
  return [kind, rest.join(':')];
}
