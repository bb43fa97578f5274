import { Flex, Select, Skeleton, Switch, Text } from '@backstage/ui';
import { useId, useMemo } from 'react';
import { useTranslate } from '../i18n';
import styles from './LoadPreview.module.css';
import { LoadRuns } from './LoadRuns';
import { PreviewOptions, PreviewResult } from './usePreview';

const BURSTS_A_DAY = [24, 6, 1] as const;

/** How a load goes: figures, and tasks and workers over time. */
export function LoadPreview(props: {
  result: PreviewResult | undefined;
  /** A newer result is on its way. */
  isPending: boolean;
  options: PreviewOptions;
  onChange: (options: PreviewOptions) => void;
}): JSX.Element {
  const { result, isPending, options, onChange } = props;
  const t = useTranslate();
  const titleId = useId();
  // Typing renders the page with every key; charts wait for a new result.
  const runs = useMemo(() => result && <LoadRuns result={result} />, [result]);

  return (
    <Flex
      direction="column"
      gap="3"
      role="region"
      aria-labelledby={titleId}
      aria-busy={isPending}
    >
      <Text as="h3" variant="title-x-small" id={titleId}>
        {t('preview.title')}
      </Text>
      <Flex gap="4" align="center" justify="between" className={styles.options}>
        <Switch
          label={t('preview.compare')}
          isSelected={options.compare}
          onChange={compare => onChange({ ...options, compare })}
        />
        <Select
          aria-label={t('preview.bursts')}
          className={styles.bursts}
          options={BURSTS_A_DAY.map(number => ({
            id: String(number),
            label: t(`preview.bursts.${number}`),
          }))}
          value={String(options.burstsADay)}
          onChange={key => onChange({ ...options, burstsADay: Number(key) })}
        />
      </Flex>
      {runs ?? <Skeleton className={styles.waiting} />}
    </Flex>
  );
}
