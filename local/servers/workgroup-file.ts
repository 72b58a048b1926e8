import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';

/** Which server stands for a workgroup of a service, as `local/moto-iam/src/moto_iam/workgroup_file.py` reads it. */
export interface WrittenWorkgroup {
  readonly name: string;
  readonly arn: string;
}

/** Of Redshift, as `redshift_data/workgroups.py` reads it. */
export interface WrittenWarehouse extends WrittenWorkgroup {
  readonly host: string;
  readonly port: number;
  readonly caFile: string;
  /** Where topics are asked for. */
  readonly topics: string;
}

/** Of Athena, as `athena_api/workgroups.py` reads it. */
export interface WrittenAthena extends WrittenWorkgroup {
  /** Of Trino, without a path. */
  readonly url: string;
  readonly outputLocation: string | undefined;
  readonly enforced: boolean;
  /** Bytes; a number of any size is a text. */
  readonly scanLimit: string | undefined;
}

/** Lets the service know a workgroup, in place of one that has its name. */
export function addWorkgroup<T extends WrittenWorkgroup>(file: string, workgroup: T): void {
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
