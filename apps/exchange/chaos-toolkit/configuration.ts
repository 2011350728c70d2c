/** `configuration` and `secrets`: what `${name}` stands for, and which of it becomes a parameter. */
import type { Parameter } from '../../../core/experiment/schema/steps.ts';
import { isSecretKey } from '../../../core/validation/found.ts';
import { isObject } from '../../../core/validation/schemas.ts';
import type { Outline } from '../outline.ts';
import type { Place } from '../place.ts';
import { booleanOf, numberOf } from '../quantities.ts';
import { type Resolve, type Value, withoutSecret } from '../values.ts';

export interface Configuration {
  readonly resolve: Resolve;
  /** Notes what nothing referred to. Once, when all else is read. */
  finish(): void;
}

interface Entry {
  readonly place: Place;
  readonly declaration: Parameter;
  /** The value at import: a plain one, or the default of a variable. */
  readonly today: unknown;
  readonly how: string | undefined;
}

const pattern = /\$\{([^}]*)\}/g;

export function configurationOf(document: Place, outline: Outline): Configuration {
  const entries = new Map<string, Entry>();
  const used = new Set<string>();
  for (const [name, place] of document.at('configuration').entries()) {
    const entry = entryOf(name, place);
    if (entry) entries.set(name, entry);
  }
  document.at('secrets').lost('secrets are never copied: Squall acts by the role of its platform');

  const resolve: Resolve = (value) => withoutSecret(resolved(value));
  return {
    resolve,
    finish() {
      for (const [name, { place, how }] of entries) {
        if (!used.has(name)) place.lost('nothing that was brought over refers to it');
        else if (how === undefined) place.kept();
        else place.changed(how);
      }
    },
  };

  function resolved(value: unknown): Value {
    if (Array.isArray(value)) return joined(value.map(resolved), (parts) => parts);
    if (isObject(value)) {
      const keys = Object.keys(value);
      return joined(Object.values(value).map(resolved), (parts) =>
        Object.fromEntries(keys.map((key, i) => [key, parts[i]])),
      );
    }
    if (typeof value !== 'string' || !value.includes('${')) return { written: value, today: value, refers: false };
    const names = [...value.matchAll(pattern)].map(([, name]) => name!);
    if (!names.every((name) => entries.has(name))) return { written: undefined, today: undefined, refers: true };
    const whole = names.length === 1 && value.trim() === `\${${names[0]}}` ? entries.get(names[0]!)! : undefined;
    for (const name of names) used.add(name);
    if (whole && typeof whole.today === 'object' && whole.today !== null)
      return { written: whole.today, today: whole.today, refers: true };
    return {
      written: value.replace(pattern, (_, name: string) => outline.parameter(name, entries.get(name)!.declaration)),
      today: whole ? whole.today : textToday(value),
      refers: true,
    };
  }

  function textToday(value: string): string | undefined {
    let unknown = false;
    const text = value.replace(pattern, (_, name: string) => {
      const { today } = entries.get(name)!;
      unknown ||= today === undefined || typeof today === 'object';
      return String(today);
    });
    return unknown ? undefined : text;
  }
}

function joined(values: readonly Value[], put: (parts: readonly unknown[]) => unknown): Value {
  const of = (key: 'written' | 'today') =>
    values.some((value) => value[key] === undefined) ? undefined : put(values.map((value) => value[key]));
  return { written: of('written'), today: of('today'), refers: values.some(({ refers }) => refers) };
}

/** Notes what can be no parameter. */
function entryOf(name: string, place: Place): Entry | undefined {
  const { value } = place;
  const type = place.at('type').value;
  if (type === 'env') {
    const key = place.at('key').text() ?? name;
    const secret = isSecretKey(name) || isSecretKey(key);
    const today = secret ? undefined : place.at('default').value;
    return {
      place,
      declaration: declared(typed(today, place.at('env_var_type').text()), `was the environment variable ${key}`),
      today: typed(today, place.at('env_var_type').text()),
      how: `a parameter of the run, instead of the environment variable ${key}`,
    };
  }
  if (type === 'probe')
    return {
      place,
      declaration: { type: 'string', title: `was found by the probe ${place.at('name').text() ?? name}`.slice(0, 200) },
      today: undefined,
      how: 'a parameter that is given: Squall runs no probe to find a value',
    };
  if (isSecretKey(name) || (isObject(value) && typeof type === 'string')) {
    place.lost(
      isSecretKey(name)
        ? 'its name says that it is a secret, and none is copied'
        : `a value of type ${String(type)} is unknown`,
    );
    return undefined;
  }
  if (withoutSecret({ written: value, today: value, refers: false }).secret) {
    place.lost('it looks like a secret, and none is copied');
    return undefined;
  }
  return { place, declaration: declared(value, undefined), today: value, how: undefined };
}

function typed(value: unknown, type: string | undefined): unknown {
  if (type === 'int' || type === 'float') return numberOf(value);
  return type === 'bool' ? booleanOf(value) : value;
}

function declared(value: unknown, title: string | undefined): Parameter {
  const told = title === undefined ? {} : { title: title.slice(0, 1000) };
  if (typeof value === 'number') return { type: 'number', default: value, ...told };
  if (typeof value === 'boolean') return { type: 'boolean', default: value, ...told };
  return { type: 'string', ...(typeof value === 'string' && value !== '' && { default: value }), ...told };
}
