import { expect, it, vi } from 'vitest';
import { reachOf } from '../../../../adapters/aws/other-accounts.ts';
import { byPlace, groupedByPlace } from '../../../../adapters/aws/places.ts';
import { placeOf } from '../../../../core/targets/places.ts';

const [home, there] = ['111122223333', '444455556666'];
const role = { startRole: 's', stopRole: 's', startExternalId: 'x', stopExternalId: 'y' };
const deployment = {
  account: home,
  region: 'eu-west-1',
  regions: ['eu-central-1'],
  targetAccounts: [{ account: there, ...role }],
};
const reach = reachOf(deployment, {}, { as: 'stop', session: 'a test' });

it('makes what stands in a place once, and the platform’s own stands already', () => {
  const make = vi.fn(({ account, region }: { readonly account: string; readonly region: string }) => [account, region]);
  const of = byPlace(reach, make, ['own']);
  expect([of(), of({ account: home }), of({ region: 'eu-west-1' })]).toEqual([['own'], ['own'], ['own']]);
  expect(of({ account: there, region: 'eu-central-1' })).toEqual([there, 'eu-central-1']);
  expect(of({ account: there, region: 'eu-central-1' })).toBe(of({ account: there, region: 'eu-central-1' }));
  expect(of({ account: there })).toEqual([there, 'eu-west-1']);
  expect(make).toHaveBeenCalledTimes(2);
});

it('says which key to add for a Region or an account that nobody listed, and makes nothing there', () => {
  const make = vi.fn();
  const of = byPlace(reach, make);
  expect(() => of({ region: 'us-east-1' })).toThrow(
    expect.objectContaining({
      name: 'UnknownRegion',
      message:
        "Region us-east-1 is neither the platform's own (eu-west-1) nor one of its regions (eu-central-1): add it to regions in squall.config.yaml and deploy",
    }),
  );
  expect(() => of({ account: '999999999999', region: 'eu-central-1' })).toThrow(
    expect.objectContaining({ name: 'UnknownAccount' }),
  );
  expect(make).not.toHaveBeenCalled();
  const alone = byPlace(reachOf({ account: home, region: 'eu-west-1' }, {}, { as: 'stop', session: 't' }), make);
  expect(() => alone({ region: 'eu-central-1' })).toThrow('there are none');
});

it('puts ARNs and names together by place', () => {
  const arn = (region: string) => `arn:aws:ec2:${region}:${home}:instance/i-1`;
  const grouped = groupedByPlace(['i-1', arn('eu-central-1'), arn('eu-west-1'), 'i-2'], placeOf, reach);
  expect([...grouped]).toEqual([
    [{ account: home, region: 'eu-west-1' }, ['i-1', arn('eu-west-1'), 'i-2']],
    [{ account: home, region: 'eu-central-1' }, [arn('eu-central-1')]],
  ]);
});
