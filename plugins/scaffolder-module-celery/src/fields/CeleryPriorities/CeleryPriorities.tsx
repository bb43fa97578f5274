import { FieldExtensionComponentProps } from '@backstage/plugin-scaffolder-react';
import { Switch, Text } from '@backstage/ui';
import { FieldFrame } from '../../form/FieldFrame';
import { useTranslate } from '../../i18n';

/** Asks whether some tasks are to run before others. */
export function CeleryPriorities(
  props: FieldExtensionComponentProps<boolean>,
): JSX.Element {
  const { disabled, formData = false, idSchema, onChange, readonly } = props;
  const t = useTranslate();
  const helpId = `${idSchema.$id}_help`;
  return (
    <FieldFrame>
      <Switch
        label={t('priorities.label')}
        aria-describedby={helpId}
        isDisabled={disabled || readonly}
        isSelected={formData}
        onChange={onChange}
      />
      <Text id={helpId} variant="body-small" color="secondary">
        {t('priorities.help')}
      </Text>
    </FieldFrame>
  );
}
