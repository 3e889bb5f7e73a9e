/** The server extension's addresses. */

import { URLExt } from '@jupyterlab/coreutils';
import { ServerConnection } from '@jupyterlab/services';

const MISSING = 'missing';

/** What the server would not do: one sentence, and how to mend it. */
export class Problem extends Error {
  constructor(
    readonly status: number,
    detail: string,
    readonly hint = ''
  ) {
    super(detail);
  }

  /** Whether it is not our server extension that has answered: nobody there knows the address. */
  get isMissing(): boolean {
    return this.status === 404 && this.message === MISSING;
  }
}

/** Asks the server. Rejects with a Problem, or with an AbortError if `signal` says so. */
export async function ask<T>(
  settings: ServerConnection.ISettings,
  address: string,
  options: { body?: unknown; method?: string; signal?: AbortSignal } = {}
): Promise<T> {
  const url = URLExt.join(settings.baseUrl, 'nb2pkg', address);
  const init: RequestInit = {
    method: options.method ?? (options.body === undefined ? 'GET' : 'POST'),
    body: options.body === undefined ? undefined : JSON.stringify(options.body),
    signal: options.signal
  };
  let response: Response;
  try {
    response = await ServerConnection.makeRequest(url, init, settings);
  } catch (error) {
    if (options.signal?.aborted) {
      throw error;
    }
    throw new Problem(0, 'The Jupyter server does not answer.', 'Is it still running?');
  }
  const answer = await response.json().catch(() => null);
  if (!response.ok) {
    const isOurs = typeof answer?.detail === 'string';
    const detail = isOurs ? answer.detail : (answer?.message ?? response.statusText);
    const said = response.status === 404 && !isOurs ? MISSING : detail;
    throw new Problem(response.status, said || String(response.status), answer?.hint);
  }
  return answer as T;
}
