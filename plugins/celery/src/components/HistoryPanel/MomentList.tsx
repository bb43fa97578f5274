import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, Text } from '@backstage/ui';
import { useState } from 'react';
import { useFormats } from '../../format';
import { ScalingMoment } from '../../history';
import { celeryTranslationRef } from '../../i18n';
import { useMomentText } from './useMomentText';
import styles from './MomentList.module.css';

const FIRST_MOMENTS = 5;
/** The HPA decides four times a minute, and KEDA as often as it polls. */
const SUMMED_UP_FROM_SECONDS = 60;

/** The moments of scaling in words, newest first. */
export function MomentList(props: {
  moments: readonly ScalingMoment[];
  /** How much time each of them sums up. */
  stepSeconds: number;
}) {
  const { stepSeconds } = props;
  const { t } = useTranslationRef(celeryTranslationRef);
  const formats = useFormats();
  const momentText = useMomentText();
  const [all, setAll] = useState(false);
  const newestFirst = [...props.moments].reverse();
  const shown = all ? newestFirst : newestFirst.slice(0, FIRST_MOMENTS);
  return (
    <section className={styles.moments} aria-label={t('history.moments')}>
      <Text as="h4" variant="body-small" color="secondary">
        {t('history.moments')}
      </Text>
      {newestFirst.length === 0 && (
        <Text variant="body-small">{t('history.noMoments')}</Text>
      )}
      <ol className={styles.list}>
        {shown.map(moment => (
          <li key={moment.at}>
            <time dateTime={new Date(moment.at).toISOString()}>
              {formats.moment(moment.at)}
            </time>
            <span>{momentText(moment)}</span>
          </li>
        ))}
      </ol>
      {newestFirst.length > 0 && stepSeconds >= SUMMED_UP_FROM_SECONDS && (
        <Text as="p" variant="body-small" color="secondary">
          {t('history.summedUp', { duration: formats.duration(stepSeconds) })}
        </Text>
      )}
      {newestFirst.length > FIRST_MOMENTS && (
        <Button
          size="small"
          variant="tertiary"
          aria-expanded={all}
          onPress={() => setAll(!all)}
        >
          {all
            ? t('card.showFewer')
            : t('history.showAll', { moments: String(newestFirst.length) })}
        </Button>
      )}
    </section>
  );
}
