import { grown } from '../../engine/columns.ts';
import { FreeList } from '../../engine/free-list.ts';

/** The callee works on it, or nothing will ever come back. */
export const OPEN = 0;
/** Its answer is on the way; an event is under way. */
export const ANSWERING = 1;
/** A load balancer waits for a connection that will not be answered; an event is under way. */
export const CONNECTING = 2;
/** The caller has gone; the event under way frees it. */
export const ABANDONED = 3;

/** Failed connections that one exchange remembers, so as to try other targets. */
export const triedLimit = 3;

/**
 * Exchanges, as a struct of arrays: one attempt of one call, from the moment the
 * caller sends it until the answer or the caller's timeout. Links to jobs are two-way
 * and are cut from both ends, so no event can reach a slot's next tenant.
 */
export class Exchanges {
  readonly slots: FreeList;
  edge = new Int32Array(0);
  /** The calling job. */
  caller = new Int32Array(0);
  /** The job that will answer; −1 when there is none (any more). */
  callee = new Int32Array(0);
  /** The target that a load balancer holds a connection to; −1 when none. */
  target = new Int32Array(0);
  phase = new Uint8Array(0);
  /** 1 while a load balancer has it and has not counted its end. */
  balanced = new Uint8Array(0);
  succeeded = new Uint8Array(0);
  start = new Float64Array(0);
  /** When it went out, which is later for one that waited for a connection. */
  sent = new Float64Array(0);
  /** Milliseconds that the way back takes besides, for what hinders the caller. */
  extra = new Float64Array(0);
  /** 1: its answer will be no use to the caller; 2: none will come. */
  spoiled = new Uint8Array(0);
  /** Milliseconds for which its connection is kept once the answer is there. */
  held = new Float64Array(0);
  /** What it has of its caller's connection pool. */
  pooled = new Uint8Array(0);
  /** The zone, by position, in which a load balancer took it; −1 before one has been chosen. */
  place = new Int32Array(0);
  /** Neighbours among the open exchanges of the edge, oldest first. */
  previous = new Int32Array(0);
  following = new Int32Array(0);
  /** Targets whose connection failed, `triedLimit` for each exchange. */
  tried = new Int32Array(0);
  triedCount = new Uint8Array(0);

  constructor(capacity: number) {
    this.slots = new FreeList(capacity, (size) => this.#grow(size));
  }

  take(edge: number, caller: number, start: number): number {
    const exchange = this.slots.take();
    this.edge[exchange] = edge;
    this.caller[exchange] = caller;
    this.callee[exchange] = -1;
    this.target[exchange] = -1;
    this.phase[exchange] = OPEN;
    this.balanced[exchange] = 0;
    this.triedCount[exchange] = 0;
    this.sent[exchange] = start;
    this.extra[exchange] = 0;
    this.spoiled[exchange] = 0;
    this.held[exchange] = 0;
    this.pooled[exchange] = 0;
    this.place[exchange] = -1;
    this.start[exchange] = start;
    return exchange;
  }

  #grow(size: number): void {
    this.edge = grown(this.edge, size);
    this.caller = grown(this.caller, size);
    this.callee = grown(this.callee, size);
    this.target = grown(this.target, size);
    this.phase = grown(this.phase, size);
    this.balanced = grown(this.balanced, size);
    this.succeeded = grown(this.succeeded, size);
    this.start = grown(this.start, size);
    this.sent = grown(this.sent, size);
    this.extra = grown(this.extra, size);
    this.spoiled = grown(this.spoiled, size);
    this.held = grown(this.held, size);
    this.pooled = grown(this.pooled, size);
    this.place = grown(this.place, size);
    this.previous = grown(this.previous, size);
    this.following = grown(this.following, size);
    this.tried = grown(this.tried, size * triedLimit);
    this.triedCount = grown(this.triedCount, size);
  }
}
