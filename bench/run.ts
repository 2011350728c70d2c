/** `npm run bench [name …]`: measured figures, never asserted. Quote ratios from one run: machines are noisy. */
import { cpus, totalmem } from 'node:os';

interface Figure {
  readonly name: string;
  readonly figure: string;
  readonly aim?: string;
  readonly note?: string;
}

const benches = ['engine', 'traffic', 'selection', 'time-to-stop', 'cli', 'bundles', 'monkey'] as const;
const asked = process.argv.slice(2);
const chosen = asked.length > 0 ? benches.filter((name) => asked.includes(name)) : benches;
if (chosen.length === 0) {
  console.error(`no such bench: ${asked.join(', ')}; there are ${benches.join(', ')}`);
  process.exit(2);
}

console.log(
  `node ${process.version}, ${cpus().length} cores (${cpus()[0]?.model}), ${Math.round(totalmem() / 2 ** 30)} GB\n`,
);
for (const name of chosen) {
  const { run } = (await import(`./${name}.ts`)) as { run(): Promise<readonly Figure[]> };
  for (const line of await run()) {
    console.log(
      `${name.padEnd(10)} ${line.name.padEnd(58)} ${line.figure.padStart(22)}${line.aim ? `   aim ${line.aim}` : ''}${line.note ? `   ${line.note}` : ''}`,
    );
  }
}
