import { describe, expect, it } from 'vitest';
import type { Known } from '../../../../../core/conformity/known.ts';
import { notKnown } from '../../../../../core/conformity/known.ts';
import { certificatesAndSecretsCheck, covers } from '../../../../../core/drill/pre-checks/certificates-and-secrets.ts';
import type { Certificate, SecretState } from '../../../../../core/ports/standby.ts';
import { now, ports, question } from './question.ts';

const hour = 3_600_000;
const asked = question({ preChecks: { present: { certificates: ['pay.example.com'], secrets: ['pay/db'] } } });
const look = (certificates: Known<readonly Certificate[]>, secret: Known<SecretState>) =>
  certificatesAndSecretsCheck.look(
    asked,
    ports(
      {},
      { standby: { ...ports().standby, certificates: async () => certificates, secrets: async () => [secret] } },
    ),
  );
const certificate = (name: string, expires = now + 2 * hour): Certificate => ({ names: [name], expires });
const present = { state: 'present' } as const;

describe('certificates and secrets', () => {
  it('are ok where both are there, and valid for longer than the drill may take', async () => {
    const found = await look(
      [certificate('old.example.com', 0), certificate('*.example.com', now + hour + 1)],
      present,
    );
    expect(found).toEqual([
      {
        check: 'certificates-and-secrets',
        of: 'certificate pay.example.com, eu-west-1',
        state: 'ok',
        measured: 'until 2026-03-03',
        needed: 'valid until 2026-03-03',
      },
      {
        check: 'certificates-and-secrets',
        of: 'secret pay/db, eu-west-1',
        state: 'ok',
        measured: 'present',
        needed: 'present',
      },
    ]);
  });

  it('fail where one is missing, ends too soon, or cannot be used', async () => {
    expect(await look([], { state: 'absent' })).toMatchObject([
      { state: 'fails', says: expect.stringContaining('eu-west-1 has no issued certificate for pay.example.com') },
      { state: 'fails', says: 'eu-west-1 has no secret pay/db: replicate it there' },
    ]);
    const late = await look([certificate('pay.example.com', now + hour)], {
      state: 'unusable',
      why: 'it is to be deleted',
    });
    expect(late).toMatchObject([
      { state: 'fails', says: expect.stringContaining('before the drill may be over') },
      { state: 'fails', says: expect.stringContaining('cannot be used (it is to be deleted)') },
    ]);
  });

  it('cannot be evaluated where nobody tells: not known', async () => {
    expect(await look(notKnown('AccessDenied: no'), notKnown('AccessDenied: no'))).toMatchObject([
      { state: 'unknown' },
      { state: 'unknown', says: expect.stringContaining('AccessDenied') },
    ]);
    const broken = ports();
    expect(await certificatesAndSecretsCheck.look(asked, broken)).toMatchObject([
      { state: 'unknown', says: 'it could not be checked: not asked here' },
    ]);
  });

  it('are not asked where the drill names none', async () => {
    expect(await certificatesAndSecretsCheck.look(question(), ports())).toEqual([]);
  });

  it.each([
    ['*.example.com', 'a.example.com', true],
    ['*.example.com', 'a.b.example.com', false],
    ['*.example.com', 'example.com', false],
    ['Example.com', 'example.COM', true],
    ['*.com', 'com', false],
  ])('%s covers %s: %s', (name, domain, covered) => expect(covers(name, domain)).toBe(covered));
});
