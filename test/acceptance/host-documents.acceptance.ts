/** The documents that break hosts, run as they are, on hosts of their own. */
import { spawnSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Host, makeHost, scriptFor } from './hosts/host.ts';
import { startVictim, type Victim } from './hosts/victim.ts';

const token = 'a1'.repeat(16);
const other = 'b2'.repeat(16);
const state = `var/lib/squall/${token}`;
const hosts = '127.0.0.1 localhost\n';

/** A table of rules in a file: `-I chain n rule`, `-D chain rule`, `-S`. */
const rules = `f="$SQUALL_ROOT/rules-${'${0##*/}'}"; touch "$f"; echo "$*" >> "$SQUALL_ROOT/asked"
keep() {
  [ "$1" = -w ] && shift
  case "$1" in
    -I) shift 3; echo "$*" >> "$f" ;;
    -D) shift 2; grep -qxF -- "$*" "$f" || return 1; grep -vxF -- "$*" "$f" > "$f.new"; mv "$f.new" "$f" ;;
    -S) cat "$f" ;;
  esac
}`;

let host: Host;
beforeEach(() => {
  host = makeHost();
  host.write('etc/hosts', hosts);
});
afterEach(() => host.remove());

const pauseOf = (process: string, seconds = '60', of = token) => ({
  Token: of,
  DurationSeconds: seconds,
  Process: process,
});
const failing = (seconds: string, domains = 'db.example.com,api.example.com', of = token) => ({
  Token: of,
  DurationSeconds: seconds,
  Domains: domains,
});
const broken = () => host.file('etc/hosts').includes('192.0.2.1 db.example.com');

describe('whatever becomes of the agent', () => {
  test('a fault ends by itself after its duration, and the command says how', async () => {
    const command = host.run('dns-failure', failing('2'));
    await host.until('the fault', broken);
    expect(await command.ended).toMatchObject({ code: 0, output: expect.stringContaining('seen to be as before') });
    expect(host.file('etc/hosts')).toBe(hosts);
    expect(host.has(`etc/cron.d/squall-${token}`)).toBe(false);
  });

  test('the timer is armed before the fault, and fires when all that the agent ran was killed', async () => {
    const command = host.run('dns-failure', failing('3'));
    await host.until('the fault', () => host.has(`${state}/applied`));
    expect(broken()).toBe(true);
    // What would take it back after a boot, too.
    expect(host.file(`etc/cron.d/squall-${token}`)).toContain(
      `@reboot root /bin/bash ${host.root}/${state}/take-back.sh`,
    );
    command.kill();
    expect(broken()).toBe(true);
    await host.until('the way back', () => host.has(`${state}/taken-back`));
    expect(host.file('etc/hosts')).toBe(hosts);
  });

  test('nothing is changed before the timer is on its own, however long it takes to get there', async () => {
    host.pretend('setsid', 'sleep 1; PATH="${PATH#*:}" exec setsid "$@"');
    const command = host.run('dns-failure', failing('3'));
    await host.until('the fault', () => host.has(`${state}/applied`));
    command.kill();
    await host.until('the way back', () => host.has(`${state}/taken-back`));
    expect(host.file('etc/hosts')).toBe(hosts);
  });

  test('a fault that fails half way is taken back at once', async () => {
    // The rules that it is asked for, of which that for TCP cannot be had.
    host.pretend('iptables', `${rules}; [[ "$*" = *-I*tcp* ]] && exit 1; keep "$@"`);
    const { code, output } = await host.run('dns-failure', failing('60', '')).ended;
    expect({ code, output }).toMatchObject({ code: 70, output: expect.stringContaining('taken back') });
    expect(host.file('asked')).toMatch(/-I OUTPUT[\s\S]*-D OUTPUT/);
    expect(host.file('rules-iptables')).toBe('');
  });
});

describe('a stop', () => {
  test('takes the fault back at once, and a second one finds it done', async () => {
    const command = host.run('dns-failure', failing('60'));
    await host.until('the fault', () => host.has(`${state}/applied`));
    expect(await host.run('revert', { Token: token }).ended).toMatchObject({ code: 0 });
    expect(host.file('etc/hosts')).toBe(hosts);
    expect(await host.run('revert', { Token: token }).ended).toMatchObject({ code: 0 });
    expect(await command.ended).toMatchObject({ code: 0 });
  });

  test('that overtakes the fault keeps it from coming', async () => {
    expect(await host.run('revert', { Token: token }).ended).toMatchObject({
      code: 0,
      output: expect.stringContaining('nothing stood here'),
    });
    expect(await host.run('dns-failure', failing('60')).ended).toMatchObject({ code: 76 });
    expect(host.file('etc/hosts')).toBe(hosts);
  });

  test('leaves what others wrote meanwhile', async () => {
    host.run('dns-failure', failing('60'));
    await host.until('the fault', () => host.has(`${state}/applied`));
    host.write('etc/hosts', `${host.file('etc/hosts')}10.0.0.9 new.example.com\n`);
    await host.run('revert', { Token: token }).ended;
    expect(host.file('etc/hosts')).toBe(`${hosts}10.0.0.9 new.example.com\n`);
  });

  test('of one run leaves the fault of another', async () => {
    host.run('dns-failure', failing('60'));
    await host.until('the fault', () => host.has(`${state}/applied`));
    await host.run('revert', { Token: other }).ended;
    expect(broken()).toBe(true);
  });
});

describe('refused before anything is changed', () => {
  test('the same fault of another run', async () => {
    host.run('dns-failure', failing('60'));
    await host.until('the fault', () => host.has(`${state}/applied`));
    const before = host.file('etc/hosts');
    expect(await host.run('dns-failure', failing('60', 'x.example.com', other)).ended).toMatchObject({ code: 75 });
    expect(host.file('etc/hosts')).toBe(before);
    expect(host.has(`var/lib/squall/${other}`)).toBe(false);
  });

  test('a tool that is missing, a process that is not there, one that carries the host', async () => {
    expect(
      await host.run('zone-partition', { Token: token, DurationSeconds: '60', Blocks: '10.0.0.0/16' }).ended,
    ).toMatchObject({
      code: 69,
      output: expect.stringContaining('iptables'),
    });
    expect(await host.run('process-pause', pauseOf('no-such-victim')).ended).toMatchObject({ code: 69 });
    expect(await host.run('process-pause', pauseOf('amazon-ssm-agen')).ended).toMatchObject({ code: 64 });
    expect(host.has(state)).toBe(false);
  });

  test('anybody but root', async () => {
    host.pretend('id', 'echo 1000');
    expect(await host.run('dns-failure', failing('60')).ended).toMatchObject({ code: 77 });
    expect(await host.run('revert', { Token: token }).ended).toMatchObject({ code: 77 });
    expect(host.has('var/lib/squall')).toBe(false);
  });

  test.each([
    ['process-pause', { ...pauseOf("x'; reboot; '") }],
    ['process-pause', { ...pauseOf('$(reboot)') }],
    ['process-pause', { ...pauseOf('nginx\nreboot') }],
    ['dns-failure', failing('60', 'db.example.com;reboot')],
    ['dns-failure', failing('0')],
    ['clock-skew', { Token: token, DurationSeconds: '60', SkewSeconds: '1`id`' }],
    ['certificate-expiry', { Token: token, DurationSeconds: '60', Certificate: '/a b', Key: '/k' }],
    ['bandwidth-limit', { Token: token, DurationSeconds: '60', KilobitsPerSecond: '9', Interface: 'eth0 && id' }],
    ['revert', { Token: '../../etc' }],
  ])('%s with %j reaches no shell', (document, parameters) => {
    expect(() => scriptFor(document, parameters)).toThrow(/does not match/);
  });
});

describe('process-pause', () => {
  const victims: Victim[] = [];
  afterEach(() => {
    for (const victim of victims.splice(0)) victim.kill();
  });
  const victim = (name: string): Victim => {
    const started = startVictim(host.root, name);
    victims.push(started);
    return started;
  };

  test('pauses the processes of the name and no other, and lets them run again', async () => {
    const [one, two, bystander] = [victim('squall-prey'), victim('squall-prey'), victim('squall-friend')];
    const command = host.run('process-pause', pauseOf('squall-prey'));
    await host.until('the pause', () => one.state() === 'T' && two.state() === 'T');
    expect(bystander.state()).toBe('S');
    command.kill();
    expect(await host.run('revert', { Token: token }).ended).toMatchObject({ code: 0 });
    expect([one.state(), two.state(), bystander.state()]).toEqual(['S', 'S', 'S']);
  });

  test('one that has gone meanwhile is missed by nobody', async () => {
    const [one, two] = [victim('squall-mortal'), victim('squall-mortal')];
    const command = host.run('process-pause', pauseOf('squall-mortal', '2'));
    await host.until('the pause', () => two.state() === 'T');
    one.kill();
    expect(await command.ended).toMatchObject({ code: 0 });
    expect(two.state()).toBe('S');
  });
});

describe('certificate-expiry', () => {
  const paths = { Certificate: '/etc/tls/server.crt', Key: '/etc/tls/server.key' };
  const openssl = (...args: string[]) =>
    spawnSync('openssl', args, { encoding: 'utf8', cwd: join(host.root, 'etc/tls') });
  const expires = () => openssl('x509', '-in', 'server.crt', '-noout', '-checkend', '0').status === 1;
  beforeEach(() => {
    host.write('etc/tls/note', '');
    openssl(
      'req',
      '-x509',
      '-newkey',
      'rsa:2048',
      '-nodes',
      '-days',
      '30',
      '-keyout',
      'server.key',
      '-out',
      'server.crt',
      '-subj',
      '/CN=shop.example',
      '-addext',
      'subjectAltName=DNS:shop.example,DNS:www.shop.example',
    );
  });
  const given = (seconds = '60') => ({ Token: token, DurationSeconds: seconds, ...paths });

  test('the certificate is expired, of the same name and key, and then the one that stood there', async () => {
    const before = host.file('etc/tls/server.crt');
    const mode = statSync(join(host.root, 'etc/tls/server.crt')).mode;
    expect(expires()).toBe(false);
    host.run('certificate-expiry', given());
    await host.until('the fault', () => host.has(`${state}/applied`));
    expect(expires()).toBe(true);
    const shown = openssl('x509', '-in', 'server.crt', '-noout', '-subject', '-ext', 'subjectAltName').stdout;
    expect(shown).toMatch(/shop\.example[\s\S]*DNS:shop\.example, DNS:www\.shop\.example/);
    expect(openssl('x509', '-in', 'server.crt', '-noout', '-pubkey').stdout).toBe(
      openssl('pkey', '-in', 'server.key', '-pubout').stdout,
    );
    expect(await host.run('revert', { Token: token }).ended).toMatchObject({ code: 0 });
    expect(host.file('etc/tls/server.crt')).toBe(before);
    expect(statSync(join(host.root, 'etc/tls/server.crt')).mode).toBe(mode);
    // Nothing of the certificate is kept.
    expect(host.has(`${state}/kept`)).toBe(false);
  });

  test('one that was renewed meanwhile is left as it is, and said', async () => {
    host.run('certificate-expiry', given());
    await host.until('the fault', () => host.has(`${state}/applied`));
    host.write('etc/tls/server.crt', 'renewed\n');
    expect(await host.run('revert', { Token: token }).ended).toMatchObject({
      code: 79,
      output: expect.stringContaining('which others have written meanwhile'),
    });
    expect(host.file('etc/tls/server.crt')).toBe('renewed\n');
  });

  test('a key of another certificate is refused', async () => {
    openssl('genrsa', '-out', 'server.key', '2048');
    expect(await host.run('certificate-expiry', given()).ended).toMatchObject({ code: 64 });
    expect(host.has(state)).toBe(false);
  });
});

describe('what reaches further than a folder', () => {
  test('zone-partition drops both ways, and leaves the rules of others', async () => {
    host.pretend('iptables', `${rules}; keep "$@"`);
    host.pretend('ip6tables', `${rules}; keep "$@"`);
    host.write('rules-iptables', '-s 192.168.0.0/16 -j DROP\n');
    const given = { Token: token, DurationSeconds: '60', Blocks: '10.0.1.0/24,2001:db8::/32' };
    host.run('zone-partition', given);
    await host.until('the fault', () => host.has(`${state}/applied`));
    const blocks = { iptables: '10.0.1.0/24', ip6tables: '2001:db8::/32' };
    for (const [table, block] of Object.entries(blocks))
      for (const side of ['-s', '-d'])
        expect(host.file(`rules-${table}`)).toContain(`${side} ${block} -m comment --comment squall-${token} -j DROP`);
    expect(await host.run('revert', { Token: token }).ended).toMatchObject({ code: 0 });
    expect(host.file('rules-ip6tables')).toBe('');
    expect(host.file('rules-iptables')).toBe('-s 192.168.0.0/16 -j DROP\n');
  });

  test('clock-skew counts the right time by the uptime, and gives the time service back', async () => {
    // A clock that is off by what a file says, and a service that is named in another.
    host.pretend(
      'date',
      'f="$SQUALL_ROOT/off"; real=$(/usr/bin/date +%s); if [ "$1" = -s ]; then echo "$((${2#@} - real))" > "$f"; else echo "$((real + $(cat "$f" 2>/dev/null || echo 0)))"; fi',
    );
    host.pretend(
      'systemctl',
      'echo "$*" >> "$SQUALL_ROOT/asked"; [ "$2" = is-active ] && exit "$([ "$3" = chronyd ] && echo 0 || echo 3)"; exit 0',
    );
    host.pretend('systemd-run', 'echo "systemd-run $*" >> "$SQUALL_ROOT/asked"');
    for (const folder of ['run/systemd/system/note', 'etc/systemd/system/note']) host.write(folder, '');
    const command = host.run('clock-skew', { Token: token, DurationSeconds: '60', SkewSeconds: '-3600' });
    await host.until('the fault', () => host.has(`${state}/applied`));
    expect(Math.abs(Number(host.file('off')) + 3600)).toBeLessThanOrEqual(2);
    const asked = host.file('asked').split('\n');
    const timer = asked.findIndex((line) => line.includes(`--unit=squall-${token} --on-active=60s`));
    expect(timer).toBeGreaterThanOrEqual(0);
    expect(timer).toBeLessThan(asked.indexOf('stop chronyd'));
    expect(host.has(`etc/systemd/system/squall-boot-${token}.service`)).toBe(true);
    command.kill();
    expect(await host.run('revert', { Token: token }).ended).toMatchObject({ code: 0 });
    expect(Math.abs(Number(host.file('off')))).toBeLessThanOrEqual(2);
    expect(host.file('asked')).toContain('start chronyd');
    expect(host.has(`etc/systemd/system/squall-boot-${token}.service`)).toBe(false);
  });

  // Making a network of its own takes root and the kernel's leave; where neither is given, this is not shown.
  const network = spawnSync('unshare', ['-n', 'tc', 'qdisc', 'replace', 'dev', 'lo', 'root', 'pfifo']).status === 0;
  test.skipIf(!network)('bandwidth-limit shapes an interface, and leaves it as it was', async () => {
    const limit = scriptFor('bandwidth-limit', {
      Token: token,
      DurationSeconds: '2',
      KilobitsPerSecond: '800',
      Interface: 'lo',
    });
    host.write('limit.sh', limit);
    const shown = 'tc qdisc show dev lo root';
    const script = `ip link set lo up; ${shown} > "$SQUALL_ROOT/before"
      bash "$SQUALL_ROOT/limit.sh" & sleep 1; ${shown} > "$SQUALL_ROOT/during"; wait $!; echo $? > "$SQUALL_ROOT/code"; ${shown} > "$SQUALL_ROOT/after"`;
    spawnSync('unshare', ['-n', 'bash', '-c', script], {
      env: { ...process.env, SQUALL_ROOT: host.root },
      timeout: 30_000,
    });
    expect(host.file('during')).toMatch(/tbf 5157: .*rate 800Kbit/);
    expect(host.file('code').trim()).toBe('0');
    expect(host.file('after')).toBe(host.file('before'));
  });
});
