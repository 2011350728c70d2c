/** The doctor at work in a world: one that hangs is found and replaced by an ordinary run, and an outage is left to people. */
import { expect, test } from 'vitest';
import { readWorld } from '../../apps/documents/read.ts';
import { rehearseDoctor } from '../../apps/local/doctor-monkey/rehearse.ts';

const read = readWorld('templates/worlds/shop.yaml');
if ('problems' in read) throw new Error('the world has problems');
const world = { ...read.world, traffic: 'closed-form', warmUp: 'PT2M' } as const;
const settings = { practices: [{ tags: { Service: 'web' }, alarms: ['shop-checkout-5xx'] }] };
const minute = 60_000;

test('an instance that hangs is replaced after the patience, its group heals, and its owner is told twice', async () => {
  const { events, histories, told, ill } = await rehearseDoctor({ world, settings, seed: 7, hang: 1 });
  const [hangs, waits, treated, over, ...more] = events;
  expect([hangs?.what, waits?.what, treated?.what, over?.what, more]).toEqual([
    'hangs',
    'left-alone',
    'treated',
    'followed-up',
    [],
  ]);
  expect(waits).toMatchObject({ left: { rule: 'patience' } });
  expect(treated).toMatchObject({ instance: hangs?.what === 'hangs' && hangs.instance, group: 'web' });
  expect(treated!.at - waits!.at).toBe(10 * minute);
  expect(over).toMatchObject({ followUp: { healed: true } });
  expect(ill).toBe(0);

  const [history, ...others] = histories;
  expect(others).toEqual([]);
  expect(history?.record).toMatchObject({
    startedBy: 'doctor monkey',
    owner: 'checkout-sre',
    terminal: { end: 'completed', verdict: 'held', recovery: 'irreversible' },
  });
  // The group had five that were sound, and is owed six.
  expect(history?.ledger[0]?.proof?.findings).toMatchObject([{ detail: 'web has 6 healthy of 6' }]);
  expect(told.map(({ owner, subject }) => `${owner}: ${subject.replace(/i-\w+/, 'it')}`)).toEqual([
    'checkout-sre: it of web is ill and is being replaced',
    'checkout-sre: web is whole again',
  ]);
});

test('half of a group is an outage: nothing is replaced, and no run is made', async () => {
  const { events, histories, ill, told } = await rehearseDoctor({ world, settings, seed: 7, hang: 3 });
  expect(histories).toEqual([]);
  expect(ill).toBe(3);
  // Once, whatever the number of looks.
  expect(told.map(({ subject }) => subject)).toEqual(['Members of web are ill and are left alone: outage']);
  const rules = new Set(events.map((event) => (event.what === 'left-alone' ? event.left.rule : event.what)));
  expect([...rules].sort()).toEqual(['hangs', 'outage', 'patience']);
});
