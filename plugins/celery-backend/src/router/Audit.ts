import {
  AuditorService,
  AuditorServiceCreateEventOptions,
} from '@backstage/backend-plugin-api';
import { assertError, NotAllowedError } from '@backstage/errors';

/** A reading: what, of which entities, and who asked by which way. */
interface Reading
  extends Pick<AuditorServiceCreateEventOptions, 'eventId' | 'request'> {
  entityRefs: string[];
  /** Who asked, where there is no request to tell it. */
  caller?: string;
}

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
    event: Reading,
    read: () => Promise<T>,
    deniedOf: (answer: T) => string[] = () => [],
  ): Promise<T> {
    const trace = await this.#trace(event, 'low');
    try {
      const answer = await read();
      await trace.success();
      const denied = deniedOf(answer);
      if (denied.length > 0) {
        await this.#refusal(
          { ...event, entityRefs: denied },
          new NotAllowedError(),
        );
      }
      return answer;
    } catch (error) {
      assertError(error);
      await trace.fail({ error });
      if (error.name === 'NotAllowedError') {
        await this.#refusal(event, error);
      }
      throw error;
    }
  }

  async #refusal(event: Reading, error: Error): Promise<void> {
    const refusal = { ...event, eventId: 'access-denied' };
    const trace = await this.#trace(refusal, 'medium');
    await trace.fail({ error });
  }

  #trace(
    { eventId, request, entityRefs, caller }: Reading,
    severityLevel: 'low' | 'medium',
  ) {
    return this.#auditor.createEvent({
      eventId,
      request,
      severityLevel,
      meta: { entityRefs, ...(caller && { caller }) },
    });
  }
}
