import { join, resolve } from 'node:path';
import ts from 'typescript';

const ROOT = resolve(__dirname, '..', '..');

/** What a user writes, in the order in which it is read: a type, the file that declares it, and where it stands. */
const SECTIONS: readonly (readonly [type: string, file: string, where: string])[] = [
  ['EnvironmentConfig', 'lib/config/environment.ts', 'An entry of `ENVIRONMENTS` in `lib/config/environments.ts`.'],
  ['MadeNetwork', 'lib/config/environment.ts', '`network`, made by the app.'],
  ['ExistingNetwork', 'lib/config/environment.ts', '`network`, where it is there already.'],
  ['MadeDatabase', 'lib/config/environment.ts', '`databases.<key>`, made by the app.'],
  ['ExistingDatabase', 'lib/config/environment.ts', '`databases.<key>`, where it is there already.'],
  ['Table', 'connectors/dataset.ts', 'An entry of `lib/config/tables/<database>.ts`.'],
  ['DatasetColumnDetails', 'connectors/dataset-column.ts', '`columns.<name>`, where the type alone does not say it.'],
  ['StreamingConfig', 'lib/config/environment.ts', '`streaming`.'],
  ['DatabaseCapture', 'lib/config/capture.ts', '`captures.<key>`, of a database.'],
  ['AvroRecords', 'lib/config/capture.ts', '`captures.<key>.avro`.'],
  ['SharedTopic', 'lib/config/capture.ts', '`captures.<key>.sharedTopic`.'],
  ['GeneratedOrders', 'lib/config/capture.ts', '`captures.<key>`, of orders that nobody placed.'],
  ['StatementReading', 'connectors/statement-reading.ts', '`captures.<key>.statements[]`.'],
  ['PipelineConfig', 'lib/config/environment.ts', '`pipelines.<name>`.'],
  ['ArchiveOptions', 'lib/pipelines/archive.ts', '`pipelines.<name>.to`, as `archive({ … })`.'],
  ['DeltaOptions', 'lib/pipelines/delta.ts', '`pipelines.<name>.to`, as `delta({ … })`.'],
  [
    'ParquetOptions',
    'lib/pipelines/parquet.ts',
    '`pipelines.<name>.to`, as `parquet({ … })`; its bounds of objects are those of `archive`.',
  ],
  ['RefinedConfig', 'lib/serving/refined-problems.ts', '`refined.<table>` there.'],
  ['DynamoDbOptions', 'lib/pipelines/dynamodb.ts', '`pipelines.<name>.to`, as `dynamodb({ … })`.'],
  ['ItemKey', 'lib/keyvalue/item-key.ts', '`keys.<table>` there.'],
  ['IcebergOptions', 'lib/pipelines/iceberg.ts', '`pipelines.<name>.to`, as `iceberg({ … })`.'],
  ['S3TablesCatalog', 'lib/pipelines/iceberg-catalog.ts', '`catalog` there.'],
  ['RestCatalog', 'connectors/sinks/iceberg-catalog.ts', '`catalog` there.'],
  ['RestSignIn', 'connectors/sinks/iceberg-catalog.ts', '`catalog.signIn` there.'],
  ['IcebergStateOptions', 'lib/pipelines/iceberg-state.ts', '`pipelines.<name>.to`, as `icebergState({ … })`.'],
  ['StateTableOptions', 'lib/pipelines/iceberg-state.ts', '`tables.<table>` there.'],
  ['RedshiftOptions', 'lib/pipelines/redshift.ts', '`pipelines.<name>.to`, as `redshift({ … })`.'],
  ['MadeWarehouse', 'lib/config/warehouse.ts', '`warehouse`, made by the app.'],
  ['ExistingWarehouse', 'lib/config/warehouse.ts', '`warehouse` that is there already.'],
  ['RegistryConfig', 'lib/config/registry.ts', '`registry`.'],
  ['RegistryCertificate', 'lib/config/registry.ts', '`registry.certificate`.'],
  ['UpkeepConfig', 'lib/config/upkeep.ts', '`upkeep`.'],
  ['AthenaConfig', 'lib/config/environment.ts', '`serving.athena`.'],
  ['ClientHostConfig', 'lib/config/environment.ts', '`clientHost`.'],
];

/** `docs/configuration.md`: every knob, with what its doc comment says. */
export function configurationPage(): string {
  const files = [...new Set(SECTIONS.map(([, file]) => join(ROOT, file)))];
  const program = ts.createProgram(files, { noEmit: true, skipLibCheck: true, types: [] });
  const checker = program.getTypeChecker();
  const sections = SECTIONS.map(([name, file, where]) => {
    const source = program.getSourceFile(join(ROOT, file));
    const declaration = source?.statements.find(
      (statement): statement is ts.InterfaceDeclaration =>
        ts.isInterfaceDeclaration(statement) && statement.name.text === name,
    );
    if (declaration === undefined) {
      throw new Error(`${file} has no interface ${name}`);
    }
    const rows = checker
      .getPropertiesOfType(checker.getTypeAtLocation(declaration))
      .map((property) => row(property, checker, program));
    const about = spaced(documentation(checker.getSymbolAtLocation(declaration.name), checker));
    return [
      `## ${name}`,
      '',
      [where, about].filter((text) => text !== '').join(' '),
      '',
      '| property | values | what | default |',
      '|---|---|---|---|',
      ...rows,
      '',
    ].join('\n');
  });
  return [
    '# Configuration',
    '',
    'Every knob there is. This page is written by `test/lib/config/configuration-page.test.ts` from the doc comments of the types that `lib/config/environments.ts` and `lib/config/tables/` are made of, and',
    'checked by it: change the comment, and run it with `WRITE_CONFIGURATION_PAGE=true`. What breaks a rule is refused at synth, with property, rule and value.',
    '',
    ...sections,
  ].join('\n');
}

function row(property: ts.Symbol, checker: ts.TypeChecker, program: ts.Program): string {
  const [declaration] = property.declarations ?? [];
  if (declaration === undefined || !ts.isPropertySignature(declaration) || declaration.type === undefined) {
    throw new Error(`${property.name} must be a property with a type`);
  }
  const fallback = property
    .getJsDocTags(checker)
    .filter(({ name }) => name === 'default')
    .map(({ text }) => ts.displayPartsToString(text))
    .join(' ')
    .replace(/^- /, '');
  const alias = ts.isTypeReferenceNode(declaration.type)
    ? checker.getSymbolAtLocation(declaration.type.typeName)
    : undefined;
  const own = resolved(alias, checker);
  const isOurs = own?.declarations?.some((one) => !one.getSourceFile().fileName.includes('node_modules')) ?? false;
  const about = [documentation(property, checker), isOurs ? documentation(own, checker) : ''];
  return `| \`${property.name}\` | ${cell(`\`${valuesOf(declaration.type, checker)}\``)} | ${cell(about.join(' '))} | ${cell(constant(fallback, program))} |`;
}

/** Of a choice its values, and of any other type its name. */
function valuesOf(node: ts.TypeNode, checker: ts.TypeChecker): string {
  const type = checker.getTypeFromTypeNode(node);
  const choice = type.isUnion() && type.types.every((one) => one.isStringLiteral());
  const text = choice
    ? type.types.map((one) => `'${(one as ts.StringLiteralType).value}'`).join(' | ')
    : spaced(node.getText());
  return text.replaceAll(/Readonly<Record<string, (.*)>>$/g, '$1 by key');
}

function resolved(symbol: ts.Symbol | undefined, checker: ts.TypeChecker): ts.Symbol | undefined {
  return symbol !== undefined && symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
}

/** The value of a constant that a default names. */
function constant(fallback: string, program: ts.Program): string {
  if (!/^[A-Z_]+$/.test(fallback)) {
    return fallback;
  }
  for (const source of program.getSourceFiles().filter(({ fileName }) => !fileName.includes('node_modules'))) {
    const found = new RegExp(`export const ${fallback}\\b[^=]*= ([^;]+);`).exec(source.text);
    if (found !== null) {
      return `\`${found[1]}\``;
    }
  }
  throw new Error(`@default must name a constant, or say what it is, got: ${fallback}`);
}

function documentation(symbol: ts.Symbol | undefined, checker: ts.TypeChecker): string {
  return symbol === undefined ? '' : ts.displayPartsToString(symbol.getDocumentationComment(checker));
}

function cell(text: string): string {
  return spaced(text).replaceAll('|', '\\|').replaceAll('<', '&lt;');
}

function spaced(text: string): string {
  return text.trim().replaceAll(/\s+/g, ' ');
}
