/** Tolerances of a hypothesis: value, list, range, regex, jsonpath, probe. */
import type { Tolerance } from '../../../core/experiment/schema/probes.ts';
import type { Place } from '../place.ts';
import { numberOf } from '../quantities.ts';
import type { Resolve } from '../values.ts';

/** What a probe of ours can be held against; notes what became of the tolerance. */
export type ToleranceOf = (place: Place, resolve: Resolve) => Tolerance | undefined;

/** Of the answer's status; its body and headers are not looked at here. */
export const ofStatus: ToleranceOf = (place, resolve) => {
  const { today } = resolve(place.value);
  const status = statusOf(today);
  if (status !== undefined) return noted(place, { status });
  if (Array.isArray(today)) {
    const statuses = today.map(statusOf);
    if (statuses.length > 0 && statuses.every((each) => each !== undefined)) return noted(place, { oneOf: statuses });
  }
  const type = place.at('type').value;
  const target = place.at('target').text() ?? 'the whole answer';
  const range = place
    .at('range')
    .list()
    .map(({ value }) => numberOf(value));
  if (type === 'range' && target === 'status' && range.length === 2) {
    const low = Math.max(100, Math.ceil(range[0] ?? 0));
    const high = Math.min(599, Math.floor(range[1] ?? 0));
    if (low <= high && high - low < 100) {
      place.changed('the range of statuses is written out');
      return { oneOf: Array.from({ length: high - low + 1 }, (_, i) => low + i) };
    }
  }
  if (type === 'regex' && target === 'status') {
    const pattern = expressionOf(place, resolve);
    if (pattern !== undefined) return noted(place, { matches: pattern });
  }
  place.lost(
    `it looks at ${typeof type === 'string' ? `${target} by ${type}` : 'more than the status'}, and an http probe looks at the status and the time taken: a status of 200 is expected instead`,
  );
  return { status: 200 };
};

/** Of a number over time. */
export const ofNumber: ToleranceOf = (place, resolve) => {
  const { today } = resolve(place.value);
  const exact = numberOf(today);
  if (exact !== undefined) return noted(place, { equals: exact });
  if (Array.isArray(today)) {
    const numbers = today.map(numberOf);
    if (numbers.some((each) => each === undefined)) return unfit(place);
    const [low, high] = numbers as [number, number];
    if (numbers.length === 2) return noted(place, { between: [low, high] });
    return numbers.length > 0 ? noted(place, { oneOf: numbers as number[] }) : unfit(place);
  }
  const range = place
    .at('range')
    .list()
    .map(({ value }) => numberOf(value));
  if (place.at('type').value === 'range' && range.length === 2 && range.every((each) => each !== undefined))
    return noted(place, { between: range as [number, number] });
  return unfit(place);
};

/** Of a word: the state of an alarm. */
export const ofWord: ToleranceOf = (place, resolve) => {
  const { today } = resolve(place.value);
  if (typeof today === 'string') return noted(place, { equals: today });
  if (Array.isArray(today) && today.length > 0 && today.every((each) => typeof each === 'string'))
    return noted(place, { oneOf: today });
  const pattern = place.at('type').value === 'regex' ? expressionOf(place, resolve) : undefined;
  return pattern === undefined ? unfit(place) : noted(place, { matches: pattern });
};

function noted(place: Place, tolerance: Tolerance): Tolerance {
  place.kept();
  return tolerance;
}

function unfit(place: Place): undefined {
  const type = place.at('type').value;
  place.lost(
    type === 'probe'
      ? 'a tolerance that is a program of its own: no code of a file is run'
      : type === 'jsonpath'
        ? 'a tolerance by JSON path: a probe here has one value, and no structure to look into'
        : 'a tolerance that does not fit the values of the probe',
  );
  return undefined;
}

function statusOf(value: unknown): number | undefined {
  const status = typeof value === 'boolean' ? undefined : numberOf(value);
  return status !== undefined && Number.isInteger(status) && status >= 100 && status <= 599 ? status : undefined;
}

/** Python's and JavaScript's expressions agree on what people write here; one that JavaScript does not read is none. */
function expressionOf(place: Place, resolve: Resolve): string | undefined {
  const { today } = resolve(place.at('pattern').value);
  if (typeof today !== 'string') return undefined;
  try {
    new RegExp(today);
    return today;
  } catch {
    return undefined;
  }
}
