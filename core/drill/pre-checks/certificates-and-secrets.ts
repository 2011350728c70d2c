import { isKnown, type Known } from '../../conformity/known.ts';
import type { Certificate, Elsewhere, SecretState } from '../../ports/standby.ts';
import { type PreCheckFinding, type PreCheckQuestion, type PreCheckRule, preCheck, unknown } from './pre-check.ts';

/** One place that takes over. */
export interface Provided {
  readonly where: Elsewhere;
  /** Missing where none is asked for. */
  readonly certificates?: Known<readonly Certificate[]>;
  /** By name. */
  readonly secrets: ReadonlyMap<string, Known<SecretState>>;
}

const check = 'certificates-and-secrets';

/** What serves elsewhere can prove who it is, and log in. */
export const rule: PreCheckRule<readonly Provided[]> = {
  check,
  async gather({ drill: { into = [], preChecks } }, { standby }) {
    const { certificates, secrets = [], account } = preChecks?.present ?? {};
    if (certificates === undefined && secrets.length === 0) return undefined;
    return Promise.all(
      into.map(async (region): Promise<Provided> => {
        const where = { region, ...(account !== undefined && { account }) };
        const found = secrets.length === 0 ? [] : await standby.secrets(secrets, where);
        return {
          where,
          ...(certificates && { certificates: await standby.certificates(where) }),
          secrets: new Map(secrets.map((name, i) => [name, found[i]!])),
        };
      }),
    );
  },
  judge: (question, places) =>
    places.flatMap((place) => [
      ...(question.drill.preChecks?.present?.certificates ?? []).map((domain) => certified(domain, place, question)),
      ...[...place.secrets].map(([name, state]) => kept(name, state, place.where)),
    ]),
};

export const certificatesAndSecretsCheck = preCheck(rule);

const said = ({ account, region }: Elsewhere): string => (account === undefined ? region : `${region} of ${account}`);

function certified(
  domain: string,
  { where, certificates = [] }: Provided,
  { now, lease }: PreCheckQuestion,
): PreCheckFinding {
  const place = said(where);
  const of = `certificate ${domain}, ${place}`;
  const over = now + lease;
  const needed = `valid until ${day(over)}`;
  if (!isKnown(certificates))
    return unknown(
      check,
      of,
      `whether ${place} has a certificate for ${domain} is not known (${certificates.notKnown})`,
    );
  const fitting = certificates.filter(({ names }) => names.some((name) => covers(name, domain)));
  if (fitting.length === 0)
    return {
      check,
      of,
      state: 'fails',
      measured: 'none',
      needed,
      says: `${place} has no issued certificate for ${domain}: issue one there, since a certificate is of its Region alone`,
    };
  const last = Math.max(...fitting.map(({ expires }) => expires));
  const measured = `until ${day(last)}`;
  if (last > over) return { check, of, state: 'ok', measured, needed };
  const says = `the certificate for ${domain} in ${place} ends on ${day(last)}, before the drill may be over: renew it first`;
  return { check, of, state: 'fails', measured, needed, says };
}

/** As browsers take it: a star stands for one label, and for that whole. */
export function covers(name: string, domain: string): boolean {
  const [mine, asked] = [name.toLowerCase(), domain.toLowerCase()];
  return (
    mine === asked ||
    (mine.startsWith('*.') && asked.includes('.') && asked.slice(asked.indexOf('.')) === mine.slice(1))
  );
}

function kept(name: string, state: Known<SecretState>, where: Elsewhere): PreCheckFinding {
  const place = said(where);
  const of = `secret ${name}, ${place}`;
  const needed = 'present';
  if (!isKnown(state))
    return unknown(check, of, `whether ${place} has the secret ${name} is not known (${state.notKnown})`, needed);
  switch (state.state) {
    case 'present':
      return { check, of, state: 'ok', measured: 'present', needed };
    case 'absent':
      return {
        check,
        of,
        state: 'fails',
        measured: 'absent',
        needed,
        says: `${place} has no secret ${name}: replicate it there`,
      };
    case 'unusable':
      return {
        check,
        of,
        state: 'fails',
        measured: state.why,
        needed,
        says: `the secret ${name} in ${place} cannot be used (${state.why}): put it right first`,
      };
  }
}

const day = (at: number): string => new Date(at).toISOString().slice(0, 10);
