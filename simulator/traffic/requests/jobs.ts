import { grown } from '../../engine/columns.ts';
import { FreeList } from '../../engine/free-list.ts';

/** Waits in its server's queue. */
export const QUEUED = 0;
/** Its own service time runs; an event is under way. */
export const WORKING = 1;
/** Waits for the answer to a call. */
export const CALLING = 2;
/** Waits before a retry; an event is under way. */
export const BACKING_OFF = 3;
/** Its server went down while an event was under way; that event frees it. */
export const LOST = 4;

/**
 * Jobs, as a struct of arrays: a client's request, or one piece of work at a server.
 * A job works through a range of edges, one call at a time.
 */
export class Jobs {
  readonly slots: FreeList;
  /** Index of the service; of a client, its bitwise complement. */
  node = new Int32Array(0);
  /** Index of the server; −1 for a client. */
  server = new Int32Array(0);
  /** The exchange it answers; −1 when nobody waits for it any more. */
  exchange = new Int32Array(0);
  /** The exchange it waits for; −1 when it makes no call. */
  outgoing = new Int32Array(0);
  /** The edge it is at, and the end of its range. */
  edge = new Int32Array(0);
  end = new Int32Array(0);
  /** Attempts made at the present edge. */
  attempts = new Int32Array(0);
  phase = new Uint8Array(0);
  write = new Uint8Array(0);
  /** 1 for one that needs a disk which stood still when it began. */
  stuck = new Uint8Array(0);
  /** What the user asked for, 32 bits: drawn once, inherited by every job that serves it, retries included. */
  nature = new Uint32Array(0);
  /** Its own, 32 bits: what befalls some of a server's requests befalls all calls of one alike. 0 where nothing asks. */
  luck = new Uint32Array(0);
  /** When it arrived, in milliseconds since the start of traffic. */
  start = new Float64Array(0);
  /** Neighbours in the queue of its server, or among the jobs that hold its slots. */
  previous = new Int32Array(0);
  following = new Int32Array(0);

  constructor(capacity: number) {
    this.slots = new FreeList(capacity, (size) => this.#grow(size));
  }

  take(node: number, server: number, exchange: number, start: number): number {
    const job = this.slots.take();
    this.node[job] = node;
    this.server[job] = server;
    this.exchange[job] = exchange;
    this.outgoing[job] = -1;
    this.attempts[job] = 0;
    this.luck[job] = 0;
    this.start[job] = start;
    return job;
  }

  #grow(size: number): void {
    this.node = grown(this.node, size);
    this.server = grown(this.server, size);
    this.exchange = grown(this.exchange, size);
    this.outgoing = grown(this.outgoing, size);
    this.edge = grown(this.edge, size);
    this.end = grown(this.end, size);
    this.attempts = grown(this.attempts, size);
    this.phase = grown(this.phase, size);
    this.write = grown(this.write, size);
    this.stuck = grown(this.stuck, size);
    this.nature = grown(this.nature, size);
    this.luck = grown(this.luck, size);
    this.start = grown(this.start, size);
    this.previous = grown(this.previous, size);
    this.following = grown(this.following, size);
  }
}
