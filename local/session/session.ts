import type { BrokerAccess } from '../access/broker-access';
import type { EnvironmentTemplates } from '../assembly/environment-templates';
import type { TemplateResolver } from '../assembly/template-resolver';
import type { Kind } from '../kinds/kind';
import type { KindStates } from '../kinds/kind-states';
import type { RunPaths, RuntimePaths } from '../paths';
import type { PortPicker } from '../processes/start-on-free-port';
import type { Supervisor } from '../processes/supervisor';
import type { StepLog } from '../report/step-log';
import type { CertificateAuthority } from '../servers/create-certificates';
import type { AppliedOverrides } from './applied-overrides';
import type { LocalValues } from './local-values';

/** What every step of one run shares. */
export interface Session {
  readonly runtime: RuntimePaths;
  readonly paths: RunPaths;
  readonly supervisor: Supervisor;
  readonly steps: StepLog;
  /** Of scripts for databases whose tables nobody here makes, see `findData`. */
  readonly dataFolder: string;
  readonly pickPort: PortPicker;
  readonly authority: CertificateAuthority;
  /** What is stood for, and by what. */
  readonly kinds: readonly Kind[];
  /** What kinds know of this run. */
  readonly states: KindStates;
  readonly templates: EnvironmentTemplates;
  readonly local: LocalValues;
  readonly resolver: TemplateResolver;
  readonly overrides: AppliedOverrides;
  readonly access: BrokerAccess;
  /** Java key store by which a virtual machine trusts the run's authority besides the usual ones; made when first asked for. */
  readonly trustStore: () => Promise<string>;
}
