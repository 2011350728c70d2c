/**
 * Fields of FIT-style files by the names that people give them. There is no one grammar: what
 * such files have in common is a target, a failure, criteria of success and conditions of abort.
 */
import type { Place } from '../place.ts';

/** `targetService`, `target_service` and `target-service` are one. */
const plain = (name: string): string => name.toLowerCase().replace(/[^a-z0-9]/g, '');

/** By the first name that is there, in the order of the names. */
export function field(place: Place, ...names: readonly string[]): Place {
  const entries = place.entries();
  for (const name of names) {
    const found = entries.find(([key]) => plain(key) === plain(name));
    if (found) return found[1];
  }
  return place.at(names[0]!);
}

export const target = (root: Place): Place => field(root, 'target', 'targets', 'scope');
export const failure = (root: Place): Place => field(root, 'failure', 'fault', 'injection', 'failureInjection');
export const success = (root: Place): Place => field(root, 'successCriteria', 'success', 'steadyState', 'hypothesis');
export const abort = (root: Place): Place =>
  field(root, 'abortConditions', 'abort', 'stopConditions', 'rollbackConditions', 'haltConditions');

/** Many such files have all of it under one key: `experiment`, `fit`. */
export function bodyOf(root: Place): Place {
  const [only, second] = root.entries();
  return only && !second ? only[1] : root;
}
