/** The server extension's addresses. */

import { URLExt } from '@jupyterlab/coreutils';
import { ServerConnection } from '@jupyterlab/services';
import { IProblem } from './model';

/** What the server would not do: one sentence, and how to mend it. */
export class Problem extends Error implements IProblem {
  constructor(
    readonly status: number,
    readonly detail: string,
    readonly hint = '',
    readonly lack: IProblem['lack'] = null
  ) {
    super(detail);
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
    throw new Problem(0, '', '', 'server');
  }
  const answer = await response.json().catch(() => null);
  if (!response.ok) {
    const isOurs = typeof answer?.detail === 'string';
    const detail = isOurs ? answer.detail : (answer?.message ?? response.statusText);
    // Nobody there knows the address: it is not our server extension that has answered.
    const lack = response.status === 404 && !isOurs ? 'extension' : null;
    throw new Problem(response.status, detail || String(response.status), answer?.hint, lack);
  }
  return answer as T;
}
