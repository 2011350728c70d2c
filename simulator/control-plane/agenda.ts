/** What the control plane has yet to do, ordered by instant and then by when it was decided. */
import type { Instant } from '../model.ts';
import type { ControlPlaneState } from './state.ts';

export type TaskWhat =
  /** The group looks at an instance that has been down since then. */
  | { readonly kind: 'notice'; readonly instance: string; readonly since: Instant }
  /** A started or rebooting instance serves again. */
  | { readonly kind: 'booted'; readonly instance: string }
  /** A launched instance runs. */
  | { readonly kind: 'launched'; readonly instance: string }
  /** It has warmed up and goes into service. */
  | { readonly kind: 'warm'; readonly instance: string }
  /** The group gives up members beyond its desired capacity. */
  | { readonly kind: 'surplus'; readonly group: string }
  /** A deregistered instance is terminated. */
  | { readonly kind: 'drained'; readonly instance: string }
  | { readonly kind: 'fill'; readonly group: string }
  | { readonly kind: 'rebalance'; readonly group: string }
  /** A process that died serves again. */
  | { readonly kind: 'process-back'; readonly instance: string }
  /** A spot instance is told that it will be interrupted; and is. */
  | { readonly kind: 'spot-notice'; readonly instance: string; readonly experiment: string }
  | { readonly kind: 'spot-interrupted'; readonly instance: string; readonly experiment: string }
  /** An effect begins or ends. */
  | { readonly kind: 'effects' }
  | { readonly kind: 'promote'; readonly cluster: string }
  | { readonly kind: 'database-booted'; readonly cluster: string; readonly instance: string }
  | { readonly kind: 'action-ends'; readonly experiment: string; readonly action: string }
  | { readonly kind: 'experiment-stopped'; readonly experiment: string };

export type Task = TaskWhat & { readonly at: Instant };

/** Behind everything already set for the same instant. */
export function schedule(state: ControlPlaneState, at: Instant, what: TaskWhat): void {
  const { agenda } = state;
  let place = agenda.length;
  while (place > 0 && agenda[place - 1]!.at > at) place--;
  agenda.splice(place, 0, { at, ...what });
}

/** Takes the first task due by `now` off the agenda. */
export function takeDue(state: ControlPlaneState): Task | undefined {
  const first = state.agenda[0];
  return first && first.at <= state.now ? state.agenda.shift() : undefined;
}
