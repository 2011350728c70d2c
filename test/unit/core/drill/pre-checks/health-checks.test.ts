import { describe, expect, it } from 'vitest';
import { notKnown } from '../../../../../core/conformity/known.ts';
import { healthChecksCheck } from '../../../../../core/drill/pre-checks/health-checks.ts';
import type { DnsHealthCheck } from '../../../../../core/ports/standby.ts';
import { answered, health, loss, name, record, shift } from './names.ts';
import { ports, question } from './question.ts';

const decided = question({}, { steps: [loss, shift] });
const alarmsAlone = question({ decide: undefined, objectives: { recover: 'PT5M' } }, { steps: [loss, shift] });
const alone = (over = {}) => question({ preChecks: { names: [name] }, ...over }, { steps: [loss] });
const home = (over: Partial<DnsHealthCheck> = {}) => record('home', { healthCheck: health(over) });
const away = (over: Partial<DnsHealthCheck> = {}) => record('away', { healthCheck: health({ id: 'away', ...over }) });

describe('health checks', () => {
  it('are ok where the drill alone leads users, and what takes over is healthy', async () => {
    expect(await healthChecksCheck.look(decided, answered(record('home'), away()))).toEqual([
      {
        check: 'health-checks',
        of: `${name} (home)`,
        state: 'ok',
        measured: 'moved by the drill alone',
        needed: 'led by the drill alone',
      },
      { check: 'health-checks', of: `${name} (away)`, state: 'ok', measured: 'healthy', needed: 'healthy' },
    ]);
    expect(await healthChecksCheck.look(alarmsAlone, answered(home()))).toMatchObject([
      { state: 'ok', measured: 'left by itself after 30 s' },
    ]);
  });

  it('fail where one would lead users away before people have decided', async () => {
    expect(await healthChecksCheck.look(decided, answered(home()))).toMatchObject([
      {
        state: 'fails',
        says: expect.stringContaining('by itself after 30 s, and the drill waits for people to decide'),
      },
    ]);
    const alias = record('home', { evaluatesTarget: true });
    expect(await healthChecksCheck.look(decided, answered(alias))).toMatchObject([
      { state: 'fails', measured: 'left by itself once its target is ill' },
    ]);
    const planned = question({}, { steps: [shift] });
    expect(await healthChecksCheck.look(planned, answered(home()))).toMatchObject([{ state: 'ok' }]);
  });

  it('fail where one would bring users home before home is ready', async () => {
    const other = question({ preChecks: { names: ['other.example.com'] } }, { steps: [loss, shift] });
    const records = async (names: readonly string[]) =>
      names.map((each) => (each === name ? [record('home')] : [{ ...home(), id: 'another' }]));
    const found = await healthChecksCheck.look(other, ports({}, { standby: { ...ports().standby, records } }));
    expect(found).toContainEqual(
      expect.objectContaining({ state: 'fails', says: expect.stringContaining('before failback.ready says so') }),
    );
  });

  it.each([
    ['has none', record('home'), 'it has no health check: give it one'],
    ['is disabled', home({ disabled: true }), 'its health check is disabled'],
    ['is inverted', home({ inverted: true }), 'its health check is inverted'],
    ['says what a routing control says', home({ by: 'routing-control' }), 'no mover sets that'],
  ])('fail where the drill relies on one, and it %s', async (_why, found, says) => {
    expect(await healthChecksCheck.look(alone(), answered(found))).toMatchObject([
      { state: 'fails', says: expect.stringContaining(says) },
    ]);
    expect(await healthChecksCheck.look(alone(), answered(home()))).toMatchObject([{ state: 'ok' }]);
  });

  it('fail where what takes over is unhealthy now', async () => {
    expect(await healthChecksCheck.look(decided, answered(record('home'), away({ healthy: false })))).toMatchObject([
      { state: 'ok' },
      { state: 'fails', says: expect.stringContaining('is unhealthy now, and Route 53 would lead nobody there') },
    ]);
  });

  it('cannot be evaluated where a check or its word is not known: not known', async () => {
    const hidden = record('home', { healthCheck: notKnown('AccessDenied: no') });
    expect(await healthChecksCheck.look(decided, answered(hidden))).toMatchObject([{ state: 'unknown' }]);
    const mute = away({ healthy: notKnown('CloudWatch has nothing of it of late') });
    expect(await healthChecksCheck.look(decided, answered(record('home'), mute))).toMatchObject([
      { state: 'ok' },
      { state: 'unknown', says: expect.stringContaining('nothing of it of late') },
    ]);
    const placeless = record('home', { policy: 'weighted' });
    const { region: _, ...nowhere } = placeless;
    expect(await healthChecksCheck.look(alone(), answered(nowhere))).toMatchObject([
      { state: 'unknown', says: expect.stringContaining('which record of pay.example.com leads home cannot be told') },
    ]);
  });

  it('are not asked where no name is moved', async () => {
    expect(await healthChecksCheck.look(question(), ports())).toEqual([]);
  });
});
