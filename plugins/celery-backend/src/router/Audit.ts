import { AuditorService } from '@backstage/backend-plugin-api';
import { assertError, NotAllowedError } from '@backstage/errors';
import { Request } from 'express';

/**
 * Leaves a trace of who read what: every reading as a low event, and every
 * refusal as a medium one beside it.
 *
 * @internal
 */
export class Audit {
  readonly #auditor: AuditorService;

  constructor(auditor: AuditorService) {
    this.#auditor = auditor;
  }

  /**
   * Does a reading under an audit event.
   *
   * @param deniedOf - the entities that the answer leaves out for want of
   * permission
   */
  async reading<T>(
    event: { eventId: string; request: Request; entityRefs: string[] },
    read: () => Promise<T>,
    deniedOf: (answer: T) => string[] = () => [],
  ): Promise<T> {
    const { eventId, request, entityRefs } = event;
    const trace = await this.#auditor.createEvent({
      eventId,
      request,
      severityLevel: 'low',
      meta: { entityRefs },
    });
    try {
      const answer = await read();
      await trace.success();
      const denied = deniedOf(answer);
      if (denied.length > 0) {
        await this.#refusal(request, denied, new NotAllowedError());
      }
      return answer;
    } catch (error) {
      assertError(error);
      await trace.fail({ error });
      if (error.name === 'NotAllowedError') {
        await this.#refusal(request, entityRefs, error);
      }
      throw error;
    }
  }

  async #refusal(
    request: Request,
    entityRefs: string[],
    error: Error,
  ): Promise<void> {
    const trace = await this.#auditor.createEvent({
      eventId: 'access-denied',
      request,
      severityLevel: 'medium',
      meta: { entityRefs },
    });
    await trace.fail({ error });
  }
}
