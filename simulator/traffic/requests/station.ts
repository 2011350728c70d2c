/** The slots and the queue of one server. Jobs are linked through `Jobs.previous` and `Jobs.following`. */
export class Station {
  readonly server: number;
  readonly service: number;
  readonly concurrency: number;
  readonly queueLimit: number;
  /** As of the last change: a server that is up holds jobs, one that is down holds none. */
  up = false;
  registered = false;
  gone = false;
  /** Since when zones have been apart from it; of no meaning while none is. */
  apartSince = 0;
  apart = false;
  busy = 0;
  queued = 0;
  queueHead = -1;
  queueTail = -1;
  holders = -1;
  /** Slots given back so far: a health check that waits behind n requests is served at the n-th release from now. */
  released = 0;
  /** Times it went down: what a health check was sent to may not be what would answer it. */
  deaths = 0;

  constructor(server: number, service: number, concurrency: number, queueLimit: number) {
    this.server = server;
    this.service = service;
    this.concurrency = concurrency;
    this.queueLimit = queueLimit;
  }
}
