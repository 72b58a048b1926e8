import { App } from 'aws-cdk-lib';
import { ENVIRONMENTS } from '../../lib/config/environments';
import { PlatformStage } from '../../lib/platform-stage';
import { SMALL, streaming } from '../fixtures/environments';

/** The reference, and a job that no environment of it has switched on. */
const app = new App();
for (const environment of [...ENVIRONMENTS, streaming(SMALL)]) {
  new PlatformStage(app, environment);
}
app.synth();
