/** Holidays of a country, or a part of one, that nobody knows: with what was probably meant. */
import { describeFound } from '../../core/validation/found.ts';
import { nearest } from '../../core/validation/nearest.ts';
import { listed, type Path, type Problem, problem } from '../../core/validation/problem.ts';
import { countries, type KeepsHolidays, type Known, subdivisions } from './holidays.ts';

const path = ['guardrails', 'holidays'];

export function holidayProblems({ guardrails: { holidays } }: KeepsHolidays): readonly Problem[] {
  if (!holidays) return [];
  const { country, subdivision } = holidays;
  const all = countries();
  if (!all.has(country))
    return [unknown([...path, 'country'], country, all, 'the code of a country whose holidays are known, such as DE')];
  if (subdivision === undefined) return [];
  const parts = subdivisions(country);
  if (parts.has(subdivision)) return [];
  const allowed =
    parts.size === 0
      ? `nothing: the holidays of ${all.get(country)} are the same everywhere, or are not known apart`
      : `one of ${listed([...parts.keys()])}`;
  return [unknown([...path, 'subdivision'], subdivision, parts, allowed)];
}

/** By code, then by name: someone who wrote Berlin meant BE. */
function unknown(at: Path, found: string, known: Known, allowed: string): Problem {
  const byName = new Map([...known].map(([code, name]) => [name, code]));
  const named = nearest(found, byName.keys());
  const close =
    (found.length > 3 && named !== undefined ? byName.get(named) : nearest(found, known.keys())) ?? undefined;
  return problem(at, {
    found: describeFound(found),
    allowed,
    nearest: close === undefined ? undefined : `${close} (${known.get(close)})`,
  });
}
