import { Duration, type Size } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import type { ProvisionedDatabase } from '../source/provisioned-database';
import type { Alarms } from './alarms';

/** Parts of the log that is kept at most: there is time left to act. */
const BEHIND = 0.5;
const KEPT = 0.8;
/** A snapshot, or a transaction that runs for hours, holds the log back as well. */
const PERIODS = 3;

export interface SlotAlarmsProps {
  readonly alarms: Alarms;
  /** What names of its alarms begin with. */
  readonly name: string;
  readonly database: ProvisionedDatabase;
  /** Log that is kept for a slot at most. */
  readonly slotWalLimit: Size;
}

/** Tells while there is time left that a slot's place in PostgreSQL's log is about to be lost. */
export class SlotAlarms extends Construct {
  constructor(scope: Construct, id: string, { alarms, name, database, slotWalLimit }: SlotAlarmsProps) {
    super(scope, id);
    const bytes = slotWalLimit.toBytes();
    const limit = `${slotWalLimit.toMebibytes()} MiB`;
    const metric = (metricName: string): cloudwatch.Metric =>
      database.metric(metricName, { statistic: cloudwatch.Stats.MAXIMUM, period: Duration.minutes(5) });
    alarms.add(this, 'SlotLag', {
      name: `${name}-slot-lag`,
      metric: metric('OldestReplicationSlotLag'),
      threshold: Math.floor(bytes * BEHIND),
      periods: PERIODS,
      meaning: `A reader of the log is more than half of what is kept for it (${limit}) behind.`,
      runbook: 'a-replication-slot-falls-behind',
    });
    alarms.add(this, 'LogKept', {
      name: `${name}-log-kept`,
      metric: metric('TransactionLogsDiskUsage'),
      threshold: Math.floor(bytes * KEPT),
      periods: PERIODS,
      meaning: `The log takes more than ${KEPT * 100} % of what is kept for a stopped reader (${limit}).`,
      runbook: 'a-replication-slot-falls-behind',
    });
  }
}
