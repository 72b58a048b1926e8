import { AthenaSession } from './athena-session';
import { CatalogNames } from './catalog';
import { type RunContext, timeLeft } from './run-context';
import { parseRequest, physicalId } from './view-request';

export { refresh } from './refresh';

/** What the provider framework hands over. */
export interface ViewEvent {
  readonly RequestType: 'Create' | 'Update' | 'Delete';
  readonly PhysicalResourceId?: string;
  readonly ResourceProperties: Readonly<Record<string, unknown>>;
}

/**
 * Brings a view to what its statement says, or lets it go. May run again at any time.
 *
 * @throws StatementError with name, text and the server's words where the statement does not end well
 */
export async function handler(
  event: ViewEvent,
  context?: RunContext,
): Promise<{ readonly PhysicalResourceId: string }> {
  const request = parseRequest(event.ResourceProperties);
  if (event.RequestType === 'Delete') {
    await new CatalogNames(request.address.database).remove(request.view);
    return { PhysicalResourceId: event.PhysicalResourceId ?? physicalId(request) };
  }
  const session = new AthenaSession(request.address, timeLeft(context));
  await session.run({ name: `${request.view}: view`, sql: request.sql });
  return { PhysicalResourceId: physicalId(request) };
}
