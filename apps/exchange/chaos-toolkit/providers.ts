/** Who does an activity: a Python function by its full name, a program, or an HTTP call. */
import type { Place } from '../place.ts';

export type Provider =
  | { readonly kind: 'python'; readonly name: string; readonly place: Place }
  | { readonly kind: 'process'; readonly place: Place }
  | { readonly kind: 'http'; readonly place: Place }
  | { readonly kind: 'none' };

export function providerOf(activity: Place): Provider {
  const place = activity.at('provider');
  const [type, module, func] = ['type', 'module', 'func'].map((key) => place.at(key).text());
  if (type === 'python') return { kind: 'python', name: `${module ?? '?'}.${func ?? '?'}`, place };
  return type === 'process' || type === 'http' ? { kind: type, place } : { kind: 'none' };
}

/** Type, module and function are the row of the table; what is said of them is said of all three. */
export function noteFunction(provider: Place, how: string | undefined): void {
  for (const key of ['type', 'module', 'func'])
    if (how === undefined || key === 'type') provider.at(key).kept();
    else provider.at(key).changed(how);
  provider.at('secrets').lost('secrets are never copied: Squall acts by the role of its platform');
  provider.at('timeout').lost('how long a call may take is Squall’s own matter');
}

/** It says which of the two an activity is, and nothing else. */
export const noteType = (activity: Place): void => {
  const place = activity.at('type');
  if (place.value === 'probe' || place.value === 'action') place.kept('what the activity is');
  else place.lost('an activity is a probe or an action');
};

export const noCode = 'Squall runs no program or command of a file';
