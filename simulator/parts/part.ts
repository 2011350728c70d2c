/**
 * One part of a world. While nothing is under way in it and nobody looks, it sleeps: its
 * steady state is as good an hour later, and costs nothing. Woken, it has a warm-up behind
 * it, as a world has that begins.
 */
import { stopGuarded } from '../alarms/evaluation.ts';
import { newAlarm } from '../alarms/record.ts';
import type { CloudEvent, CloudResource, SimulatedCloud } from '../cloud.ts';
import { isActive } from '../control-plane/experiment-record.ts';
import { initialState } from '../control-plane/initial-state.ts';
import type { Plane } from '../control-plane/plane.ts';
import { nextInstant } from '../control-plane/simulated-cloud.ts';
import type { ControlPlaneState } from '../control-plane/state.ts';
import { cloudOn, type Standing } from '../create-cloud.ts';
import { newMetrics } from '../metrics/record.ts';
import type { Instant, WorldModel } from '../model.ts';

export class Part {
  readonly model: WorldModel;
  readonly #seed: number;
  readonly #elsewhere: NonNullable<Plane['elsewhere']>;
  #standing: Standing;
  #lookedAt = Number.NEGATIVE_INFINITY;
  #described: readonly CloudResource[] | undefined;

  /** @param elsewhere how alarms of other parts stand */
  constructor(model: WorldModel, seed: number, elsewhere: NonNullable<Plane['elsewhere']>) {
    this.model = model;
    this.#seed = seed;
    this.#elsewhere = elsewhere;
    this.#standing = cloudOn(model, seed, initialState(model, seed, 'closed-form'), elsewhere);
  }

  /** As it stood when it was last awake. */
  get asleep(): SimulatedCloud {
    return this.#standing.cloud;
  }

  /** Brought up to `now`, where it stays until nobody has looked for as long as a warm-up. What is announced on the way is not told: nothing was under way. */
  awake(now: Instant): SimulatedCloud {
    this.#lookedAt = now;
    if (now - this.#standing.cloud.now > this.model.warmUp) this.#rest(now - this.model.warmUp);
    const { cloud } = this.#standing;
    while (cloud.now < now) cloud.advance(now);
    return cloud;
  }

  isAwake(now: Instant): boolean {
    return this.#standing.cloud.now === now && (now - this.#lookedAt <= this.model.warmUp || !this.#isQuiet());
  }

  /** Before this nothing of it is announced. */
  get next(): Instant {
    return nextInstant(this.#standing.plane);
  }

  advance(to: Instant): readonly CloudEvent[] {
    const { cloud } = this.#standing;
    const events: CloudEvent[] = [];
    this.#described = undefined;
    do events.push(...cloud.advance(to));
    while (cloud.now < to);
    return events;
  }

  /** An alarm of another part went into ALARM: what it guards here stops, and that is announced. */
  stopGuarded(alarm: string): readonly CloudEvent[] {
    const { plane } = this.#standing;
    stopGuarded(plane, alarm);
    this.#described = undefined;
    return plane.announced.splice(0);
  }

  resources(): readonly CloudResource[] {
    this.#described ??= this.#standing.cloud.resources();
    return this.#described;
  }

  /** Something of it was changed at this instant. */
  changed(): void {
    this.#described = undefined;
  }

  #isQuiet(): boolean {
    const { agenda, experiments } = this.#standing.plane.state;
    return agenda.length === 0 && !experiments.some(({ status }) => isActive(status));
  }

  /** The same fleet, in the steady state that it has come to. */
  #rest(at: Instant): void {
    const state: ControlPlaneState = {
      ...this.#standing.plane.state,
      now: at,
      metrics: newMetrics(this.model, at),
      alarms: this.model.alarms.map((alarm) => newAlarm(alarm, at)),
    };
    this.#standing = cloudOn(this.model, this.#seed, state, this.#elsewhere);
  }
}
