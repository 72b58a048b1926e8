import { type BootstrapSession, StatementError } from './bootstrap-session';

/**
 * Says who may set, for a session of his own, what the log holds of it: nothing in the log tells that it was done. Where the
 * server does not show its accounts, that is said.
 */
export async function logSessionAccounts(session: BootstrapSession): Promise<void> {
  try {
    const rows = await session.query({ file: 'checks/060-session-accounts.sql', values: {} });
    console.info(JSON.stringify({ sessionVariableAccounts: rows.map(({ account }) => account) }));
  } catch (error) {
    if (!(error instanceof StatementError)) {
      throw error;
    }
    console.info(JSON.stringify({ sessionVariableAccounts: `unknown: ${error.message}` }));
  }
}
