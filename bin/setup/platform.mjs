import { readFileSync } from 'node:fs';

/**
 * One word for how packages are installed here: `debian`, `fedora`, `amazon`, `arch` or `other`. `text` is an
 * os-release file's.
 */
export function distributionFamily(text) {
  const fields = Object.fromEntries(
    text
      .split('\n')
      .map((line) => /^(ID|ID_LIKE)="?([^"]*)"?$/.exec(line))
      .filter((match) => match !== null)
      .map(([, name, value]) => [name, value]),
  );
  const words = `${fields.ID ?? ''} ${fields.ID_LIKE ?? ''}`.split(' ');
  if (words.includes('amzn')) return 'amazon';
  if (words.some((word) => ['debian', 'ubuntu'].includes(word))) return 'debian';
  if (words.some((word) => ['fedora', 'rhel', 'centos'].includes(word))) return 'fedora';
  if (words.includes('arch')) return 'arch';
  return 'other';
}

/** The family of this machine. */
export function thisFamily() {
  try {
    return distributionFamily(readFileSync('/etc/os-release', 'utf8'));
  } catch {
    return 'other';
  }
}

/** What this machine is, e.g. `linux x64, glibc 2.36`. */
export function describePlatform({ platform, arch, glibc }) {
  if (platform !== 'linux') return `${platform} ${arch}`;
  return `linux ${arch}, ${glibc ? `glibc ${glibc}` : 'no glibc'}`;
}

/** Why the servers of the local run cannot run here; undefined if they can. Takes `{platform, arch, glibc}`. */
export function refusal(machine) {
  const { platform, arch, glibc } = machine;
  if (platform === 'linux' && arch === 'x64' && glibc) return undefined;
  return [
    `The local run works on Linux x64 with glibc; this is ${describePlatform(machine)}.`,
    'Its MySQL server and its Java 25 runtime are programs built for that platform alone.',
    'Here these work: npm run synth, diff, deploy, lint, build and test:fast.',
    'For the rest take a Linux x64 machine, virtual machine or container (Debian 12, Ubuntu, Fedora, Amazon Linux 2023, Arch).',
  ];
}

/** `{platform, arch, glibc}` of this machine; `glibc` is undefined where the C library is another one. */
export function thisMachine() {
  return { platform: process.platform, arch: process.arch, glibc: glibcVersion() };
}

function glibcVersion() {
  if (process.platform !== 'linux') return undefined;
  // Without the network part, whose name look-ups can take seconds.
  process.report.excludeNetwork = true;
  return process.report.getReport().header.glibcVersionRuntime;
}
