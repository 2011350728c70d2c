import { describe, expect, it, vi } from 'vitest';
import { assumedRole } from '../../../../adapters/aws/account.ts';
import { kept } from '../../../../adapters/aws/kept-credentials.ts';
import { byAccount } from '../../../../adapters/aws/other-accounts.ts';

const role = (account: string) => ({
  account,
  startRole: `arn:aws:iam::${account}:role/start`,
  stopRole: `arn:aws:iam::${account}:role/stop`,
  startExternalId: 'start',
  stopExternalId: 'stop',
});

describe('ports by account', () => {
  const deployment = { account: '1', region: 'eu-central-1', targetAccounts: [role('2'), role('3')] };

  it('are made when they are first asked for, and once', () => {
    const make = vi.fn(({ account }: { readonly account: string }) => ({ of: account }));
    const of = byAccount(deployment, { of: 'own' }, make);
    expect(make).not.toHaveBeenCalled();
    expect([of('1'), of('3'), of('3')]).toEqual([{ of: 'own' }, { of: '3' }, { of: '3' }]);
    expect(make).toHaveBeenCalledTimes(1);
  });

  it('are of listed accounts alone', () => {
    const of = byAccount(deployment, 'own', ({ account }) => account);
    expect(() => of('4')).toThrow(
      expect.objectContaining({ name: 'UnknownAccount', message: expect.stringContaining('(2, 3)') }),
    );
    const alone = byAccount({ account: '1', region: 'eu-central-1' }, 'own', () => 'none');
    expect(() => alone('4')).toThrow('there are none');
  });
});

describe('credentials of a role', () => {
  const lasting = (millis: number) => ({ expiration: new Date(millis) });

  it('are shared until five minutes before they expire', async () => {
    let now = 0;
    const ask = vi.fn(async () => lasting(now + 900_000));
    const held = kept(ask, () => now);
    expect(await Promise.all([held(), held()])).toEqual([lasting(900_000), lasting(900_000)]);
    now = 599_999;
    await held();
    expect(ask).toHaveBeenCalledTimes(1);
    now = 600_000;
    expect(await held()).toEqual(lasting(1_500_000));
    expect(ask).toHaveBeenCalledTimes(2);
  });

  it('are asked for anew after a question that failed', async () => {
    const ask = vi.fn(async () => lasting(900_000)).mockRejectedValueOnce(new Error('throttled'));
    const held = kept(ask, () => 0);
    await expect(held()).rejects.toThrow('throttled');
    expect(await held()).toEqual(lasting(900_000));
  });

  const answering = (error: object | undefined) => {
    const send = async () => {
      if (error) throw Object.assign(new Error('no'), error);
      return {};
    };
    const asked = { role: role('2').stopRole, externalId: 's3cret-id', session: 'squall', remedy: 'deploy it' };
    return assumedRole({ send } as never, asked)();
  };

  it.each([
    ['a refusal', { name: 'AccessDenied' }, 'RoleNotAssumed', 'role/stop cannot be assumed (AccessDenied): deploy it'],
    [
      'a name that STS will not take',
      { name: 'ValidationError', $metadata: { httpStatusCode: 400 } },
      'RoleNotAssumed',
    ],
    ['throttling', { name: 'Throttling' }, 'Throttled'],
    ['no answer', { name: 'TimeoutError' }, 'Unavailable'],
    ['an answer without credentials', undefined, 'RoleNotAssumed', 'gave no credentials'],
  ])('%s has a name, and shows no external id', async (_what, error, name, message = '') => {
    const failure = await answering(error).catch((thrown: Error) => thrown);
    expect(failure).toMatchObject({ name, message: expect.stringContaining(message) });
    expect((failure as Error).message).not.toContain('s3cret');
  });
});
