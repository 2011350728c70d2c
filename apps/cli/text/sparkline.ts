/** A series in one line of blocks. */

const blocks = '▁▂▃▄▅▆▇█';

/**
 * The last `columns` values. The scale spans the values and `reference`
 * (a tolerance's bound), so that a flat series well within its tolerance
 * looks flat. A missing value is a gap.
 */
export function sparkline(
  values: readonly (number | undefined)[],
  columns: number,
  reference: readonly number[] = [],
): string {
  const shown = values.slice(-columns);
  const known = [...shown.filter((value) => value !== undefined), ...reference];
  const low = Math.min(...known);
  const span = Math.max(...known) - low;
  return shown
    .map((value) => {
      if (value === undefined) return ' ';
      const share = span === 0 ? 0.5 : (value - low) / span;
      return blocks[Math.min(blocks.length - 1, Math.floor(share * blocks.length))];
    })
    .join('');
}

/** A gauge of `columns`, `share` of it filled (0 to 1). */
export function gauge(share: number, columns: number): string {
  const filled = Math.round(Math.min(1, Math.max(0, share)) * columns);
  return '█'.repeat(filled) + '░'.repeat(columns - filled);
}
