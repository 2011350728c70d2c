/**
 * What we hold of a Toxiproxy, run on a server written from its documentation and, where one
 * is installed, on Toxiproxy itself.
 */
import { beforeEach, describe, expect, test } from 'vitest';
import { proxies as family } from '../../adapters/aws/proxies.ts';
import type { OwnInjection, OwnReference } from '../../adapters/aws/squall/own-fault.ts';
import { toxics } from '../../adapters/aws/squall/toxics.ts';
import { addressOf } from '../../adapters/toxiproxy/address.ts';
import { toxiproxy } from '../../adapters/toxiproxy/client.ts';
import { toxicName } from '../../adapters/toxiproxy/toxic.ts';
import { compileParameters } from '../../core/faults/parameters.ts';
import { toxiproxy as definitions } from '../../core/faults/squall/toxiproxy.ts';
import type { LedgerEntry } from '../../core/history/ledger.ts';
import type { Snapshot } from '../../core/ports/resources.ts';

const begin = Date.UTC(2026, 2, 3, 9, 30);
const minutes = 60_000;
const home = { account: '123456789012', region: 'eu-central-1' };

/** @param endpointOf of a server that stands; every test has it empty */
export function toxiproxyContract(name: string, endpointOf: () => string): void {
  describe(`a Toxiproxy: ${name}`, () => {
    let now = begin;
    let endpoint = '';
    const faults = () => toxics({ toxiproxies: [endpoint] }, { now: () => now });
    const idOf = (proxy: string) => addressOf({ endpoint, name: proxy });

    async function make(...names: string[]): Promise<void> {
      for (const proxy of names) {
        const sent = { name: proxy, listen: '127.0.0.1:0', upstream: '127.0.0.1:9', enabled: true };
        const answer = await fetch(`${endpoint}/proxies`, { method: 'POST', body: JSON.stringify(sent) });
        expect(answer.status).toBe(201);
      }
    }

    /** As the lifecycle takes it before a fault. */
    async function snapshots(): Promise<readonly Snapshot[]> {
      return (await family([endpoint], home).describe({})).map(({ resource, state }) => ({
        id: resource.id,
        type: resource.type,
        at: begin,
        exists: true,
        state,
      }));
    }

    const injectionOf = (kind: string, example: 'minimal' | 'maximal' = 'minimal', run = 'run-1'): OwnInjection => {
      const definition = definitions.find(({ id }) => id === `squall:toxiproxy:${kind}`)!;
      const parameters = compileParameters(definition, definition.examples[example]);
      const targets = { Proxies: [idOf('orders'), idOf('prices')] };
      const action = { stepId: 'bad', action: definition.id, parameters, targets };
      return { runId: run, epoch: 1, wave: 1, token: `${run}/1/squall/bad`, action };
    };
    const referenceOf = (
      { runId, wave, token, action }: OwnInjection,
      before: readonly Snapshot[],
      more: Partial<OwnReference> = {},
    ): OwnReference => ({
      runId,
      wave,
      token,
      provider: 'squall',
      own: { ...action, intendedAt: begin, before },
      ...more,
    });

    beforeEach(async () => {
      endpoint = endpointOf();
      now = begin;
      for (const proxy of await toxiproxy(endpoint).proxies()) await fetch(`${idOf(proxy.name)}`, { method: 'DELETE' });
      await make('orders', 'prices', 'untouched');
    });

    test.each(definitions.flatMap(({ id }) => (['minimal', 'maximal'] as const).map((which) => [id, which] as const)))(
      '%s (%s) stands under its token, is stopped, and leaves the proxies as they were',
      async (id, which) => {
        const before = await snapshots();
        const injection = injectionOf(id.replace('squall:toxiproxy:', ''), which);
        const reference = referenceOf(injection, before);
        expect(await faults().observe(reference)).toEqual({ state: 'absent', targets: [] });
        await faults().start(injection);
        await faults().start(injection);
        const held = await snapshots();
        expect(held.filter(({ state }, i) => JSON.stringify(state) !== JSON.stringify(before[i]!.state))).toHaveLength(
          2,
        );
        expect(await faults().observe(reference)).toEqual({
          state: 'running',
          targets: [idOf('orders'), idOf('prices')].sort(),
        });
        await faults().stop(reference, 'enough');
        await faults().stop(reference, 'enough');
        expect(await snapshots()).toEqual(before);
        expect(await faults().observe(reference)).toEqual({ state: 'absent', targets: [] });
        expect(await faults().observe({ ...reference, externalId: 'x' })).toEqual({ state: 'stopped', targets: [] });
      },
    );

    test.each(['latency', 'down'])('%s is taken away by whoever looks once its time is up', async (kind) => {
      const before = await snapshots();
      const injection = injectionOf(kind);
      const reference = referenceOf(injection, before, { externalId: injection.token });
      await faults().start(injection);
      now = begin + 5 * minutes - 1;
      expect(await faults().observe(reference)).toMatchObject({ state: 'running' });
      now += 1;
      expect(await faults().observe(reference)).toMatchObject({ state: 'completed' });
      expect(await snapshots()).toEqual(before);
      expect(await faults().observe(reference)).toEqual({ state: 'completed', targets: [] });
    });

    test('a proxy whose name has a slash is left out: Toxiproxy itself cannot be asked for it by name', async () => {
      await make('a/b');
      const seen = (await family([endpoint], home).describe({})).map(({ resource }) => resource.name);
      expect(seen.sort()).toEqual(['orders', 'prices', 'untouched']);
      await expect(toxiproxy(endpoint).proxy('a/b')).resolves.toBeUndefined();
    });

    test('of another run, or of nobody’s, is left alone', async () => {
      const before = await snapshots();
      const mine = injectionOf('latency');
      const theirs = injectionOf('latency', 'maximal', 'run-2');
      const foreign = {
        name: 'by-hand',
        type: 'latency',
        stream: 'downstream',
        toxicity: 1,
        attributes: { latency: 1 },
      };
      await fetch(`${idOf('orders')}/toxics`, { method: 'POST', body: JSON.stringify(foreign) });
      await faults().start(mine);
      await faults().start(theirs);
      await faults().stop(referenceOf(mine, before), 'enough');
      const { toxics: left } = (await toxiproxy(endpoint).proxy('orders'))!;
      expect(left.map((toxic) => toxic.name).sort()).toEqual(['by-hand', toxicName(theirs.token)]);
    });

    test('undo puts right what is left in the ledger’s own words, twice, and enables nothing that was not', async () => {
      await toxiproxy(endpoint).enable('prices', false);
      const before = await snapshots();
      const injection = injectionOf('down');
      await faults().start(injection);
      const entry = {
        action: injection.action.action,
        fault: referenceOf(injection, before),
        targets: injection.action.targets.Proxies,
        before,
        undo: { by: 'us', how: '' },
      } as unknown as LedgerEntry;
      await faults().undo(entry);
      await faults().undo(entry);
      expect(await snapshots()).toEqual(before);
    });

    test('what is gone with its proxy is stopped, and stopping it again harms nothing', async () => {
      const before = await snapshots();
      const injection = injectionOf('latency');
      await faults().start(injection);
      for (const id of injection.action.targets.Proxies!) await fetch(id, { method: 'DELETE' });
      const reference = referenceOf(injection, before, { externalId: injection.token });
      expect(await faults().observe(reference)).toEqual({ state: 'stopped', targets: [] });
      await faults().stop(reference, 'enough');
      await faults().undo({ ...referenceEntry, fault: reference, before } as unknown as LedgerEntry);
    });
    const referenceEntry = { action: 'squall:toxiproxy:down', targets: [], undo: { by: 'us', how: '' } };

    test('is refused with nothing changed where a proxy does not exist, or a toxic is not taken', async () => {
      const before = await snapshots();
      const { action, ...injection } = injectionOf('latency');
      const targets = { Proxies: [idOf('orders'), idOf('nowhere')] };
      await expect(faults().start({ ...injection, action: { ...action, targets } })).rejects.toMatchObject({
        name: 'FaultRefused',
        message: `${idOf('nowhere')} does not exist`,
      });
      const refused = toxiproxy(endpoint).add('orders', {
        name: 'x',
        type: 'no-such-type',
        stream: 'upstream',
        toxicity: 1,
        attributes: {},
      });
      await expect(refused).rejects.toMatchObject({ name: 'ToxiproxyRefused', status: 400 });
      expect(await snapshots()).toEqual(before);
    });

    test('is refused at an endpoint that the configuration does not name, and never called absent there', async () => {
      const elsewhere = toxics({ toxiproxies: ['http://toxiproxy.internal:8474'] }, { now: () => now });
      const injection = injectionOf('latency');
      await expect(elsewhere.start(injection)).rejects.toMatchObject({ name: 'FaultRefused' });
      await expect(elsewhere.observe(referenceOf(injection, []))).rejects.toMatchObject({ name: 'EndpointUnknown' });
      expect((await toxiproxy(endpoint).proxy('orders'))?.toxics).toEqual([]);
    });
  });
}
