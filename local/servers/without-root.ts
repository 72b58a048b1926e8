/** A program and its arguments. */
export interface Command {
  readonly command: string;
  readonly args: readonly string[];
}

/** Has an entry everywhere, which initdb looks for, and no files of its own. */
const USER = 'nobody';
const GROUP_ID = '65534';

/**
 * The command for a program that refuses to be run by root. It gets another user, who keeps root's right to all files:
 * those it needs may lie in folders that are closed to everybody else, such as `/root`. The right has to survive
 * `access(2)`, which otherwise judges by the user alone.
 *
 * @param uid of whoever starts it; anybody but root starts it as it is
 */
export function withoutRoot(program: Command, uid: number | undefined = process.getuid?.()): Command {
  if (uid !== 0) return program;
  const user = [`--reuid=${USER}`, `--regid=${GROUP_ID}`, '--clear-groups'];
  const right = ['--inh-caps=+dac_override', '--ambient-caps=+dac_override', '--securebits=+no_setuid_fixup'];
  return { command: 'setpriv', args: [...user, ...right, program.command, ...program.args] };
}
