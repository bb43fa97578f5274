import { Flex, Text } from '@backstage/ui';
import {
  planScaling,
  PlanWarning,
  Workload,
} from '@celery-keda/backstage-plugin-celery-common';
import { useId } from 'react';
import { useTranslate } from '../i18n';
import { PlanSettings } from './PlanSettings';
import { PlanWarnings } from './PlanWarnings';

export function Preview(props: {
  workload: Workload;
  onChange: (change: NonNullable<PlanWarning['change']>) => void;
}): JSX.Element {
  const t = useTranslate();
  const id = useId();
  const plan = planScaling(props.workload);
  return (
    <Flex direction="column" gap="4" role="region" aria-labelledby={id}>
      <Text as="h3" variant="title-x-small" id={id}>
        {t('preview.title')}
      </Text>
      <PlanWarnings warnings={plan.warnings} onChange={props.onChange} />
      <PlanSettings plan={plan} />
    </Flex>
  );
}
