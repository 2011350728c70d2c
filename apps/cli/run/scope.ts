/** Which scope a command line means. Pure. */
import type { Scope } from '../../../core/ports/switches.ts';
import { Failure } from '../failure.ts';

export interface ScopeOptions {
  readonly owner?: string;
  readonly service?: string;
  readonly all?: true;
}

const longestReason = 500;

/** Undefined: none is named. @throws Failure for more than one */
export function chosenScope({ owner, service, all }: ScopeOptions): Scope | undefined {
  const scopes: Scope[] = [
    ...(owner === undefined ? [] : [`owner:${named('owner', owner)}` as const]),
    ...(service === undefined ? [] : [`service:${named('service', service)}` as const]),
    ...(all ? (['all'] as const) : []),
  ];
  if (scopes.length > 1) throw new Failure('give one of --owner, --service and --all: each is a switch of its own');
  return scopes[0];
}

function named(flag: string, name: string): string {
  if (name.trim() === '') throw new Failure(`--${flag} is empty: it names the ${flag} as experiments do`);
  return name;
}

/** @throws Failure */
export function givenReason(reason: string | undefined): string {
  if (reason === undefined || reason.trim() === '')
    throw new Failure('say why with --reason <text>: it is kept, and shown to whoever is held back');
  if (reason.length > longestReason)
    throw new Failure(`the reason has ${reason.length} characters, and ${longestReason} are kept: make it shorter`);
  return reason;
}
