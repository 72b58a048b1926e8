import { randomBytes } from 'node:crypto';

import { type Resource, resourceId } from '../assembly/environment-templates';
import { LocalRunError } from '../local-run-error';
import type { AwsServer, DatabaseServer, KafkaServer } from '../servers/local-server';
import type { Credentials } from './running-platform';

/** A secret as it is kept locally. */
export interface LocalSecret {
  readonly name: string;
  readonly arn: string;
  readonly value: string;
}

/** What is asked for before it is there, or will never be there. */
export class LocalValueError extends LocalRunError {}

/** What the run has brought into being so far, by the resource that it stands for. */
export class LocalValues {
  private readonly secrets = new Map<string, LocalSecret>();
  private readonly buckets = new Map<string, string>();
  private readonly databases = new Map<string, DatabaseServer>();
  private readonly physicalIds = new Map<string, string>();
  private readonly addresses = new Map<string, string>();
  private readonly connectors = new Map<string, number>();
  private readonly catalogDatabases = new Map<string, string>();
  private readonly standIns = new Map<string, DatabaseServer>();
  private readonly startingStandIns = new Map<string, Promise<DatabaseServer>>();
  private readonly standInReaders = new Map<string, Credentials>();
  /** Of every server that stands in for another: several databases may share a server, or the secret of its administrator. */
  readonly standInAdmin: Credentials = newUser('admin');
  private broker: KafkaServer | undefined;
  private readonly brokerIsUp = new Deferred<KafkaServer>();
  private readonly awsIsUp = new Deferred<AwsServer>();

  addSecret(resource: Resource, secret: LocalSecret): void {
    this.secrets.set(resourceId(resource), secret);
  }

  addBucket(resource: Resource, name: string): void {
    this.buckets.set(resourceId(resource), name);
  }

  addCatalogDatabase(resource: Resource, name: string): void {
    this.catalogDatabases.set(resourceId(resource), name);
  }

  addDatabase(resource: Resource, server: DatabaseServer): void {
    this.databases.set(resourceId(resource), server);
  }

  /**
   * The server that answers in place of the one at an address, for whichever databases are there.
   *
   * @param start starts it when it is first asked for
   */
  async startStandIn(hostname: string, port: string, start: () => Promise<DatabaseServer>): Promise<DatabaseServer> {
    const address = addressOf(hostname, port);
    const starting = this.startingStandIns.get(address) ?? start();
    this.startingStandIns.set(address, starting);
    try {
      const server = await starting;
      this.standIns.set(address, server);
      return server;
    } catch (error) {
      this.startingStandIns.delete(address);
      throw error;
    }
  }

  /** The server that answers in place of the one at an address; undefined where nothing stands in for it yet. */
  standIn(hostname: string, port: string): DatabaseServer | undefined {
    return this.standIns.get(addressOf(hostname, port));
  }

  removeStandIn(server: DatabaseServer): void {
    for (const [address, other] of this.standIns) {
      if (other !== server) continue;
      this.standIns.delete(address);
      this.startingStandIns.delete(address);
    }
  }

  /** The user of a secret that somebody has made for databases that are there already. */
  standInReader(secretName: string): Credentials {
    const user = this.standInReaders.get(secretName) ?? newUser(`cdc_${this.standInReaders.size}`);
    this.standInReaders.set(secretName, user);
    return user;
  }

  /** @param address host and port at which the resource is reached by its name */
  setAddress(resource: Resource, address: string): void {
    this.addresses.set(resourceId(resource), address);
  }

  /** Host and port. */
  address(resource: Resource): string {
    return present(this.addresses.get(resourceId(resource)), resource, 'address');
  }

  /**
   * Counts a connector that is about to be made.
   *
   * @returns how many of that name there were before
   */
  addConnector(name: string): number {
    const predecessors = this.connectors.get(name) ?? 0;
    this.connectors.set(name, predecessors + 1);
    return predecessors;
  }

  /** What a custom resource's handler answered it is, by which it is told to change. */
  setPhysicalId(resource: Resource, physicalId: string): void {
    this.physicalIds.set(resourceId(resource), physicalId);
  }

  physicalId(resource: Resource): string | undefined {
    return this.physicalIds.get(resourceId(resource));
  }

  /** Forgets what a resource stood for: it is gone. */
  forget(resource: Resource): void {
    const { secrets, buckets, databases, catalogDatabases, physicalIds, addresses } = this;
    for (const values of [secrets, buckets, databases, catalogDatabases, physicalIds, addresses]) {
      values.delete(resourceId(resource));
    }
  }

  setKafka(server: KafkaServer): void {
    this.broker = server;
    this.brokerIsUp.resolve(server);
  }

  setAws(server: AwsServer): void {
    this.awsIsUp.resolve(server);
  }

  /** As soon as it runs. */
  kafkaServer(): Promise<KafkaServer> {
    return this.brokerIsUp.promise;
  }

  /** As soon as it runs. */
  awsServer(): Promise<AwsServer> {
    return this.awsIsUp.promise;
  }

  secret(resource: Resource): LocalSecret {
    return present(this.secrets.get(resourceId(resource)), resource, 'secret');
  }

  bucket(resource: Resource): string {
    return present(this.buckets.get(resourceId(resource)), resource, 'bucket');
  }

  /** Its name, which is what a reference to it gives. */
  catalogDatabase(resource: Resource): string {
    return present(this.catalogDatabases.get(resourceId(resource)), resource, 'catalog database');
  }

  database(resource: Resource): DatabaseServer {
    return present(this.databases.get(resourceId(resource)), resource, 'database');
  }

  /** The database that answers at an address, as a connector's configuration names it. */
  databaseAt(host: string, port: string): DatabaseServer | undefined {
    return [...this.databases.values()].find((server) => server.host === host && String(server.port) === port);
  }

  kafka(): KafkaServer {
    if (this.broker === undefined) throw new LocalValueError('the broker does not run yet');
    return this.broker;
  }

  /** @param secretId name or ARN */
  secretString(secretId: string): string {
    const found = [...this.secrets.values()].find((secret) => secret.name === secretId || secret.arn === secretId);
    if (found === undefined) throw new LocalValueError(`there is no secret ${secretId} yet`);
    return found.value;
  }
}

/** A promise that somebody else keeps. */
export class Deferred<T> {
  readonly promise: Promise<T>;
  resolve: (value: T) => void = () => {};

  constructor() {
    this.promise = new Promise((resolve) => {
      this.resolve = resolve;
    });
  }
}

function present<T>(value: T | undefined, resource: Resource, what: string): T {
  if (value === undefined) throw new LocalValueError(`${what} ${resourceId(resource)} does not exist yet`);
  return value;
}

/** Names of hosts are the same in whatever case. */
function addressOf(hostname: string, port: string): string {
  return `${hostname.toLowerCase()}:${port}`;
}

function newUser(user: string): Credentials {
  return { user, password: randomBytes(16).toString('hex') };
}
