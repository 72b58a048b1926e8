import * as at from '../../support/applied-places';
import { archivedEvents } from '../../support/archived-events';
import { asAdmin } from '../../support/as-admin';
import { CustomerWriter } from '../../support/customer-writer';
import { pluginVersion, topicFacts, workersOf } from '../../support/kept-run-facts';
import {
  DEAD_LETTERS_OF,
  type DevRun,
  OF_ARCHIVE_PLUGIN,
  OF_OTHER_PLUGINS,
  OTHERS,
  PATIENCE,
  SINK,
  SOURCE,
} from './dev-run';
import { Inventory } from './inventory';

const STEPS = /✓(?!.*Role)/;
const DAY_MILLISECONDS = 24 * 60 * 60_000;

/** The lines of a command's output that are about what is run here. */
const about = (output: string, what: RegExp): string[] => output.split('\n').filter((line) => what.test(line));

/** The run follows the app, edit after edit, while rows keep flowing. */
export function updatesOfDev(dev: DevRun): void {
  const { project, files } = dev;
  const apply: DevRun['apply'] = (...args) => dev.apply(...args);

  test(
    'without a change there is nothing to do, and another environment is not there',
    async () => {
      const same = await apply('--app', files.firstAssembly(), '--plan');
      expect([same.exitCode, about(same.output, /: (?!no change)/)]).toEqual([0, []]);
      const other = await apply('--environment', 'prod');
      expect([other.exitCode, other.output]).toEqual([
        1,
        expect.stringMatching(/^what stays up is .* \(dev\), and not prod/),
      ]);
    },
    PATIENCE,
  );

  test(
    'options and topics change in place: no event is lost or repeated',
    async () => {
      project.edit(at.ENVIRONMENTS, 'readerId: 184_054', 'readerId: 184_099');
      project.edit(at.ENVIRONMENTS, 'rotateRecords: 20_000', 'rotateRecords: 30');
      project.edit(at.TABLES, 'partitions: 3', 'partitions: 5');
      project.edit(at.DEAD_LETTER, '14 * 24', '7 * 24');
      project.edit('glue-scripts/jobs/upsert.py', 'parser = ', '# Later.\nparser = ');
      project.edit(at.ENVIRONMENTS, `${at.DELTA_EVERY}30)`, `${at.DELTA_EVERY}20)`);
      project.edit('lib/serving/sql/010-row-count.sql', 'row_count', 'total');
      const writer = new CustomerWriter(files, 20_000);
      const { exitCode, output } = await apply();
      expect([exitCode, about(output, /^ {2}.*(?<!not run here\))$/).sort()]).toEqual([
        0,
        [
          // Of both databases, whose jobs have one script.
          ...[1, 2].map(() =>
            expect.stringMatching(/~ update {2}AWS::Glue::Job .* in place: Command\.ScriptLocation$/),
          ),
          expect.stringMatching(/~ update {2}AWS::Glue::Trigger .* in place: Schedule$/),
          ...[1, 2].map(() =>
            expect.stringMatching(/~ update {2}AWS::IAM::Policy Upsert\w+ {2}in place: PolicyDocument\.Statement$/),
          ),
          expect.stringMatching(/~ update {2}AWS::KafkaConnect::Connector .*archive.* in place: .*\.rotate\.records$/),
          expect.stringMatching(/~ update {2}AWS::KafkaConnect::Connector .*cdc.* in place: .*\.database\.server\.id$/),
          ...DEAD_LETTERS_OF.map((sink) =>
            expect.stringMatching(
              `~ update  AWS::MSK::Topic .*deadletter.*${sink}.* in place: Configs\\.retention\\.ms$`,
            ),
          ),
          expect.stringMatching(/~ update {2}AWS::MSK::Topic .*SALESORDERDETAIL.* in place: PartitionCount$/),
          // Of a Delta table, a log and a state.
          ...[1, 2, 3].map(() => expect.stringMatching(/± replace AWS::Athena::NamedQuery .* because of QueryString$/)),
        ],
      ]);
      expect(dev.run.output()).toMatch(/ runs by cron\(0\/20 /);
      expect(await writer.stop()).toBeGreaterThan(10);
      expect(await writer.delivered(dev.archive)).toEqual(writer.expected());
      expect(files.configuration(SOURCE)['database.server.id']).toBe('184099');
      expect(files.configuration(SINK)['rotate.records']).toBe('30');
      expect(await topicFacts(files, `dead-letter.${SINK}`)).toEqual({
        partitions: 5,
        retention: String(7 * DAY_MILLISECONDS),
      });
    },
    PATIENCE,
  );

  test(
    'capacity with configuration, and a connector replaced under its name, are refused; nothing is touched',
    async () => {
      const takeBack = project.edit(
        at.ENVIRONMENTS,
        `${at.CAPTURE}      capacity: ${at.ONE_MCU}`,
        `readerId: 184_100,\n      capacity: ${at.ONE_MCU.replace('1', '4')}`,
      );
      project.edit(at.SINK_VERSION, '${project.version}', '${project.version}-next');
      const before = files.report().updates.length;
      const { exitCode, output } = await apply();
      expect([exitCode, about(output, /^(✗| {2}[a-z]|the update)/)]).toEqual([
        1,
        [
          expect.stringMatching(/cdc.*`Capacity` and `ConnectorConfiguration` change together/),
          '  change them in two deployments',
          ...OF_ARCHIVE_PLUGIN.flatMap((name) => [
            expect.stringMatching(`Plugins replaces it, .* the name ${name} is taken`),
            expect.stringContaining("`state: 'suspended'` of its capture or pipeline, deploy, take it back, deploy"),
          ]),
          'the update is refused, and nothing was changed',
        ],
      ]);
      expect(files.configuration(SOURCE)['database.server.id']).toBe('184099');
      expect(
        files
          .report()
          .updates.slice(before)
          .map(({ succeeded }) => succeeded),
      ).toEqual([false]);
      takeBack();
    },
    PATIENCE,
  );

  test(
    'new versions of both plugins in two deployments: no event is lost or repeated',
    async () => {
      project.edit('connectors/plugins/debezium-mysql/pom.xml', '<name>', '<name>Next: ');
      const writer = new CustomerWriter(files, 30_000);
      const undo = [at.CAPTURE, at.SUPPORT, at.SUPPORT_ALL, at.ARCHIVE, at.PAGILA_ARCHIVE, at.ROWS].map((place) =>
        project.edit(at.ENVIRONMENTS, place, `${at.SUSPENDED}${place}`),
      );
      const without = await apply();
      expect([without.exitCode, about(without.output, STEPS).length]).toEqual([0, 12]);
      expect(workersOf(files)).toEqual(OF_OTHER_PLUGINS);
      for (const takeBack of undo.reverse()) takeBack();
      const withThem = await apply();
      expect([withThem.exitCode, about(withThem.output, STEPS).length]).toEqual([0, 6]);
      expect(workersOf(files)).toEqual([...OTHERS, SINK, SOURCE].sort());
      expect(await writer.stop()).toBeGreaterThan(50);
      expect(await writer.delivered(dev.archive)).toEqual(writer.expected());
      expect(await pluginVersion(files, SINK)).toBe('0.1.0-next');
    },
    PATIENCE,
  );

  test(
    'a table that is added is captured from then on, through every stack; taken out, it does not come back unseen',
    async () => {
      await asAdmin(files, 'CREATE TABLE salesdb.NOTE (NOTE_ID INT PRIMARY KEY, BODY VARCHAR(20))');
      const note =
        "  note: { schema: 'salesdb', table: 'NOTE', keyColumns: ['NOTE_ID'], columns: { NOTE_ID: 'INT', BODY: 'STRING' } },";
      const add = (): (() => void) => project.edit(at.TABLES, '  supplier: ', `${note}\n  supplier: `);
      const takeOut = add();
      const inventory = new Inventory(dev);
      const takeOutInventory = inventory.add();
      const { exitCode, output } = await apply();
      expect([exitCode, about(output, /✓/).map((line) => line.replace(/.* s {2}/, '').replace(/\w{8}$/, ''))]).toEqual([
        0,
        expect.arrayContaining([
          'create Tributary-dev-Lake/Catalogsalesdbnote',
          'update Tributary-dev-Capture-salesdb/SourceBootstrap',
          'create Tributary-dev-Topics-salesdb/TopicssalesdbsalesdbNOTE',
          'update Tributary-dev-Pipeline-salesdb-delta/UpsertJob',
          'update Tributary-dev-Capture-salesdb/IngestiontributarydevsalesdbcdcConnector',
          'update Tributary-dev-Pipeline-salesdb-archive/IngestiontributarydevsalesdbarchiveConnector',
          'update Tributary-dev-Capture-pagila/SourceBootstrap',
          'create Tributary-dev-Topics-pagila/Topicspagilapublicinventory',
          'update Tributary-dev-Capture-pagila/IngestiontributarydevpagilacdcConnector',
        ]),
      ]);
      await inventory.expectCaptured();
      takeOutInventory();
      await asAdmin(files, "INSERT INTO salesdb.NOTE VALUES (1, 'first')");
      expect(await archivedEvents(files, dev.archive, 'salesdb.salesdb.NOTE', 1)).toEqual([
        expect.objectContaining({ op: 'c', after: { NOTE_ID: 1, BODY: 'first' } }),
      ]);
      // Taken out its topic goes; put back, another would begin anew under what is archived.
      takeOut();
      expect((await apply()).exitCode).toBe(0);
      const takeOutAgain = add();
      expect((await apply()).output).toMatch(/topic salesdb\.salesdb\.NOTE begins anew, and s3:.* has the events/);
      takeOutAgain();
    },
    PATIENCE,
  );

  test(
    'an update that stops in the middle says how far it came, and the next one goes on from there',
    async () => {
      project.edit(at.DEAD_LETTER, '7 * 24', '8 * 24');
      const takeBack = project.edit('connectors/sinks/s3-archive.ts', "compression: 'gzip'", "compression: 'lzma'");
      const stopped = await apply();
      expect(stopped.exitCode).toBe(1);
      expect(stopped.output).toMatch(
        /^the update stopped at update .*archiveConnector.*CloudFormation would roll back/m,
      );
      expect(stopped.output).toMatch(
        /^done: .*update Tributary-dev-Topics-salesdb\/Topicsdeadlettertributarydevsalesdbarchive\w+/m,
      );
      expect(stopped.output).toMatch(/^not done: update .*salesdbarchive\w+$/m);
      expect(stopped.output).toContain('lzma');
      const again = await apply('--plan');
      expect([again.exitCode, about(again.output, /^ {2}/)]).toEqual([
        0,
        ['pagila', 'salesdb'].map((database) =>
          expect.stringMatching(`~ update  AWS::KafkaConnect::Connector .*${database}archive.*compression$`),
        ),
      ]);
      takeBack();
      const writer = new CustomerWriter(files, 40_000);
      const { exitCode, output } = await apply();
      expect([exitCode, about(output, /^ {2}/)]).toEqual([0, []]);
      await writer.stop();
      expect(await writer.delivered(dev.archive)).toEqual(writer.expected());
    },
    PATIENCE,
  );

  test(
    'what is taken from a role is refused by the broker, which names role, action and resource',
    async () => {
      project.edit(at.POLICIES, "allow(['DescribeTopic', 'WriteData']", "allow(['DescribeTopic']");
      project.edit(at.POLICIES, "allow(['DescribeTopic', 'ReadData']", "allow(['DescribeTopic']");
      const { exitCode, output } = await apply();
      expect([exitCode, about(output, /^ {2}/).sort()]).toEqual([
        0,
        [
          ...[...OTHERS, SOURCE, SINK].sort().map((name) => name.replaceAll('-', '')),
          ...['salesdb', 'support'].map(() => 'TopicRights'),
        ].map((policy) => expect.stringMatching(`AWS::IAM::Policy .*${policy}.*PolicyDocument`)),
      ]);
      // The broker looks for other policies once a second.
      await asAdmin(files, 'DO SLEEP(2)');
      await asAdmin(files, "UPDATE salesdb.CUSTOMER SET NAME = 'Nobody' WHERE CUST_ID = 1");
      for (const [name, action] of [
        [SOURCE, 'WriteData'],
        [SINK, 'ReadData'],
      ] as const) {
        const role = `\\S*${name.replaceAll('-', '')}ConnectorRole\\w*`;
        const resource = 'arn:\\S*:topic/tributary-dev/\\S*/salesdb\\.salesdb\\.CUSTOMER';
        const denied = `denied: role ${role}, action kafka-cluster:${action}, resource ${resource} `;
        await files.logged('kafka', new RegExp(denied));
      }
    },
    PATIENCE,
  );
}
