import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { exercises } from '../../apps/certify/exercises/index.ts';
import { linesOf, newPlace, resultOf, squall, start } from './squall-process.ts';

const rehearse = ['certify', '--yes', '--json', '--seed', '7'];
const evidenceIn = (place: string) => {
  const folder = join(place, '.squall/certifications');
  return readdirSync(folder).map((id) => join(folder, id, 'evidence.json'));
};

describe.concurrent('squall certify', () => {
  it('says what it costs, carries one exercise out, signs what came of it, and verifies it: 8, 0, 2', async () => {
    const place = newPlace();
    const answer = await squall(place, [...rehearse, '--only', 'person']);
    const lines = linesOf(answer);
    expect(lines[0]).toMatchObject({ type: 'preview', where: expect.stringContaining('no AWS account') });
    expect(lines[0]!.estimate).toMatchObject({
      items: expect.arrayContaining([expect.objectContaining({ what: 'faults' })]),
    });
    expect(answer.stderr).toMatch(/Costs +about \$\d+\.\d\d in AWS; nothing here/);
    expect(resultOf(answer)).toMatchObject({ type: 'result', outcome: 'not-certified', exitCode: 8 });
    expect(answer.code).toBe(8);
    const [file] = evidenceIn(place);
    const { statement } = JSON.parse(readFileSync(file!, 'utf8'));
    const of = (outcome: string) => statement.exercises.filter((each: { outcome: string }) => each.outcome === outcome);
    expect([of('passed').length, of('not-exercised').length]).toEqual([1, exercises.length - 1]);
    expect(statSync(join(place, '.squall/certify.key')).mode & 0o777).toBe(0o600);

    const secret = readFileSync(join(place, '.squall/certify.key'), 'utf8').split('\n')[1]!;
    for (const text of [answer.stdout, answer.stderr, readFileSync(file!, 'utf8')]) expect(text).not.toContain(secret);
    const publicKey = ['--public-key', '.squall/certify.key.pub'];
    const valid = await squall(place, ['certify', '--verify', file!, ...publicKey]);
    expect(valid, valid.stderr).toMatchObject({ code: 0, stdout: expect.stringMatching(/^VALID[\s\S]*not-certified/) });
    writeFileSync(file!, readFileSync(file!, 'utf8').replace('"not-exercised"', '"passed"'));
    const altered = await squall(place, ['certify', '--verify', file!, ...publicKey]);
    expect(altered).toMatchObject({ code: 2, stdout: expect.stringMatching(/^ALTERED/) });
  });

  it('brings the fleet to rest on Ctrl-C, and leaves evidence of it: 6', async () => {
    const place = newPlace();
    const running = start(place, rehearse);
    await running.until('a fault is active');
    running.kill('SIGINT');
    const answer = await running.answer;
    expect(answer.code, answer.stderr).toBe(6);
    expect(answer.stderr).toContain('bringing the fleet to rest');
    expect(resultOf(answer)).toMatchObject({ outcome: 'not-certified', exitCode: 6 });
    expect(evidenceIn(place)).toHaveLength(1);
    const runs = JSON.parse((await squall(place, ['ls', '--unfinished', '--output', 'json'])).stdout);
    expect(runs).toEqual([]);
  });

  it('begins nothing without consent, for another stage, or with a key that others may read', async () => {
    const place = newPlace();
    writeFileSync(join(place, 'open.pem'), 'no key', { mode: 0o644 });
    const [unasked, elsewhere, key, unknown] = await Promise.all([
      squall(place, ['certify', '--directory', 'a']),
      squall(place, ['certify', '--confirm', 'staging', '--directory', 'b']),
      squall(place, ['certify', '--yes', '--key', 'open.pem', '--directory', 'c']),
      squall(place, ['certify', '--yes', '--only', 'nothing', '--directory', 'd']),
    ]);
    expect(unasked).toMatchObject({ code: 2, stderr: expect.stringContaining('add --yes') });
    expect(elsewhere).toMatchObject({ code: 2, stderr: expect.stringContaining('the stage is "rehearsal"') });
    expect(key).toMatchObject({ code: 2, stderr: expect.stringContaining('chmod 600') });
    expect(unknown).toMatchObject({ code: 2, stderr: expect.stringContaining('there is no exercise nothing') });
    for (const each of ['a', 'b']) expect(readdirSync(join(place, each))).not.toContain('certify.key');
  });
});
