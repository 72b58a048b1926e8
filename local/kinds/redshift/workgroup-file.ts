import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';

/** Which server stands for which workgroup, as `local/moto-iam/src/redshift_data/workgroups.py` reads it. */
export interface WrittenWorkgroup {
  readonly name: string;
  readonly arn: string;
  readonly host: string;
  readonly port: number;
  readonly caFile: string;
  /** Where topics are asked for. */
  readonly topics: string;
}

/** Lets the Data API know a workgroup, in place of one that has its name. */
export function addWorkgroup(file: string, workgroup: WrittenWorkgroup): void {
  write(file, [...others(file, workgroup.name), workgroup]);
}

export function removeWorkgroup(file: string, name: string): void {
  write(file, others(file, name));
}

function others(file: string, name: string): WrittenWorkgroup[] {
  if (!existsSync(file)) return [];
  const { workgroups } = JSON.parse(readFileSync(file, 'utf8')) as { readonly workgroups: readonly WrittenWorkgroup[] };
  return workgroups.filter((each) => each.name !== name);
}

/** In one step: it may be read at any time. */
function write(file: string, workgroups: readonly WrittenWorkgroup[]): void {
  const unfinished = `${file}.new`;
  writeFileSync(unfinished, JSON.stringify({ workgroups }), { mode: 0o600 });
  renameSync(unfinished, file);
}
