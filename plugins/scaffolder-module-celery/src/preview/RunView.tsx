import { Button, Flex, Skeleton, Text } from '@backstage/ui';
import { SimulationSample } from '@celery-keda/backstage-plugin-celery-common';
import { lazy, Suspense, useState } from 'react';
import { useTranslate } from '../i18n';
import { Fallback } from './Fallback';
import styles from './RunView.module.css';
import { SampleTable } from './SampleTable';

const ScalingChart = lazy(() =>
  import('./ScalingChart').then(m => ({ default: m.ScalingChart })),
);

/** One run over time: a chart, or a table that says the same. */
export function RunView(props: {
  title: string;
  syncId: string;
  samples: readonly SimulationSample[];
  until: number;
  maxWorkers: number;
}): JSX.Element {
  const { title, syncId, samples, until, maxWorkers } = props;
  const t = useTranslate();
  const [asTable, setAsTable] = useState(false);
  const table = <SampleTable title={title} samples={samples} />;
  return (
    <Flex direction="column" gap="1">
      <Flex align="center" justify="between">
        <Text as="h4" variant="body-medium" weight="bold">
          {title}
        </Text>
        <Button
          size="small"
          variant="tertiary"
          onPress={() => setAsTable(!asTable)}
        >
          {t(asTable ? 'preview.asChart' : 'preview.asTable')}
        </Button>
      </Flex>
      {asTable ? (
        table
      ) : (
        <Fallback to={table}>
          <Suspense fallback={<Skeleton className={styles.chart} />}>
            <ScalingChart
              syncId={syncId}
              samples={samples}
              until={until}
              maxWorkers={maxWorkers}
            />
          </Suspense>
        </Fallback>
      )}
    </Flex>
  );
}
