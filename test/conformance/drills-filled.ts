/** The drills of `templates/drills`, with what their READMEs leave to whoever deploys them filled in, and nothing else. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { account } from './fleet.ts';

type Edit = readonly [from: string | RegExp, to: string];

/** @throws Error where the text has not what is to be filled in */
function edited(text: string, edits: readonly Edit[]): string {
  return edits.reduce((before, [from, to]) => {
    const after = before.replaceAll(from, to);
    if (after === before) throw new Error(`nothing to fill in: ${from}`);
    return after;
  }, text);
}

/** What the README of the drill asks for. */
const own: readonly Edit[] = [
  ['111122223333', account],
  ['LoadBalancer: public-frankfurt', 'LoadBalancer: app/public/frankfurt'],
  ['LoadBalancer: public-dublin', 'LoadBalancer: app/public/dublin'],
];

/** People decide here. */
const decided: readonly Edit[] = [[/^hold:/gm, 'decide: { approvals: 1, within: PT15M }\nhold:']];

/** In the platform's own Region; and moto has no percentiles. */
const zonal: readonly Edit[] = [
  ['euc1-az1', 'eun1-az1'],
  ['arn:aws:ssm:eu-central-1:', 'arn:aws:ssm:eu-north-1:'],
  ['LoadBalancer: public', 'LoadBalancer: app/public'],
  ['dimensions: { Service: checkout }', 'dimensions: { Service: checkout, Zones: three }'],
  ['stat: p99', 'stat: Maximum'],
];

/** @param place a directory with the templates, which are changed there */
export function fillIn(place: string): string {
  const folder = join(place, 'deployed');
  const write = (from: string, name: string, edits: readonly Edit[]) => {
    const file = join(folder, name, 'drill.yaml');
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, edited(readFileSync(join(place, 'templates/drills', from), 'utf8'), edits));
  };
  const world: Edit = ['world: ../../worlds', 'world: ../../templates/worlds'];
  write('region-evacuation/drill.yaml', 'region-evacuation', [...own, ...decided, world]);
  write('zone-evacuation/drill.yaml', 'zone-evacuation', [...zonal, world]);
  write('region-evacuation/standby-too-small.yaml', 'standby-too-small', [...own, world]);
  return folder;
}
