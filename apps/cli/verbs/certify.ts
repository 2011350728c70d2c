import { deployed, directory, local } from './flags.ts';
import type { Verb } from './verb.ts';

export const certify: Verb = {
  name: 'certify',
  summary: 'exercise the whole platform on its sample fleet, and sign evidence of what was restored',
  args: [],
  flags: [
    ...deployed,
    local,
    { flags: '--only <exercise>', text: 'one exercise, or several; nothing is certified by them', many: true },
    { flags: '--seed <n>', text: 'make the choices of a seed; random when missing', parse: 'whole' },
    { flags: '-y, --yes', text: 'do not ask before a rehearsal', only: 'local' },
    { flags: '--confirm <stage>', text: 'the stage, where nobody can type it' },
    { flags: '--key <file>', text: 'sign with this Ed25519 key (PEM) instead of <directory>/certify.key' },
    { flags: '--out <dir>', text: 'where evidence goes, instead of <directory>/certifications/<id>' },
    { flags: '--json', text: 'print NDJSON; the last line is the result' },
    { flags: '--verify <file>', text: 'say whether evidence is what was signed; nothing else is done' },
    { flags: '--public-key <file>', text: 'with --verify: the key (PEM) that it must be signed with' },
    directory,
  ],
  examples: [
    'squall certify --yes',
    'squall certify --aws --stage staging',
    'squall certify --verify evidence.json --public-key certify.key.pub',
  ],
  load: () => import('../commands/certify.ts'),
};
