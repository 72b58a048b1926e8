import { App, Validations } from 'aws-cdk-lib';
import { SecurityChecks } from '../lib/compliance/security-checks';
import { ENVIRONMENTS } from '../lib/config/environments';
import { PlatformStage } from '../lib/platform-stage';

const app = new App();
for (const environment of ENVIRONMENTS) {
  new PlatformStage(app, environment);
}
Validations.of(app).addPlugins(new SecurityChecks(app));
app.synth();
