import { describe, expect, it } from 'vitest';
import { killSwitch } from '../../../../core/guardrails/kill-switch.ts';
import type { Switch } from '../../../../core/ports/switches.ts';
import { broken, ports, question } from '../../../fixtures/decisions/question.ts';

describe('kill-switch', () => {
  const raised = (scope: Switch['scope']) =>
    ports({ switches: { raised: async () => [{ scope, by: 'ada', reason: 'incident 12', at: 0 }] } });

  it.each(['all', 'owner:checkout-sre', 'service:checkout'] as const)(
    'refuses while it is raised for %s',
    async (scope) => {
      expect((await killSwitch.check(question(), raised(scope)))?.why).toContain('ada has raised the kill switch');
    },
  );

  it('passes while it is raised for others, or for nobody', async () => {
    expect(await killSwitch.check(question(), raised('owner:somebody'))).toBeUndefined();
    expect(await killSwitch.check(question(), raised('service:checkouts'))).toBeUndefined();
    expect(await killSwitch.check(question(), ports())).toBeUndefined();
  });

  it('cannot be evaluated when switches cannot be read: refuses', async () => {
    expect(await killSwitch.check(question(), ports({ switches: { raised: broken } }))).toMatchObject({
      rule: 'kill-switch',
    });
  });
});
