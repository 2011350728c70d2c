import { expect, test } from 'vitest';
import { validateDrill } from '../../../../core/drill/validate.ts';
import { drillWith } from './fixture.ts';

function problems(level: string, action: string, given: Record<string, unknown>) {
  const steps = [{ id: 'mover', action, targets: {}, with: given, undo: { irreversible: 'it is a drill' } }];
  const checked = validateDrill(drillWith({ level, move: { steps } }));
  return checked.ok ? [] : checked.problems.map(({ message }) => message).filter((each) => each.startsWith('move.'));
}

const found = (level: string, action: string, given: Record<string, unknown> = {}) =>
  problems(level, action, given).filter((each) => / moves? |moves nothing/.test(each));

test('a mover goes no further than the level of the drill', () => {
  expect(found('traffic', 'aws:rds:failover-db-cluster')[0]).toMatch(
    /^move.steps\[0\].action: found "aws:rds:failover-db-cluster", which moves data, in a drill of level traffic; allowed: one that moves traffic, or level: data/,
  );
  expect(found('capacity', 'aws:rds:failover-db-cluster')).toHaveLength(1);
  expect(found('data', 'aws:rds:failover-db-cluster')).toEqual([]);
  expect(found('data', 'squall:elb:detach-targets', { duration: 'PT1H' })).toEqual([]);
});

test('what moves nothing is no mover, and the movers of the level are named', () => {
  const [said = ''] = found('capacity', 'aws:ec2:stop-instances');
  expect(said).toMatch(
    /found "aws:ec2:stop-instances", which moves nothing; allowed: one that moves traffic or capacity: /,
  );
  expect(said).toContain('squall:elb:detach-targets');
  expect(said).not.toContain('aws:rds:failover-db-cluster');
});

test('what moves by a parameter alone is asked for it', () => {
  expect(found('data', 'aws:rds:reboot-db-instances')).toEqual([
    'move.steps[0].with.forceFailover: found nothing; allowed: true: aws:rds:reboot-db-instances moves nothing otherwise',
  ]);
  expect(found('data', 'aws:rds:reboot-db-instances', { forceFailover: true })).toEqual([]);
});
