import {
  useAnalytics,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import { useEntityPermission } from '@backstage/plugin-catalog-react/alpha';
import {
  ButtonIcon,
  Flex,
  Skeleton,
  Text,
  ToggleButton,
  ToggleButtonGroup,
} from '@backstage/ui';
import {
  celeryHistoryReadPermission,
  ServiceHistory,
} from '@celery-keda/backstage-plugin-celery-common';
import { RiDownloadLine } from '@remixicon/react';
import { ReactNode, useMemo } from 'react';
import { useSearchParams } from 'react-router-dom';
import {
  HISTORY_RANGE_NAMES,
  HISTORY_RANGES,
  HistoryRangeName,
  historyToCsv,
  isHistoryRangeName,
  scalingMomentsOf,
  useServiceHistory,
} from '../../history';
import { celeryTranslationRef } from '../../i18n';
import { Polling } from '../../polling';
import { Panel } from '../Panel';
import { download } from './download';
import { HistoryChart } from './HistoryChart';
import { MomentList } from './MomentList';

/** The search parameter that names the span of time shown. */
const RANGE_PARAM = 'range';
const DEFAULT_RANGE: HistoryRangeName = '1h';
/** As many as keep the minutes of six hours apart. */
const STEPS = 360;

interface HistoryPanelProps {
  entityRef: string;
  queue: string;
  /** The most workers that there may be, at this moment. */
  maxReplicas: number | null;
  /** The span of time to begin with. */
  range?: HistoryRangeName;
}

/** How a queue and its workers have moved, and when scaling acted. */
export function HistoryPanel(props: HistoryPanelProps) {
  const { t } = useTranslationRef(celeryTranslationRef);
  const { allowed, loading } = useEntityPermission(celeryHistoryReadPermission);
  if (loading) {
    return (
      <Panel title={t('history.title')}>
        <ChartSkeleton />
      </Panel>
    );
  }
  if (!allowed) {
    return (
      <Panel title={t('history.title')}>
        <Note>{t('history.notPermitted')}</Note>
      </Panel>
    );
  }
  return <PermittedHistory {...props} />;
}

function PermittedHistory(props: HistoryPanelProps) {
  const { entityRef, queue, maxReplicas } = props;
  const first = props.range ?? DEFAULT_RANGE;
  const { t } = useTranslationRef(celeryTranslationRef);
  const analytics = useAnalytics();
  const [search, setSearch] = useSearchParams();
  const wanted = search.get(RANGE_PARAM);
  const range = isHistoryRangeName(wanted) ? wanted : first;
  const history = useServiceHistory(entityRef, HISTORY_RANGES[range], STEPS);

  const choose = (next: HistoryRangeName) => {
    analytics.captureEvent('select', `history ${next}`);
    setSearch(
      current => {
        const changed = new URLSearchParams(current);
        changed.set(RANGE_PARAM, next);
        return changed;
      },
      { replace: true },
    );
  };
  const exportCsv = (value: ServiceHistory) => {
    analytics.captureEvent('download', `history of ${queue}`);
    download(`${queue}-${range}.csv`, historyToCsv(value, queue));
  };
  return (
    <Panel
      title={t('history.title')}
      actions={
        <Flex align="center" gap="2">
          <ToggleButtonGroup
            aria-label={t('history.range')}
            selectionMode="single"
            disallowEmptySelection
            selectedKeys={[range]}
            onSelectionChange={keys => {
              const [key] = keys;
              const name = String(key);
              if (isHistoryRangeName(name)) {
                choose(name);
              }
            }}
          >
            {HISTORY_RANGE_NAMES.map(name => (
              <ToggleButton key={name} id={name} size="small">
                {t(`history.range.${name}`)}
              </ToggleButton>
            ))}
          </ToggleButtonGroup>
          <ButtonIcon
            size="small"
            variant="tertiary"
            icon={<RiDownloadLine />}
            aria-label={t('history.export')}
            isDisabled={!history.value}
            onPress={() => history.value && exportCsv(history.value)}
          />
        </Flex>
      }
    >
      <Content history={history} queue={queue} maxReplicas={maxReplicas} />
    </Panel>
  );
}

function Content(props: {
  history: Polling<ServiceHistory>;
  queue: string;
  maxReplicas: number | null;
}) {
  const { history, queue, maxReplicas } = props;
  const { t } = useTranslationRef(celeryTranslationRef);
  const { value, error } = history;
  const points = useMemo(
    () => value?.queues.find(({ name }) => name === queue)?.points ?? [],
    [value, queue],
  );
  const stepSeconds = value?.stepSeconds ?? 1;
  const moments = useMemo(
    () => scalingMomentsOf(points, stepSeconds),
    [points, stepSeconds],
  );
  if (!value) {
    return error ? <Note>{t('history.failed')}</Note> : <ChartSkeleton />;
  }
  return (
    <Flex direction="column" gap="4">
      {error && <Note>{t('history.failed')}</Note>}
      {points.length === 0 && <Note>{t('history.empty')}</Note>}
      <HistoryChart
        from={Date.parse(value.from)}
        to={Date.parse(value.to)}
        stepSeconds={value.stepSeconds}
        points={points}
        moments={moments}
        maxReplicas={maxReplicas}
      />
      <MomentList moments={moments} stepSeconds={value.stepSeconds} />
    </Flex>
  );
}

function ChartSkeleton() {
  return <Skeleton width="100%" height="18rem" />;
}

function Note({ children }: { children: ReactNode }) {
  return (
    <Text as="p" variant="body-small" color="secondary">
      {children}
    </Text>
  );
}
