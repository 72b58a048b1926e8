import { Match, Template } from 'aws-cdk-lib/assertions';
import { Network, type NetworkProps } from '../../../lib/network/network';
import { DESTROY } from '../../support/data-policy';
import { testStack } from '../../support/test-app';

const PROPS: NetworkProps = {
  availabilityZones: ['us-east-1a', 'us-east-1b', 'us-east-1c'],
  cidr: '10.192.0.0/16',
  natGateways: 0,
  endpointZones: 1,
  flowLogs: false,
  dataPolicy: DESTROY,
};

function template(props: Partial<NetworkProps> = {}): Template {
  const stack = testStack();
  new Network(stack, 'Network', { ...PROPS, ...props });
  return Template.fromStack(stack);
}

describe('defaults', () => {
  const network = template();

  test('a private subnet per zone and no way to the internet', () => {
    network.resourceCountIs('AWS::EC2::Subnet', 3);
    network.resourceCountIs('AWS::EC2::InternetGateway', 0);
    network.resourceCountIs('AWS::EC2::NatGateway', 0);
    network.resourceCountIs('AWS::EC2::FlowLog', 0);
    for (const zone of PROPS.availabilityZones) {
      network.hasResourceProperties('AWS::EC2::Subnet', { AvailabilityZone: zone, MapPublicIpOnLaunch: false });
    }
  });

  test('S3 and tables of this account by gateway, the other services by an interface in one zone', () => {
    const gateways = network.findResources('AWS::EC2::VPCEndpoint', { Properties: { VpcEndpointType: 'Gateway' } });
    expect(Object.keys(gateways)).toHaveLength(2);
    network.hasResourceProperties('AWS::EC2::VPCEndpoint', {
      VpcEndpointType: 'Gateway',
      ServiceName: { 'Fn::Join': ['', ['com.amazonaws.', Match.anyValue(), '.dynamodb']] },
      PolicyDocument: {
        Statement: [
          {
            Effect: 'Allow',
            Principal: { AWS: '*' },
            Action: 'dynamodb:*',
            Resource: {
              'Fn::Join': ['', Match.arrayWith([Match.stringLikeRegexp(':dynamodb:'), ':table/*'])],
            },
          },
        ],
      },
    });
    for (const service of ['secretsmanager', 'ssm', 'ssmmessages', 'sts']) {
      network.hasResourceProperties('AWS::EC2::VPCEndpoint', {
        ServiceName: Match.stringLikeRegexp(`us-east-1\\.${service}$`),
        VpcEndpointType: 'Interface',
        PrivateDnsEnabled: true,
        SubnetIds: [Match.anyValue()],
      });
    }
  });
});

describe('options', () => {
  test('a NAT gateway brings public subnets', () => {
    const network = template({ natGateways: 1 });
    network.resourceCountIs('AWS::EC2::NatGateway', 1);
    network.resourceCountIs('AWS::EC2::Subnet', 6);
  });

  test('jobs inside have the services that they call, and else nobody pays for those', () => {
    const services = ['glue', 'kms', 'logs', 'monitoring'];
    const found = (network: Template): string[] =>
      services.filter(
        (service) =>
          Object.keys(
            network.findResources('AWS::EC2::VPCEndpoint', {
              Properties: { ServiceName: Match.stringLikeRegexp(`us-east-1\\.${service}$`) },
            }),
          ).length === 1,
      );
    expect(found(template({ jobs: 'inside' }))).toEqual(services);
    expect(found(template())).toEqual([]);
  });

  test('endpoints in every zone', () => {
    template({ endpointZones: 3 }).hasResourceProperties('AWS::EC2::VPCEndpoint', {
      VpcEndpointType: 'Interface',
      SubnetIds: [Match.anyValue(), Match.anyValue(), Match.anyValue()],
    });
  });

  test('flow logs of rejected traffic', () => {
    template({ flowLogs: true }).hasResourceProperties('AWS::EC2::FlowLog', { TrafficType: 'REJECT' });
  });
});

describe('fails', () => {
  test('for two zones', () => {
    expect(() => template({ availabilityZones: ['us-east-1a', 'us-east-1b'] })).toThrow(
      'Test/Network: `availabilityZones` must be 3 of their own, which is what MSK takes and lets a topic keep a majority when one is lost, got: us-east-1a, us-east-1b',
    );
  });

  test.each([
    [['us-east-1a', 'us-east-1b', 'us-east-1b'], 'must be 3 of their own'],
    [['us-east-1a', 'us-east-1b', 'us-east-1c', 'us-east-1d'], 'must be 3 of their own'],
    [['us-east-1a', 'us-east-1b', 'eu-west-1a'], 'must be of us-east-1, got: eu-west-1a'],
  ])('for zones %j', (availabilityZones, message) => {
    expect(() => template({ availabilityZones })).toThrow(`\`availabilityZones\` ${message}`);
  });

  test.each([-1, 1.5, 4])('for %d NAT gateways', (natGateways) => {
    expect(() => template({ natGateways })).toThrow(`\`natGateways\` must be 0 to 3, got: ${natGateways}`);
  });

  test.each([0, 4])('for endpoints in %d zones', (endpointZones) => {
    expect(() => template({ endpointZones })).toThrow(
      `Test/Network: \`endpointZones\` must be 1 to 3, got: ${endpointZones}`,
    );
  });
});
