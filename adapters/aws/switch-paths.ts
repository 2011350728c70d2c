/** Scopes of switches as names of SSM parameters, which take letters, digits, `.`, `-`, `_` and `/`. */
import type { Switch } from '../../core/ports/switches.ts';

type Scope = Switch['scope'];

/** `service:Web Shop` → `<root>/service/Web_20Shop`: what a name does not take is written as its bytes in hex. */
export function pathOf(root: string, scope: Scope): string {
  const [kind = '', ...rest] = scope.split(':');
  return kind === 'all' ? `${root}/all` : `${root}/${kind}/${encoded(rest.join(':'))}`;
}

/** A name that says nothing we know of holds back everything: someone meant to stop something. */
export function scopeOf(root: string, path: string): Scope {
  const [kind, name] = path.slice(root.length + 1).split('/');
  return name !== undefined && (kind === 'owner' || kind === 'service') ? `${kind}:${decoded(name)}` : 'all';
}

const encoded = (text: string): string =>
  [...new TextEncoder().encode(text)]
    .map((byte) => {
      const letter = String.fromCharCode(byte);
      return /[A-Za-z0-9.-]/.test(letter) ? letter : `_${byte.toString(16).padStart(2, '0')}`;
    })
    .join('');

function decoded(name: string): string {
  try {
    return decodeURIComponent(name.replace(/_([0-9a-f]{2})/g, '%$1'));
  } catch {
    // Typed by hand, and not in our way of writing.
    return name;
  }
}
