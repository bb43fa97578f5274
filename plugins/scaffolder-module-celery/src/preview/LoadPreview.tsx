import { Flex, Skeleton, Switch, Text } from '@backstage/ui';
import { useId, useMemo } from 'react';
import { useTranslate } from '../i18n';
import styles from './LoadPreview.module.css';
import { LoadRuns } from './LoadRuns';
import { PreviewResult } from './usePreview';

/** How a load goes: figures, and tasks and workers over time. */
export function LoadPreview(props: {
  result: PreviewResult | undefined;
  /** A newer result is on its way. */
  isPending: boolean;
  /** Shows the usual recipe beside the plan. */
  compare: boolean;
  onCompare: (compare: boolean) => void;
}): JSX.Element {
  const { result, isPending, compare, onCompare } = props;
  const t = useTranslate();
  const titleId = useId();
  // Typing renders the page with every key; charts wait for a new result.
  const runs = useMemo(() => result && <LoadRuns result={result} />, [result]);

  return (
    <Flex
      direction="column"
      gap="3"
      role="group"
      aria-labelledby={titleId}
      aria-busy={isPending}
    >
      <Text as="h3" variant="title-x-small" id={titleId}>
        {t('preview.title')}
      </Text>
      <Switch
        label={t('preview.compare')}
        isSelected={compare}
        onChange={onCompare}
      />
      {runs ?? <Skeleton className={styles.waiting} />}
    </Flex>
  );
}
