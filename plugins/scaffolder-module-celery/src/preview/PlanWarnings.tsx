import { Alert, Button, Flex } from '@backstage/ui';
import {
  PlanWarning,
  ScalingPlan,
} from '@celery-keda/backstage-plugin-celery-common';
import { useTranslate } from '../i18n';
import styles from './PlanWarnings.module.css';

/** What a plan cannot give, each with the one change that would. */
export function PlanWarnings(props: {
  warnings: ScalingPlan['warnings'];
  onChange: (change: NonNullable<PlanWarning['change']>) => void;
}): JSX.Element | null {
  const t = useTranslate();
  if (props.warnings.length === 0) {
    return null;
  }
  return (
    <Flex direction="column" gap="2" role="list">
      {props.warnings.map(({ code, key, params, change }) => (
        <Alert
          key={code}
          className={styles.warning}
          role="listitem"
          status="warning"
          icon
          description={t(key, params)}
          customActions={
            change && (
              <Button
                size="small"
                variant="secondary"
                onPress={() => props.onChange(change)}
              >
                {t(`preview.set.${change.field}`, {
                  value: String(change.value),
                })}
              </Button>
            )
          }
        />
      ))}
    </Flex>
  );
}
