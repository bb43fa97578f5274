import { Button, Flex, Text } from '@backstage/ui';
import { ScalingPlan } from '@celery-keda/backstage-plugin-celery-common';
import { useId, useState } from 'react';
import { useTranslate } from '../i18n';
import styles from './PlanSettings.module.css';
import { FIRST_SETTINGS, SETTINGS, settingValue } from './settings';

/** The numbers of a plan, each with its reason. */
export function PlanSettings({ plan }: { plan: ScalingPlan }): JSX.Element {
  const t = useTranslate();
  const id = useId();
  const [all, setAll] = useState(false);
  const shown = all ? SETTINGS : SETTINGS.slice(0, FIRST_SETTINGS);

  return (
    <Flex direction="column" gap="3" align="start">
      <Text as="h3" variant="title-x-small">
        {t('preview.settings')}
      </Text>
      <dl id={id} className={styles.settings}>
        {shown.map(({ setting, name }) => {
          const { key, params } = plan.reasons[setting];
          return (
            <div key={setting} className={styles.setting}>
              <dt>
                {t(`setting.${setting}`)} <code>{name}</code>
              </dt>
              <dd className={styles.value}>{settingValue(plan, setting, t)}</dd>
              <dd className={styles.reason}>{t(key, params)}</dd>
            </div>
          );
        })}
      </dl>
      <Button
        size="small"
        variant="tertiary"
        aria-expanded={all}
        aria-controls={id}
        onPress={() => setAll(!all)}
      >
        {t(all ? 'preview.fewerSettings' : 'preview.allSettings', {
          number: SETTINGS.length,
        })}
      </Button>
    </Flex>
  );
}
