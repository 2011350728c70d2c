import { describe, expect, it } from 'vitest';
import { notKnown } from '../../../../../core/conformity/known.ts';
import { dnsCheck } from '../../../../../core/drill/pre-checks/dns.ts';
import { answered, failOver, health, name, record, shift } from './names.ts';
import { ports, question } from './question.ts';

/** Five minutes to recover, two to notice, one to decide. */
const objectives = { detect: 'PT2M', decide: 'PT1M', recover: 'PT5M' };
const moved = question({ objectives }, { steps: [shift] });
const ttl = (time: number) => [record('home', { ttl: time }), record('away', { ttl: 30_000 })];

describe('DNS', () => {
  it('is ok while the last users come over within the objective, to the second', async () => {
    expect(await dnsCheck.look(moved, answered(...ttl(120_000)))).toEqual([
      {
        check: 'dns',
        of: name,
        state: 'ok',
        measured: '2 min to notice + 1 min to decide + 2 min TTL',
        needed: 'at most 5 min',
        takes: 120_000,
      },
    ]);
  });

  it('fails with a TTL that makes the objective unreachable, and says which would do', async () => {
    expect(await dnsCheck.look(moved, answered(...ttl(300_000)))).toMatchObject([
      {
        state: 'fails',
        says: expect.stringMatching(
          /^answers for pay.example.com are kept for 5 min, .* after 8 min .*: lower the TTL of its records to 2 min or less/,
        ),
      },
    ]);
    const hasty = question({ objectives: { ...objectives, recover: 'PT3M' } }, { steps: [shift] });
    expect(await dnsCheck.look(hasty, answered(...ttl(1000)))).toMatchObject([
      { says: expect.stringMatching(/: give the objective more time, or have it noticed/) },
    ]);
  });

  it('counts what health checks take where they lead users by themselves, and one look where a mover forces them', async () => {
    const records = [record('home', { policy: 'failover', role: 'primary', healthCheck: health() }), record('away')];
    const alone = question({ objectives, preChecks: { names: [`${name}.`] }, move: undefined }, { steps: [] });
    expect(await dnsCheck.look(alone, answered(...records))).toMatchObject([
      { state: 'ok', measured: '30 s of health checks + 30 s TTL' },
    ]);
    const forced = question({ objectives, preChecks: { names: [name] } }, { steps: [failOver] });
    expect(await dnsCheck.look(forced, answered(...records))).toMatchObject([
      { measured: '2 min to notice + 1 min to decide + 10 s of health checks + 30 s TTL' },
    ]);
  });

  it('cannot be evaluated where records, TTLs or names are not known: not known', async () => {
    const denied = { ...ports().standby, records: async () => [notKnown('AccessDenied: no')] };
    expect(await dnsCheck.look(moved, ports({}, { standby: denied }))).toMatchObject([{ state: 'unknown' }]);
    const alias = record('home', { ttl: notKnown('it is an alias of others') });
    expect(await dnsCheck.look(moved, answered(alias))).toMatchObject([
      { state: 'unknown', says: expect.stringContaining('an alias of others') },
    ]);
    expect(await dnsCheck.look(question({}, { steps: [failOver] }), answered())).toMatchObject([
      { state: 'unknown', says: expect.stringContaining('name them under preChecks.names') },
    ]);
    expect(await dnsCheck.look(moved, answered())).toMatchObject([
      { state: 'fails', measured: 'no record that routes' },
    ]);
  });

  it('is not asked where no name is moved', async () => {
    expect(await dnsCheck.look(question(), ports())).toEqual([]);
  });
});
