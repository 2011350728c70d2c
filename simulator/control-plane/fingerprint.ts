/**
 * Chance without a stream: a number that depends on nothing but its name. What the
 * control plane decides by chance is drawn so, because a dump then needs to remember
 * counters alone.
 */
const steps = 2 ** -32;

/** 32 bits from text: FNV-1a, finished by MurmurHash3's mixer. */
function hash(text: string): number {
  let h = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

/** Uniform in [0, 1), the same for the same seed and name. */
export const draw = (seed: number, name: string): number => hash(`${seed}/${name}`) * steps;

/** `digits` hexadecimal digits, the same for the same seed and name: for ids as AWS makes them. */
export function hex(seed: number, name: string, digits: number): string {
  let text = '';
  for (let part = 0; text.length < digits; part++) {
    text += hash(`${seed}/${name}/${part}`).toString(16).padStart(8, '0');
  }
  return text.slice(0, digits);
}
