import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { ButtonIcon, Text } from '@backstage/ui';
import { RiPauseLine, RiPlayLine } from '@remixicon/react';
import { CSSProperties } from 'react';
import { useFormats } from '../../format';
import { celeryTranslationRef } from '../../i18n';
import styles from './RefreshControl.module.css';

/** Says how often a page refreshes itself, and lets a person pause that. */
export function RefreshControl(props: {
  refreshSeconds: number;
  /** When the next refresh is due, in milliseconds since the epoch. */
  nextAt?: number;
  paused: boolean;
  onPausedChange: (paused: boolean) => void;
}) {
  const { refreshSeconds, nextAt, paused, onPausedChange } = props;
  const { t } = useTranslationRef(celeryTranslationRef);
  const formats = useFormats();
  return (
    <>
      <Text variant="body-small" color="secondary" className={styles.pace}>
        {paused
          ? t('refresh.paused')
          : t('refresh.every', { duration: formats.duration(refreshSeconds) })}
      </Text>
      <span className={styles.button}>
        {!paused && nextAt !== undefined && (
          <svg
            key={nextAt}
            className={styles.countdown}
            style={{ '--countdown': `${refreshSeconds}s` } as CSSProperties}
            viewBox="0 0 32 32"
            aria-hidden="true"
          >
            <circle cx="16" cy="16" r="14" pathLength="1" />
          </svg>
        )}
        <ButtonIcon
          size="small"
          variant="tertiary"
          icon={paused ? <RiPlayLine /> : <RiPauseLine />}
          aria-label={paused ? t('refresh.resume') : t('refresh.pause')}
          onPress={() => onPausedChange(!paused)}
        />
      </span>
    </>
  );
}
