import { realpathSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { handler } from '../../lib/registry/handler/handler';
import { readRegistry } from '../../local/processes/process-registry';
import { avroDecoder } from '../../local/proofs/avro/avro-records';
import { RowsReader } from '../../local/proofs/parquet/read-objects';
import { TopicReader } from '../../local/proofs/topic-reader';
import { topicOffsets } from '../../local/servers/fetch-records';
import type { ConnectWorker } from '../../local/servers/local-server';
import { restartFailed } from '../../local/watch/restart-failed';
import { ActorWriter } from './actor-writer';
import type { KeptRunFiles } from './kept-run';
import { commandLocalRun } from './local-run';

const ROOT = resolve(__dirname, '..', '..');
const GROUP = 'pagila-avro';
const TOPIC = `${GROUP}.public.actor`;
const REGISTRY_URL = 'value.converter.apicurio.registry.url';
const POLL_MILLISECONDS = 500;

interface Event {
  readonly op?: string;
  readonly after?: { readonly actor_id: number } | null;
}

/** A kept run of a capture in Avro whose records become rows of Parquet, while actors are written. */
export class AvroRun {
  /** One after the other, for proofs set rows that rest against topics. */
  private readonly writers: ActorWriter[] = [];
  private reader: TopicReader | undefined;

  constructor(
    private readonly files: KeptRunFiles,
    private readonly of: { readonly source: string; readonly sink: string },
  ) {}

  /** Sends a signal to a process of the run; the kernel kills so when memory is short. */
  signal(name: RegExp, signal: NodeJS.Signals): string {
    const found = readRegistry(realpathSync(join(ROOT, 'out', 'local', 'latest')))?.processes.find((process) =>
      name.test(process.name),
    );
    if (found === undefined) throw new Error(`the run has no process like ${name}`);
    process.kill(found.pid, signal);
    return found.name;
  }

  startWriter(): ActorWriter {
    const writer = new ActorWriter(this.files);
    this.writers.push(writer);
    return writer;
  }

  async stopWriting(): Promise<void> {
    for (const writer of this.writers) await writer.stop();
  }

  /** Numbers of the actors that the topic says were made, as often as it says so. */
  async createdActors(): Promise<number[]> {
    this.reader ??= new TopicReader(this.files.kafka(), [TOPIC], avroDecoder(this.registryUrl));
    const records = (await this.reader.read()).get(TOPIC) ?? [];
    return records.flatMap(({ value }) => {
      const { op, after } = JSON.parse(value ?? '{}') as Event;
      return op === 'c' && after ? [after.actor_id] : [];
    });
  }

  /** Resolves once an actor is in the topic that was written after it was called. */
  async untilActorsCome(writer: ActorWriter): Promise<void> {
    await writer.writesOn(1);
    const wanted = writer.acknowledged.at(-1) ?? 0;
    while (!(await this.createdActors()).includes(wanted)) await sleep(POLL_MILLISECONDS);
  }

  /** Resolves once an actor is a row of the objects. */
  async untilStored(wanted: number | undefined): Promise<void> {
    const { 's3.bucket.name': bucket = '', 's3.prefix': prefix = '' } = this.files.configuration(this.of.sink);
    const objects = new RowsReader(this.files.awsClient(), bucket, prefix, [TOPIC]);
    for (;;) {
      const rows = [...(await objects.read()).rows.values()].flat();
      if (rows.some((row) => (JSON.parse(row) as Event).after?.actor_id === wanted)) return;
      await sleep(POLL_MILLISECONDS);
    }
  }

  /** How many records there are that the sink gave up. */
  async deadLetters(): Promise<number> {
    const offsets = await topicOffsets(this.files.kafka(), [`dead-letter.${this.of.sink}`]);
    return [...offsets.values()].reduce((sum, { start, end }) => sum + end - start, 0);
  }

  /** Writes to the topic of the actors, as nothing of the platform does. */
  async send(record: { readonly key: string; readonly value: string }): Promise<void> {
    const producer = this.files.kafka().producer();
    await producer.connect();
    await producer.send({ topic: TOPIC, messages: [record] }).finally(() => producer.disconnect());
  }

  /** Every row of the source is in the topics, and every record of those in the objects, once; none was given up. */
  async expectAllThere(): Promise<void> {
    await this.stopWriting();
    const { exitCode, output } = await commandLocalRun(['local:prove', '--skip-proof', 'rerun']);
    expect([exitCode, output]).toEqual([0, expect.stringContaining('✓ passed')]);
    expect(await this.deadLetters()).toBe(0);
    const known = new Set(await this.createdActors());
    const written = this.writers.flatMap(({ acknowledged }) => acknowledged);
    expect(written.filter((id) => !known.has(id))).toEqual([]);
  }

  /** How many events of actors there are that say again what one before them says. */
  async repetitions(): Promise<number> {
    const created = await this.createdActors();
    return created.length - new Set(created).size;
  }

  /** Resolves once a worker that was killed answers again, whatever its connector does by then. */
  async untilWorkerAnswers(connector: string): Promise<void> {
    const answers = (): Promise<boolean> =>
      fetch(this.workerOf(connector).url).then(
        ({ ok }) => ok,
        () => false,
      );
    while (!(await answers())) await sleep(50);
  }

  /** Resolves once a task of the source has ended with an error that says so. */
  async untilSourceFails(error: string): Promise<void> {
    const { source } = this.of;
    for (;;) {
      const answer = await fetch(`${this.workerOf(source).url}/connectors/${source}/status`);
      const { tasks } = (await answer.json()) as { tasks: { trace?: string }[] };
      if (tasks.some(({ trace }) => trace?.includes(error))) return;
      await sleep(200);
    }
  }

  restartSource(): Promise<void> {
    return restartFailed(this.workerOf(this.of.source), this.of.source);
  }

  /** As a deployment sets it; undefined for what the registry asks of all. */
  async setCompatibility(compatibility: string | undefined): Promise<void> {
    const rule = compatibility === undefined ? {} : { Compatibility: compatibility };
    await handler({
      RequestType: 'Update',
      ResourceProperties: { RegistryUrl: this.registryUrl, Group: GROUP, ...rule },
    });
  }

  private get registryUrl(): string {
    return this.files.configuration(this.of.source)[REGISTRY_URL] ?? '';
  }

  private workerOf(connector: string): ConnectWorker {
    const { host, port } = this.files.endpoint(({ name }) => name === `connect-${connector}`);
    return { url: `http://${host}:${port}` } as ConnectWorker;
  }
}
