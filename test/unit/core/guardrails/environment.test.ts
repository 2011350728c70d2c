import { describe, expect, it } from 'vitest';
import { environment } from '../../../../core/guardrails/environment.ts';
import { ports, question } from '../../../fixtures/decisions/question.ts';

describe('environment', () => {
  it('passes in its own stage, and refuses in any other', async () => {
    expect(await environment.check(question(), ports())).toBeUndefined();
    const stage = { ...ports().stage, environment: 'production' };
    expect((await environment.check(question(), ports({ stage })))?.why).toContain(
      'for staging, and this is production',
    );
  });

  it('cannot be evaluated where nobody says what was deployed: refuses', async () => {
    const nowhere = ports({ stage: undefined as never });
    expect((await environment.check(question(), nowhere))?.why).toContain('it could not be checked');
  });
});
