import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert, Button, Flex, Skeleton, Text } from '@backstage/ui';
import {
  QueueStatus,
  WorkerGroup,
} from '@celery-keda/backstage-plugin-celery-common';
import { useMemo, useState } from 'react';
import { celeryTranslationRef } from '../../i18n';
import {
  livePlanOf,
  Load,
  loadOf,
  TRIED_SETTINGS,
  TriedSetting,
  useTrials,
} from '../../whatIf';
import { NumberInput } from './NumberInput';
import { TrialChart } from './TrialChart';
import { TrialTable } from './TrialTable';
import styles from './WhatIf.module.css';

const LOAD_LIMITS: Record<keyof Load, { min: number; max: number }> = {
  backlog: { min: 0, max: 20_000 },
  tasksPerMinute: { min: 0, max: 300 },
  taskSeconds: { min: 0.1, max: 86_400 },
  concurrency: { min: 1, max: 64 },
};
const LOAD_FIELDS = [
  'backlog',
  'tasksPerMinute',
  'taskSeconds',
  'concurrency',
] as const;

const SETTING_LIMITS: Record<TriedSetting, { min: number; max: number }> = {
  maxReplicas: { min: 1, max: 1000 },
  target: { min: 1, max: 10_000 },
  pollingSeconds: { min: 1, max: 3600 },
  cooldownSeconds: { min: 0, max: 86_400 },
  scaleDownWindowSeconds: { min: 0, max: 3600 },
};

/** The load of now under the plan in force and under other settings. */
export function WhatIf(props: {
  queue: QueueStatus;
  group: WorkerGroup;
  target: number;
}) {
  const { queue, group, target } = props;
  const { t } = useTranslationRef(celeryTranslationRef);
  const [load, setLoad] = useState(() => loadOf(queue, target));
  const [tried, setTried] = useState<Partial<Record<TriedSetting, number>>>({});
  const { taskSeconds, concurrency } = load;
  const inForce = useMemo(
    () => livePlanOf(group, { taskSeconds, concurrency })!,
    [group, taskSeconds, concurrency],
  );
  const changed = useMemo(() => ({ ...inForce, ...tried }), [inForce, tried]);
  const trials = useTrials([inForce, changed], load);

  return (
    <Flex direction="column" gap="4">
      <div className={styles.inputs}>
        <fieldset className={styles.group}>
          <legend>{t('whatIf.load')}</legend>
          {LOAD_FIELDS.map(field => (
            <NumberInput
              key={field}
              label={t(`whatIf.load.${field}`)}
              value={load[field]}
              {...LOAD_LIMITS[field]}
              whole={field !== 'taskSeconds'}
              onChange={value =>
                setLoad(before => ({ ...before, [field]: value }))
              }
            />
          ))}
        </fieldset>
        <fieldset className={styles.group}>
          <legend>{t('whatIf.settings')}</legend>
          {TRIED_SETTINGS.map(setting => (
            <NumberInput
              key={setting}
              label={t(`whatIf.setting.${setting}`)}
              value={changed[setting]}
              {...SETTING_LIMITS[setting]}
              whole
              onChange={value =>
                setTried(before => ({ ...before, [setting]: value }))
              }
            />
          ))}
        </fieldset>
      </div>
      <Button
        size="small"
        variant="tertiary"
        className={styles.reset}
        onPress={() => {
          setLoad(loadOf(queue, target));
          setTried({});
        }}
      >
        {t('whatIf.reset')}
      </Button>
      {trials.isTooMuch && (
        <Alert status="info" icon title={t('whatIf.tooMuch')} />
      )}
      {!trials.isTooMuch && !trials.runs && (
        <Skeleton width="100%" height="12rem" />
      )}
      {trials.runs && (
        <div className={styles.results} aria-busy={trials.isPending}>
          <TrialTable inForce={trials.runs[0]} changed={trials.runs[1]} />
          <TrialChart inForce={trials.runs[0]} changed={trials.runs[1]} />
        </div>
      )}
      <Text as="p" variant="body-small" color="secondary">
        {t('whatIf.assumes')}
      </Text>
    </Flex>
  );
}
