import {
  Alert,
  Flex,
  Tab,
  TabList,
  TabPanel,
  Tabs,
  VisuallyHidden,
} from '@backstage/ui';
import { useId } from 'react';
import { useFormats } from '../format';
import { TextKey, useTranslate } from '../i18n';
import { Figures } from './Figures';
import { RunView } from './RunView';
import { LoadRun } from './simulateLoad';
import { PreviewResult } from './usePreview';

const DAY = 24 * 3600;

/** How a load goes under a plan, and under the usual recipe beside it. */
export function LoadRuns(props: { result: PreviewResult }): JSX.Element {
  const { workload, plan, planned, usual } = props.result;
  const t = useTranslate();
  const id = useId();

  const loads = [
    { title: t('preview.thisPlan'), load: planned },
    ...(usual ? [{ title: t('preview.usualRecipe'), load: usual }] : []),
  ];
  const longestBurst = Math.max(
    ...loads.map(({ load }) => load.burst?.samples.at(-1)?.seconds ?? 0),
  );
  const runs = (part: 'burst' | 'day') => (
    <Flex direction="column" gap="4">
      {loads.map(({ title, load }) => {
        const run = load[part];
        return run ? (
          <RunView
            key={title}
            title={title}
            syncId={`${id}${part}`}
            samples={run.samples}
            until={part === 'day' ? DAY : longestBurst}
            maxWorkers={plan.maxReplicas}
          />
        ) : (
          <Alert
            key={title}
            status="info"
            icon
            title={title}
            description={t(whyAbsent(load))}
          />
        );
      })}
    </Flex>
  );

  return (
    <>
      <Figures
        planned={planned}
        usual={usual}
        hasBursts={workload.burstTasks > 0}
      />
      <Tabs>
        <TabList>
          <Tab id="burst">{t('preview.firstMinutes')}</Tab>
          <Tab id="day">{t('preview.aDay')}</Tab>
        </TabList>
        <TabPanel id="burst">{runs('burst')}</TabPanel>
        <TabPanel id="day">{runs('day')}</TabPanel>
      </Tabs>
      <Announcement load={planned} />
    </>
  );
}

/** Tells those who do not see the charts that there are new ones. */
function Announcement({ load }: { load: LoadRun }): JSX.Element {
  const t = useTranslate();
  const { duration, number } = useFormats();
  const { longestWaitSeconds = null, peakWorkers = 0 } = load.burst ?? {};
  return (
    <VisuallyHidden>
      <span role="status">
        {longestWaitSeconds !== null &&
          t('preview.summary', {
            wait: duration(longestWaitSeconds),
            workers: number(peakWorkers),
          })}
      </span>
    </VisuallyHidden>
  );
}

function whyAbsent({ burst }: LoadRun): TextKey {
  if (!burst) {
    return 'preview.tooLarge';
  }
  return burst.stranded > 0 ? 'preview.leavesBehind' : 'preview.overlaps';
}
