/** The server's side: slots, queue, own service time. A slot is held until the answer is sent, downstream calls included. */
import { beforeAnswer, fateOf, needsLuck, turnedAway } from '../fate.ts';
import { abandon, answerFrom } from './answers.ts';
import { encode, WORKED } from './events.ts';
import { BACKING_OFF, CALLING, LOST, QUEUED, WORKING } from './jobs.ts';
import { dropConnections } from './pools.ts';
import type { Simulation } from './simulation.ts';
import type { Station } from './station.ts';

/** How often one that waits for a disk which stands still looks whether it moves again. */
const diskLook = 250;

/** A request reaches a server that is up. It is refused at once by a fault, a full queue, a reader asked to write, or a copy without what is asked for. */
export function accept(s: Simulation, exchange: number, server: number, write: boolean): void {
  const station = s.stations[server]!;
  const service = s.services[station.service]!;
  const state = s.fleet.servers[server]!;
  const faulty = state.errorShare > 0 && service.faults.next() < state.errorShare;
  const readOnly = write && service.kind === 'database' && !state.writer;
  const absent = !write && state.missing > 0 && service.faults.next() < state.missing;
  const { nature } = s.jobs;
  const asked = { nature: nature[s.exchanges.caller[exchange]!]!, luck: 0 };
  const refused = turnedAway(state.mishaps, service.faults, asked);
  const full = station.busy >= station.concurrency && station.queued >= station.queueLimit;
  if (faulty || readOnly || absent || refused || full) {
    service.meter.ended(false);
    answerFrom(s, service, state, exchange, false);
    return;
  }
  const job = s.jobs.take(station.service, server, exchange, s.now);
  s.jobs.write[job] = write ? 1 : 0;
  s.jobs.nature[job] = s.jobs.nature[s.exchanges.caller[exchange]!]!;
  s.exchanges.callee[exchange] = job;
  if (station.busy < station.concurrency) start(s, station, job);
  else enqueue(s, station, job);
}

function enqueue(s: Simulation, station: Station, job: number): void {
  const { jobs } = s;
  const { occupancy } = s.services[station.service]!;
  occupancy.settle(s.now);
  occupancy.queued++;
  station.queued++;
  jobs.phase[job] = QUEUED;
  jobs.following[job] = -1;
  if (station.queueTail < 0) station.queueHead = job;
  else jobs.following[station.queueTail] = job;
  station.queueTail = job;
}

function dequeue(s: Simulation, station: Station): number {
  const { occupancy } = s.services[station.service]!;
  occupancy.settle(s.now);
  occupancy.queued--;
  station.queued--;
  const job = station.queueHead;
  station.queueHead = s.jobs.following[job]!;
  if (station.queueHead < 0) station.queueTail = -1;
  return job;
}

function start(s: Simulation, station: Station, job: number): void {
  const { jobs } = s;
  const service = s.services[station.service]!;
  const state = s.fleet.servers[station.server]!;
  service.occupancy.settle(s.now);
  service.occupancy.working++;
  service.occupancy.held++;
  station.busy++;
  jobs.phase[job] = WORKING;
  jobs.previous[job] = -1;
  jobs.following[job] = station.holders;
  if (station.holders >= 0) jobs.previous[station.holders] = job;
  station.holders = job;
  const slowStart = service.kind === 'lambda' ? state.addedLatency : 0;
  const reads = state.diskShare > 0 && service.disks.next() < state.diskShare;
  const stuck = reads && state.diskLatency === Number.POSITIVE_INFINITY;
  jobs.stuck[job] = stuck ? 1 : 0;
  const disk = reads && !stuck ? state.diskLatency : 0;
  if (needsLuck(state.outgoing)) jobs.luck[job] = service.faults.int(2 ** 32);
  const bearer = { nature: jobs.nature[job]!, luck: jobs.luck[job]! };
  const fate = fateOf(beforeAnswer(state.mishaps), service.faults, bearer);
  const answering = jobs.exchange[job]!;
  if (fate.outcome === 'spoiled' && answering >= 0) s.exchanges.spoiled[answering] = 1;
  s.events.push(s.now + slowStart + fate.delay + disk + service.times.draw() / state.speed, encode(WORKED, job));
}

/** A job's own service time is over: decides which calls follow. False: the job was lost meanwhile, or its disk stands still. */
export function worked(s: Simulation, job: number): boolean {
  const { jobs } = s;
  if (jobs.phase[job] === LOST) {
    jobs.slots.give(job);
    return false;
  }
  if (jobs.stuck[job] === 1 && s.fleet.servers[jobs.server[job]!]!.diskLatency === Number.POSITIVE_INFINITY) {
    s.events.push(s.now + diskLook, encode(WORKED, job));
    return false;
  }
  const service = s.services[jobs.node[job]!]!;
  service.occupancy.settle(s.now);
  service.occupancy.working--;
  jobs.edge[job] = service.firstEdge;
  jobs.end[job] = service.endEdge;
  if (service.kind === 'cache') {
    const { firstEdge } = service;
    const write = jobs.write[job] === 1;
    const { warmth } = s.fleet.servers[jobs.server[job]!]!;
    const hit = !write && service.branches.next() < service.hitShare * warmth;
    if (hit) service.meter.hits++;
    else if (!write) service.meter.misses++;
    jobs.edge[job] = write ? firstEdge + 1 : firstEdge;
    jobs.end[job] = write ? firstEdge + 2 : hit ? firstEdge : firstEdge + 1;
  }
  return true;
}

/** Answers, gives the slot back, frees the job and starts the next in the queue. */
export function finish(s: Simulation, job: number, ok: boolean): void {
  const { jobs } = s;
  const server = jobs.server[job]!;
  const station = s.stations[server]!;
  const service = s.services[station.service]!;
  const delay = answerFrom(s, service, s.fleet.servers[server]!, jobs.exchange[job]!, ok);
  service.meter.ended(ok);
  if (ok && service.counts && jobs.write[job] === 1) service.written++;
  service.meter.latency.record(s.now - jobs.start[job]! + delay);

  const before = jobs.previous[job]!;
  const after = jobs.following[job]!;
  if (before < 0) station.holders = after;
  else jobs.following[before] = after;
  if (after >= 0) jobs.previous[after] = before;
  jobs.slots.give(job);
  service.occupancy.settle(s.now);
  service.occupancy.held--;
  station.busy--;
  station.released++;
  if (station.queued > 0) start(s, station, dequeue(s, station));
}

/** The server went down: everything it holds is lost without an answer. */
export function loseAll(s: Simulation, station: Station): void {
  const { jobs } = s;
  const service = s.services[station.service]!;
  const { meter, occupancy } = service;
  dropConnections(s, service, station.server);
  while (station.queued > 0) {
    const job = dequeue(s, station);
    forget(s, job);
    meter.ended(false);
    jobs.slots.give(job);
  }
  occupancy.settle(s.now);
  for (let job = station.holders; job >= 0; ) {
    const following = jobs.following[job]!;
    forget(s, job);
    meter.ended(false);
    const phase = jobs.phase[job]!;
    if (phase === WORKING) occupancy.working--;
    if (phase === CALLING) abandon(s, jobs.outgoing[job]!);
    if (phase === WORKING || phase === BACKING_OFF) jobs.phase[job] = LOST;
    else jobs.slots.give(job);
    job = following;
  }
  occupancy.held -= station.busy;
  station.busy = 0;
  station.holders = -1;
  station.deaths++;
}

/** Cuts a job off from its caller, who is left to its timeout. */
function forget(s: Simulation, job: number): void {
  const exchange = s.jobs.exchange[job]!;
  if (exchange >= 0) s.exchanges.callee[exchange] = -1;
}
