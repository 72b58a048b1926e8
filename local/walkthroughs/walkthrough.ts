import type { RequiredFlow } from '../model/required-flow';

/** Statements that are played in order, one transaction each, and waited for until all that they changed is where jobs read it. */
export type Play = {
  /** In a few words, such as `insert rows`. */
  readonly play: string;
  /** Whose rights they need: those of an application, or the administrator's. @default 'writer' */
  readonly as?: 'writer' | 'admin';
  /** A table, as its source calls it, of the way in whose database they are played. @default - the first way that has one */
  readonly at?: string;
} & (
  | {
      /** Folder beside the walkthrough, whose `.sql` files hold a statement each and are played in the order of their names. */
      readonly files: string;
    }
  | { readonly sql: readonly string[] }
);

/** Records that somebody else writes to the topic of a table, one after the other. */
export interface Send {
  /** In a few words. */
  readonly send: string;
  /** The table, as its source calls it. */
  readonly to: string;
  readonly values: readonly string[];
}

/**
 * Every connector on the way of a table is deleted, as an update does that suspends its capture and its pipelines, and is made
 * again under its name.
 */
export interface Recreate {
  /** In a few words. */
  readonly recreate: string;
  /** The table, as its source calls it. */
  readonly of: string;
  /** Statements that are played while none of them is there, as an application. */
  readonly meanwhile: readonly string[];
}

/** Records of a capture get another shape, by an update whose configuration has that in `avro`, with `compatibility: 'NONE'`. */
export interface Reshape {
  /** In a few words. */
  readonly reshape: string;
  /** A table of the capture, as its source calls it. */
  readonly of: string;
  readonly shape: 'envelope' | 'flat';
}

/**
 * A run of what makes tables: of the job; of the refresh of a warehouse's views of topics; or of its merges, as their schedules
 * call them. Or of what keeps all tables of the lake in order, the upkeep, or makes refined ones anew.
 */
export interface Run {
  readonly run: 'job' | 'refresh' | 'merges' | 'upkeep' | 'refined';
}

/** Where a statement or a parameter has a value that was remembered. */
export const REMEMBERED = /\{\{([A-Za-z]+)\}\}/g;

/** Keeps a value as it is now for later questions, which have `{{<name>}}` in its place. */
export interface Remember {
  /** Name of the value: letters. */
  readonly remember: string;
  /** Has one row of one column as its answer. */
  readonly query: QueryAsk['query'];
}

/** A row as the query engine shows it, with columns in lower case, or an item; each value as its text. */
export type AnsweredRow = Readonly<Record<string, string | null>>;

/** A query that the workgroup has by a name. */
export interface NamedQuery {
  readonly named: string;
  /** SQL of the values that stand for each `?` of it, in their order. @default - it has none */
  readonly parameters?: readonly string[];
}

/** A statement of SQL, which names tables without their database. */
export interface StatementQuery {
  readonly sql: string;
  /** A table, as its source calls it, in whose log's database the statement's tables are. @default - in that of the job's tables */
  readonly logOf?: string;
  /** A table, as its source calls it, in whose rows' database the statement's tables are. @default - in that of the job's tables */
  readonly rowsOf?: string;
}

/** A question to the query engine, and what has to be true of its answer. */
export interface QueryAsk {
  /** A query of the workgroup, or a statement. */
  readonly query: NamedQuery | StatementQuery;
  /** The whole answer, in any order. */
  readonly answers?: readonly AnsweredRow[];
  /** Rows that are among the answer's, by the columns that they name; the first one tells them apart. */
  readonly has?: readonly AnsweredRow[];
  /** Rows that none of the answer's is, by the columns that they name. */
  readonly lacks?: readonly AnsweredRow[];
}

/** A question about the items of a table, which is asked again as long as they come or change. */
export interface ItemsAsk {
  /** The table, as its source calls it. */
  readonly items: string;
  /** Items that are there, by the attributes that they name; the table's key is among them. */
  readonly has?: readonly AnsweredRow[];
  /** Keys of items that are not there. */
  readonly lacks?: readonly AnsweredRow[];
  /** That items are all rows of the source and no others, each with its values and with these attributes, and more than so many. */
  readonly equal?: { readonly moreThan: number; readonly with?: readonly string[] };
}

/** A question to the warehouse in its own SQL, and what has to be true of its answer. */
export interface WarehouseAsk extends Omit<QueryAsk, 'query'> {
  readonly warehouse: string;
}

/** A question to the registry of a way's schemas, and what has to be true of its answer: the fields of it, or of each item of its list. */
export interface RegistryAsk extends Omit<QueryAsk, 'query'> {
  /** Path below its interface, such as `system/info`. */
  readonly registry: string;
}

/** A question to the server of a way's database in its own SQL, as its administrator, and what has to be true of its answer. */
export interface SourceAsk extends Omit<QueryAsk, 'query'> {
  readonly source: string;
  /** That is asked. @default - the captured one */
  readonly database?: string;
}

/** A question about names of topics, and what has to be true of them: a row of `topic` for each. */
export interface TopicsAsk extends Omit<QueryAsk, 'query'> {
  /** What they begin with. */
  readonly topics: string;
}

/** That a table of the warehouse is all rows of its source and no others, and more than so many. */
export interface WarehouseTableAsk {
  /** The table, as its source calls it. */
  readonly warehouseTable: string;
  readonly moreThan: number;
}

/** That the newest run of the upkeep made files of a table fewer, and not its rows, which a query asks for. */
export interface FewerFilesAsk {
  /** As the upkeep calls it: `<database>.<table>` of Iceberg, the name of the folder of Delta. */
  readonly fewerFiles: string;
  /** Files that make up the table now, at most. */
  readonly atMost: number;
}

/** What has an answer of rows. */
export type RowsAsk = QueryAsk | WarehouseAsk | RegistryAsk | SourceAsk | TopicsAsk;

export type Ask = RowsAsk | ItemsAsk | WarehouseTableAsk | FewerFilesAsk;

/** A proof: all of its questions are answered as they should be. */
export interface Prove {
  /** The walkthrough's name, a dot and what no other proof of it has, such as `P1.3`. */
  readonly prove: string;
  readonly claim: string;
  readonly asks: readonly Ask[];
}

export type Step = Play | Send | Recreate | Reshape | Run | Remember | Prove;

/**
 * What is proven of a way without a walkthrough's saying how: topics after the snapshot, archived lines before and after what
 * is played, rows of Parquet and tables of Iceberg against their topics, tables, items or a warehouse against their sources, and that to do it again changes nothing.
 */
export type FlowProof = 'snapshot' | 'played' | 'parquet' | 'iceberg' | 'tables' | 'items' | 'warehouse' | 'rerun';

/** A way that changes take, and what is proven of it. */
export interface Way {
  /** Where that is not there, the walkthrough is not here, which is no failure. */
  readonly requires: RequiredFlow;
  /** Proofs of the way that count as the walkthrough's own, by the ids that they have as such. @default - none */
  readonly counts?: Readonly<Partial<Record<FlowProof, string>>>;
}

/** Ways through the platform as data: what is done with certain tables, and what is seen of it at the other end. */
export interface Walkthrough extends Way {
  /** Further ways that it leads through. @default - none */
  readonly also?: readonly Way[];
  readonly steps: readonly Step[];
}

export function runsUpkeep({ steps }: Walkthrough): boolean {
  return steps.some((step) => 'run' in step && step.run === 'upkeep');
}

/** All ways that a walkthrough leads through, its own first. */
export function waysOf({ requires, counts, also = [] }: Walkthrough): readonly Way[] {
  return [counts === undefined ? { requires } : { requires, counts }, ...also];
}

/** A walkthrough, and where it was found. */
export interface NamedWalkthrough extends Walkthrough {
  /** That of its folder. */
  readonly name: string;
  /** Absolute path. */
  readonly folder: string;
}
