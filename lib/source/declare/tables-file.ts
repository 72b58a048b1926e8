import ts from 'typescript';
import type { Table } from '../../../connectors/dataset';

/** A file of tables that cannot be read, or cannot be added to. */
export class TablesFileError extends Error {}

/** What the merging has to know of a table: what follows from the source, and what a person decided about it. */
export type KnownTable = Pick<
  Table,
  'schema' | 'table' | 'keyColumns' | 'columns' | 'excludedColumns' | 'lakeName' | 'zeroDates' | 'foreignKeyCascades'
>;

/** A place in the text where more can be put in. */
export interface Place {
  readonly at: number;
  /** What has to stand before the first thing that is put in there, and where. */
  readonly comma?: number;
}

export interface TableEntry {
  readonly key: string;
  readonly table: KnownTable;
  /** Where the entry begins, its comments included. */
  readonly start: number;
  /** Behind its last column. */
  readonly moreColumns: Place;
}

export interface TablesFile {
  readonly text: string;
  readonly entries: readonly TableEntry[];
  /** Behind the last entry. */
  readonly moreEntries: Place;
}

const REQUIRED = ['schema', 'table', 'keyColumns', 'columns'] as const;
const OPTIONAL = ['excludedColumns', 'lakeName', 'zeroDates', 'foreignKeyCascades'] as const;

/**
 * Reads the tables that a file exports, whatever else stands in it.
 *
 * @param path of the file, for errors
 * @throws TablesFileError where it is not made of plain literals
 */
export function readTablesFile(path: string, text: string): TablesFile {
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  const [tables, ...more] = source.statements.flatMap(exportedObjects);
  if (tables === undefined || more.length > 0) {
    throw new TablesFileError(
      `\`${path}\` must export one object of tables, got: ${more.length === 0 ? 'none' : 'several'}`,
    );
  }
  return {
    text,
    entries: tables.properties.map((property) => readEntry(property)),
    moreEntries: endOf(tables),
  };
}

function exportedObjects(statement: ts.Statement): ts.ObjectLiteralExpression[] {
  const exported =
    ts.isVariableStatement(statement) &&
    statement.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword) === true;
  return exported
    ? statement.declarationList.declarations.flatMap(({ initializer }) => {
        const plain = initializer === undefined ? undefined : unwrapped(initializer);
        return plain !== undefined && ts.isObjectLiteralExpression(plain) ? [plain] : [];
      })
    : [];
}

function readEntry(property: ts.ObjectLiteralElementLike): TableEntry {
  if (!ts.isPropertyAssignment(property)) {
    throw unreadable(property);
  }
  const object = objectOf(property.initializer);
  const columns = propertyOf(object, 'columns');
  const known = Object.fromEntries(
    [...REQUIRED, ...OPTIONAL].flatMap((name) => {
      const value = propertyOf(object, name);
      if (value === undefined) {
        if (REQUIRED.some((required) => required === name)) {
          throw unreadable(object);
        }
        return [];
      }
      return [[name, literalOf(value)]];
    }),
  ) as unknown as KnownTable;
  const source = property.getSourceFile();
  const [comment] = ts.getLeadingCommentRanges(source.text, property.getFullStart()) ?? [];
  return {
    key: nameOf(property),
    table: known,
    start: comment?.pos ?? property.getStart(),
    moreColumns: endOf(objectOf(columns ?? property.initializer)),
  };
}

function propertyOf(object: ts.ObjectLiteralExpression, name: string): ts.Expression | undefined {
  const found = object.properties.filter((property) => property.name !== undefined && nameOf(property) === name).at(-1);
  if (found === undefined) {
    return undefined;
  }
  if (!ts.isPropertyAssignment(found)) {
    throw unreadable(found);
  }
  return found.initializer;
}

/** The value that an expression spells out. */
function literalOf(expression: ts.Expression): unknown {
  const plain = unwrapped(expression);
  if (ts.isStringLiteralLike(plain)) {
    return plain.text;
  }
  if (plain.kind === ts.SyntaxKind.TrueKeyword) {
    return true;
  }
  if (ts.isArrayLiteralExpression(plain)) {
    return plain.elements.map(literalOf);
  }
  return Object.fromEntries(
    objectOf(plain).properties.map((property) => {
      if (!ts.isPropertyAssignment(property)) {
        throw unreadable(property);
      }
      return [nameOf(property), literalOf(property.initializer)];
    }),
  );
}

function objectOf(expression: ts.Expression): ts.ObjectLiteralExpression {
  const plain = unwrapped(expression);
  if (!ts.isObjectLiteralExpression(plain)) {
    throw unreadable(plain);
  }
  return plain;
}

function nameOf(property: ts.ObjectLiteralElementLike): string {
  const { name } = property;
  if (name === undefined || !(ts.isIdentifier(name) || ts.isStringLiteralLike(name) || ts.isNumericLiteral(name))) {
    throw unreadable(property);
  }
  return name.text;
}

/** Without what only the compiler cares for. */
function unwrapped(expression: ts.Expression): ts.Expression {
  return ts.isAsExpression(expression) ||
    ts.isSatisfiesExpression(expression) ||
    ts.isParenthesizedExpression(expression)
    ? unwrapped(expression.expression)
    : expression;
}

function endOf({ properties, end }: ts.ObjectLiteralExpression): Place {
  const last = properties.at(-1);
  return last === undefined || properties.hasTrailingComma ? { at: end - 1 } : { at: end - 1, comma: last.end };
}

function unreadable(node: ts.Node): TablesFileError {
  const source = node.getSourceFile();
  const { line } = source.getLineAndCharacterOfPosition(node.getStart());
  const [start] = node.getText().split('\n');
  return new TablesFileError(
    `\`${source.fileName}:${line + 1}\` must be a plain object with ${REQUIRED.join(', ')}, so that tables can be added, got: ${start}`,
  );
}
