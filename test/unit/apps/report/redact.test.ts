import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { html, json, junit, markdown } from '../../../../apps/report/index.ts';
import type { RunHistory } from '../../../../core/history/run-history.ts';
import { redact, redactText } from '../../../../core/secrets/redact.ts';
import { histories } from '../../../fixtures/histories.ts';

const secret = 'hunter2-7f3a9c';

const leaky = (): RunHistory => {
  const held = histories.held!;
  const { plan } = held.record;
  return {
    ...held,
    record: {
      ...held.record,
      terminal: {
        ...held.record.terminal!,
        reason: `asked https://ada:${secret}@shop.example/?token=${secret} with Bearer ${secret}`,
      },
      plan: {
        ...plan,
        parameters: { ...plan.parameters, apiToken: secret },
        steps: plan.steps.map((s) => ({ ...s, parameters: { ...s.parameters, password: secret } })),
        definition: { ...plan.definition, metadata: { ...plan.definition.metadata, tags: { 'db-secret': secret } } },
      },
    },
    ledger: held.ledger.map((e) => ({
      ...e,
      before: e.before.map((s) => ({ ...s, state: { ...s.state, ApiKey: secret } })),
    })),
  };
};

describe('secrets', () => {
  it.each(Object.entries({ html, markdown, json, junit }))('are in no %s', (_name, face) => {
    expect(face(leaky())).not.toContain(secret);
  });

  it('are hidden under any key that names one, however deep', () => {
    const keys = fc.constantFrom(
      'token',
      'authToken',
      'PASSWORD',
      'db_password',
      'clientSecret',
      'api-key',
      'apiKey',
      'AWS_SECRET_ACCESS_KEY',
      'Cookie',
      'credentials',
    );
    const wraps = fc.array(fc.constantFrom('list', 'object'), { maxLength: 4 });
    fc.assert(
      fc.property(keys, wraps, (key, inside) => {
        const value = inside.reduce<unknown>((inner, how) => (how === 'list' ? [inner] : { a: inner }), secret);
        expect(JSON.stringify(redact({ x: [{ [key]: value }] }))).not.toContain(secret);
      }),
    );
  });

  it('are hidden inside text', () => {
    expect(redactText('key AKIAABCDEFGHIJKLMNOP')).toBe('key (hidden)');
    expect(redactText('https://shop.example/?a=1&access_token=abc&b=2')).toBe(
      'https://shop.example/?a=1&access_token=(hidden)&b=2',
    );
    expect(redactText('postgres://ada:pw@db/x')).toBe('postgres://(hidden)@db/x');
  });

  it('are not seen where there is none', () => {
    const plain = { title: 'Lose one zone', at: 3, ok: true, none: null, list: ['p99 < 800'] };
    expect(redact(plain)).toEqual(plain);
    expect(JSON.parse(json(histories.held!)).ledger[0].fault.token).toBe(histories.held!.ledger[0]!.fault.token);
  });
});
