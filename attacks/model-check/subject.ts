/** Whom a call concerns: what of another run can neither change its answer nor see its effect. */
import { runOf } from '../../core/lifecycle/safety-net.ts';
import type { Machine } from '../../core/ports/executions.ts';
import type { Call } from './process.ts';

/** `nobody`: the answer never changes, and nothing changes by it. `all`: every run may notice. */
export type Subject = { readonly concerns: 'nobody' | 'all' } | { readonly concerns: 'run'; readonly runId: string };

const nobody: Subject = { concerns: 'nobody' };
const all: Subject = { concerns: 'all' };

const constant = ['definitions', 'metrics', 'switches', 'lever', 'notices'];
/** Of faults, what is asked before there is one: the model answers it always alike. */
const ofPlanning = ['template', 'active', 'mostByTag', 'permissions'];
/** Locks and lists are seen across runs, and so is what stands in the cloud. */
const shared = [
  'runs.arm',
  'runs.conclude',
  'runs.refuse',
  'runs.propose',
  'runs.list',
  'leftovers.open',
  'faults.start',
  'faults.stop',
  'faults.undo',
  'resources.snapshot',
];

/** A call of a method that is not named here concerns all, which costs states and no truth. */
export function subjectOf({ port, method, args }: Call): Subject {
  if (constant.includes(port) || (port === 'resources' && method !== 'snapshot')) return nobody;
  if (port === 'faults' && ofPlanning.includes(method)) return nobody;
  if (shared.includes(`${port}.${method}`)) return all;
  const [first, second] = args;
  if (port === 'executions') return ofRun(runOf({ machine: first as Machine, name: String(second) }));
  if (port === 'journal' && method === 'append') {
    const [entry] = first as readonly { readonly runId: string }[];
    return entry ? ofRun(entry.runId) : nobody;
  }
  if (port === 'journal' || port === 'deadline' || port === 'leftovers') return ofRun(String(first));
  if (port === 'ledger') return ofRun(method === 'intend' ? (first as { runId: string }).runId : String(first));
  if (port === 'faults' && method === 'observe') return ofRun((first as { runId: string }).runId);
  if (port === 'runs' && ['load', 'raiseEpoch', 'claimRecovery'].includes(method)) return ofRun(String(first));
  return all;
}

const ofRun = (runId: string): Subject => ({ concerns: 'run', runId });

/** Calls that change something: an answer lost after them leaves the change behind. */
export const changes = ({ port, method }: Call): boolean =>
  ![
    'load',
    'list',
    'read',
    'open',
    'of',
    'look',
    'observe',
    'resolve',
    'snapshot',
    'zones',
    'series',
    'alarms',
    'http',
    'raised',
    ...ofPlanning,
  ].includes(method) && !constant.includes(port);
