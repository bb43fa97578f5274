import { FieldExtensionComponentProps } from '@backstage/plugin-scaffolder-react';
import { Alert, Button, Select } from '@backstage/ui';
import { useEffect } from 'react';
import { FieldFrame } from '../../form/FieldFrame';
import { errorProps } from '../../form/fieldErrors';
import { useTranslate } from '../../i18n';
import { useBrokers } from './useBrokers';

/** Asks for one of the configured brokers. Where there is one, it is chosen. */
export function CeleryBrokerPicker(
  props: FieldExtensionComponentProps<string>,
): JSX.Element {
  const { disabled, formData: chosen, onChange, readonly, required } = props;
  const t = useTranslate();
  const { value: brokers, error, loading, retry } = useBrokers();

  const only = brokers?.length === 1 ? brokers[0].name : undefined;
  useEffect(() => {
    if (chosen === undefined && only !== undefined) {
      onChange(only);
    }
  }, [chosen, only, onChange]);

  if (error) {
    return (
      <Alert
        status="danger"
        icon
        role="alert"
        title={t('broker.error')}
        description={t('broker.errorHelp', { error: error.message })}
        customActions={
          <Button
            size="small"
            variant="secondary"
            isDisabled={loading}
            onPress={retry}
          >
            {t('broker.retry')}
          </Button>
        }
      />
    );
  }
  if (brokers?.length === 0) {
    return (
      <Alert
        status="warning"
        icon
        title={t('broker.none')}
        description={t('broker.noneHelp')}
      />
    );
  }

  const gone =
    chosen !== undefined && brokers?.every(({ name }) => name !== chosen);
  return (
    <FieldFrame>
      <Select
        id={props.idSchema.$id}
        label={t('broker.label')}
        description={t('broker.help')}
        secondaryLabel={required ? t('field.required') : undefined}
        isRequired={required}
        isDisabled={disabled || readonly || brokers === undefined}
        placeholder={brokers ? t('broker.choose') : t('broker.loading')}
        options={(brokers ?? []).map(({ name, label }) => ({
          id: name,
          label,
        }))}
        value={chosen ?? null}
        onChange={key => onChange(key === null ? undefined : String(key))}
        {...errorProps(gone ? [t('broker.gone', { name: chosen })] : [], props)}
      />
    </FieldFrame>
  );
}
