import type { Guard, Mutation } from './mutation';

const pytest = (file: string, only: string): Guard => ({ kind: 'pytest', file, only });

/** Lines of the Glue scripts. */
export const SCRIPT_MUTATIONS: readonly Mutation[] = [
  {
    name: 'the newest of a batch by arrival instead of by position',
    file: 'glue-scripts/src/cdc_upsert/latest.py',
    from: 'F.struct(F.col(POSITION), ~F.col(DELETED), F.col(IMAGE))',
    to: 'F.monotonically_increasing_id()',
    guard: pytest('test_decode.py', 'latest'),
  },
  {
    name: 'positions that compare as their text: 10 before 9',
    file: 'glue-scripts/src/cdc_upsert/position.py',
    from: 'F.lpad(file, FILE_DIGITS, "0")',
    to: 'F.rpad(file, FILE_DIGITS, "0")',
    guard: pytest('test_decode.py', 'position'),
  },
  {
    name: 'a snapshot row that counts as newer than a change at its place',
    file: 'glue-scripts/src/cdc_upsert/position.py',
    from: 'F.when(op == "r", F.lit("0")).otherwise(F.lit("1"))',
    to: 'F.when(op == "r", F.lit("1")).otherwise(F.lit("0"))',
    guard: pytest('test_decode.py', 'position'),
  },
  {
    name: 'a replay that writes what is there',
    file: 'glue-scripts/src/cdc_upsert/known.py',
    from: 'alive.isNull() | (alive < place)',
    to: 'alive.isNull() | (alive <= place)',
    guard: pytest('test_upsert.py', 'walkthrough'),
  },
  {
    name: 'a merge without a guard of its own',
    file: 'glue-scripts/src/cdc_upsert/merge.py',
    from: 'F.col(f"{TARGET}.{POSITION}") < F.col(f"{SOURCE}.{POSITION}")',
    to: 'F.col(f"{TARGET}.{POSITION}") != F.col(f"{SOURCE}.{POSITION}")',
    guard: pytest('test_guards.py', 'not_newer'),
  },
  {
    name: 'deleted keys that nobody remembers',
    file: 'glue-scripts/src/cdc_upsert/known.py',
    from: 'fresh = newer_than_row & newer_than_delete',
    to: 'fresh = newer_than_row',
    guard: pytest('test_upsert.py', 'disorder'),
  },
  {
    name: 'a merge that reads the whole table',
    file: 'glue-scripts/src/cdc_upsert/merge.py',
    from: '    condition = within\n',
    to: '    condition = F.lit(True)\n',
    guard: pytest('test_guards.py', 'not_opened'),
  },
  {
    name: 'a comparison that reads the whole table',
    file: 'glue-scripts/src/cdc_upsert/known.py',
    from: '.where(within)',
    to: '',
    guard: pytest('test_guards.py', 'not_opened'),
  },
  {
    name: 'one range of keys where there are gaps',
    file: 'glue-scripts/src/cdc_upsert/key_range.py',
    from: 'return key_range(ends) & found',
    to: 'return key_range(ends)',
    guard: pytest('test_guards.py', 'not_opened'),
  },
  {
    name: 'rows before a truncate that count as there',
    file: 'glue-scripts/src/cdc_upsert/upsert.py',
    from: 'live.toDF().where(since), deleted.toDF()',
    to: 'live.toDF(), deleted.toDF()',
    guard: pytest('test_random_workload.py', 'shuffled'),
  },
  {
    name: 'a stream that plans without looking at its batches',
    file: 'glue-scripts/src/cdc_upsert/follow.py',
    from: '        adapt_batch_session(batch.sparkSession, spark)\n',
    to: '',
    guard: pytest('test_follow.py', 'one_file'),
  },
  {
    name: 'an archive that passes over old objects',
    file: 'glue-scripts/src/cdc_upsert/archive.py',
    from: '        .option("maxFileAge", NO_FILE_IS_TOO_OLD)\n',
    to: '',
    guard: pytest('test_follow.py', 'only_new_objects'),
  },
  {
    name: 'two runs that write one table',
    file: 'glue-scripts/src/cdc_upsert/lease.py',
    from: '            self._outlive_others()\n',
    to: '            pass\n',
    guard: pytest('test_job.py', 'second_run'),
  },
  {
    name: 'a placeholder that is written as a value',
    file: 'glue-scripts/src/cdc_upsert/upsert.py',
    from: '    if found.unavailable:\n',
    to: '    if False:\n',
    guard: pytest('test_unavailable.py', 'untold'),
  },
];
