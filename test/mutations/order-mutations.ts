import type { Guard, Mutation } from './mutation';

const SCRIPTS = 'glue-scripts/src/cdc_upsert';
const pytest = (file: string, only: string): Guard => ({ kind: 'pytest', file, only });

/** Lines of the Glue scripts that decide which change is the newer one, and whether it is of the log that a table follows. */
export const ORDER_MUTATIONS: readonly Mutation[] = [
  {
    name: 'positions that compare as their text: 10 before 9',
    file: `${SCRIPTS}/positions.py`,
    from: 'F.lpad(file, FILE_DIGITS, "0")',
    to: 'F.rpad(file, FILE_DIGITS, "0")',
    guard: pytest('test_decode.py', 'position'),
  },
  {
    name: 'a snapshot row that counts as newer than a change at its place',
    file: `${SCRIPTS}/positions.py`,
    from: 'F.when(op == "r", F.lit("0")).otherwise(F.lit("1"))',
    to: 'F.when(op == "r", F.lit("1")).otherwise(F.lit("0"))',
    guard: pytest('test_decode.py', 'position'),
  },
  {
    name: 'two changes at one place in any order',
    file: `${SCRIPTS}/positions.py`,
    from: '.otherwise(F.lit("1")),\n            padded(F.coalesce(offset, F.lit(0)), OFFSET_DIGITS),',
    to: '.otherwise(F.lit("1")),\n            padded(F.lit(0), OFFSET_DIGITS),',
    guard: pytest('test_decode.py', 'place_of_a_change'),
  },
  {
    name: 'an epoch that is that of the partition',
    file: `${SCRIPTS}/positions.py`,
    from: '((partition == each) & (offset >= first))',
    to: '(partition == each)',
    guard: pytest('test_decode.py', 'begins_with_the_epoch'),
  },
  {
    name: 'a server that nobody knows',
    file: `${SCRIPTS}/origins.py`,
    from: 'bool(own) and group["server"] not in earlier',
    to: 'False',
    guard: pytest('test_origins.py', 'promoted'),
  },
  {
    name: 'a log that goes back, by a server that is known',
    file: `${SCRIPTS}/origins.py`,
    from: '    if begins:\n',
    to: '    if False:\n',
    guard: pytest('test_origins.py', 'promoted'),
  },
  {
    name: 'a repetition that passes for another log',
    file: `${SCRIPTS}/origins.py`,
    from: '(lower & no_repetition) | cut',
    to: 'lower | cut',
    guard: pytest('test_origins.py', 'promoted'),
  },
  {
    name: 'epochs that are other ones than the rows were ordered by',
    file: `${SCRIPTS}/origins.py`,
    from: 'if declared.get(int(epoch)) != first:',
    to: 'if False:',
    guard: pytest('test_origins.py', 'promoted'),
  },
  {
    name: 'an epoch that begins below what was read',
    file: `${SCRIPTS}/origins.py`,
    from: 'if mark is not None and first <= mark.offset and low > first:',
    to: 'if False:',
    guard: pytest('test_origins.py', 'read_again'),
  },
  {
    name: 'a log whose form of positions changes',
    file: `${SCRIPTS}/origins.py`,
    from: 'if state.positions is not None and state.positions != table.positions:',
    to: 'if False:',
    guard: pytest('test_origins.py', 'promoted'),
  },
  {
    name: 'rows of a snapshot that is not complete, deleted',
    file: `${SCRIPTS}/settling.py`,
    from: '    if not complete:\n',
    to: '    if False:\n',
    guard: pytest('test_snapshots.py', 'leave_the_table'),
  },
  {
    name: 'rows that a further snapshot does not hold',
    file: `${SCRIPTS}/settling.py`,
    from: '    return target.delete_up_to(place)\n',
    to: '    return 0\n',
    guard: pytest('test_snapshots.py', 'leave_the_table'),
  },
  {
    name: 'changes before a further snapshot that come back',
    file: `${SCRIPTS}/settling.py`,
    from: '        target.set_state(replace(state, truncated_at=place, truncated_ms=None))\n',
    to: '        pass\n',
    guard: pytest('test_snapshots.py', 'leave_the_table'),
  },
  {
    name: 'rows of a snapshot that are counted twice',
    file: `${SCRIPTS}/survey.py`,
    from: 'is_snapshot() & ~counted',
    to: 'is_snapshot()',
    guard: pytest('test_snapshots.py', 'leave_the_table'),
  },
  {
    name: 'a source that was read as empty and is not',
    file: `${SCRIPTS}/batch.py`,
    from: 'decoded = decoded.where(F.coalesce(F.col("at_ms"), F.lit(emptied_ms)) >= emptied_ms)',
    to: 'pass',
    guard: pytest('test_read_as_empty.py', 'emptied'),
  },
];
