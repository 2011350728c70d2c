/** Names of other systems as ours: short, plain, and none twice. */

/** For `metadata.name` and files: lower-case letters, digits and hyphens, at most 63, beginning with a letter. */
export const idFrom = (text: string, otherwise = 'imported'): string => {
  const plain = text
    .replace(/([a-z0-9])([A-Z])/g, '$1-$2')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^[^a-z]+/, '');
  return plain.slice(0, 63).replace(/-+$/, '') || otherwise;
};

/** For steps, targets and probes, each its own: letters, digits, _ and -, at most 63, beginning with a letter. */
export function localNames(names: readonly string[], otherwise = 'item'): ReadonlyMap<string, string> {
  const given = new Map<string, string>();
  const taken = new Set<string>();
  for (const name of names) {
    if (given.has(name)) continue;
    const plain = name.replace(/[^\w-]+/g, '-').replace(/^[^A-Za-z]+/, '') || otherwise;
    let chosen = plain.slice(0, 63);
    for (let n = 2; taken.has(chosen); n++) chosen = `${plain.slice(0, 59)}-${n}`;
    taken.add(chosen);
    given.set(name, chosen);
  }
  return given;
}
