import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert, Box } from '@backstage/ui';
import { useFormats } from '../../format';
import { celeryTranslationRef, useDiagnosisText } from '../../i18n';
import { useNow } from '../../polling';
import { Scaling } from '../../scaling';
import { Hint } from '../Hint';

/** What is wrong with the numbers of all queues at once. */
export function ServiceNotices({ scaling }: { scaling: Scaling }) {
  const { t } = useTranslationRef(celeryTranslationRef);
  const text = useDiagnosisText();
  const { status } = scaling;
  const broker = status.value?.broker;

  if (status.error) {
    return (
      <Box mb="3">
        <Alert
          status="warning"
          icon
          title={t('notice.backend.title')}
          description={<Age at={status.valueAt} />}
        />
      </Box>
    );
  }
  if (!broker || broker.state === 'ok') {
    return null;
  }
  const readAt = status.value?.observedAt;
  const diagnosis = scaling.queues?.find(queue => queue.diagnosis)?.diagnosis;
  const explanation = [diagnosis?.cause, diagnosis?.whatToDo?.message];
  return (
    <Box mb="3">
      <Alert
        status={broker.state === 'stale' ? 'warning' : 'danger'}
        icon
        title={
          broker.state === 'stale'
            ? t('notice.stale.title', { broker: broker.name })
            : t('notice.unreachable.title', { broker: broker.name })
        }
        description={
          <>
            {text(explanation.flatMap(message => message ?? []))}{' '}
            {readAt ? (
              <Age at={Date.parse(readAt)} />
            ) : (
              t('notice.unreachable.numbers')
            )}
          </>
        }
      />
    </Box>
  );
}

/** How old the numbers are, moving on, with the exact time on hover. */
function Age({ at }: { at: number | undefined }) {
  const { t } = useTranslationRef(celeryTranslationRef);
  const formats = useFormats();
  const now = useNow();
  if (at === undefined || Number.isNaN(at)) {
    return null;
  }
  return (
    <Hint text={t('queue.readAt', { time: formats.moment(at) })}>
      {t('notice.numbersAge', {
        duration: formats.duration((now - at) / 1000),
      })}
    </Hint>
  );
}
