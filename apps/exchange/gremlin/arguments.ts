/** A list of arguments of a command line, as named arguments. */
import type { Place } from '../place.ts';
import { rowOf } from '../row.ts';
import { flags } from './flags.ts';

export type Named = readonly [name: string, place: Place];

/** Notes flags that are unknown; the others are noted with their values. */
export function argumentsOf(command: string, list: Place): readonly Named[] {
  const known = rowOf(flags, command) ?? {};
  const found: Named[] = [];
  const parts = list.list();
  for (let i = 0; i < parts.length; i++) {
    const part = parts[i]!;
    const text = part.text() ?? '';
    // Some forms repeat the command before its flags.
    if (i === 0 && !text.startsWith('-')) {
      part.kept('the command itself');
      continue;
    }
    const flag = rowOf(known, text);
    if (!flag) part.lost(text.startsWith('-') ? `${command} has no flag ${text}` : 'a value without a flag');
    else if (flag.alone) found.push([flag.name, { ...part, value: true, text: () => 'true' }]);
    else {
      const value = parts[i + 1];
      if (value) found.push([flag.name, both(part, value)]);
      else part.lost('a flag without its value');
      i += 1;
    }
  }
  return found;
}

/** What becomes of a value becomes of its flag. */
const both = (flag: Place, value: Place): Place => ({
  ...value,
  kept: (why) => {
    flag.kept(why);
    value.kept(why);
  },
  changed: (why) => {
    flag.changed(why);
    value.changed(why);
  },
  lost: (why) => {
    flag.lost(why);
    value.lost(why);
  },
});

/** Hosts and ports with a ^ before them are left out of an attack, which nothing here can say. */
export function withoutExceptions(named: Named): Named | undefined {
  const [name, place] = named;
  const text = place.text() ?? '';
  if (!/^(?:hostnames|addresses|ports|sourcePorts|ingressPorts)$/.test(name) || !text.includes('^')) return named;
  const rest = text.split(',').filter((each) => !each.trim().startsWith('^'));
  if (rest.length === 0) {
    if (/api\.gremlin\.com|^\^53$/.test(text)) place.kept('what Gremlin leaves out for its own sake');
    else place.lost('exceptions cannot be said: only who is meant');
    return undefined;
  }
  place.changed('exceptions cannot be said: only who is meant');
  return [name, { ...place, value: rest.join(','), text: () => rest.join(','), kept: () => undefined }];
}
