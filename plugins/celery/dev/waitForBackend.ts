/** How the portal's backend answers, as the sign-in page shows it. */
export type BackendAnswer = 'silent' | 'starting' | 'ready';

const RETRY_MILLISECONDS = 500;

/**
 * Asks the backend's readiness route until it is ready, or until the signal
 * aborts. Each answer on the way is reported.
 */
export async function waitForBackend(options: {
  baseUrl: string;
  signal: AbortSignal;
  onAnswer: (answer: BackendAnswer) => void;
}): Promise<void> {
  const { baseUrl, signal, onAnswer } = options;
  const url = `${baseUrl}/.backstage/health/v1/readiness`;
  while (!signal.aborted) {
    const answer = await ask(url, signal);
    if (signal.aborted) {
      return;
    }
    onAnswer(answer);
    if (answer === 'ready') {
      return;
    }
    await new Promise(resolve => setTimeout(resolve, RETRY_MILLISECONDS));
  }
}

async function ask(url: string, signal: AbortSignal): Promise<BackendAnswer> {
  try {
    const response = await fetch(url, { signal, cache: 'no-store' });
    return response.ok ? 'ready' : 'starting';
  } catch {
    return 'silent';
  }
}
