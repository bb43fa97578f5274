import { FieldExtensionComponentProps } from '@backstage/plugin-scaffolder-react';
import { Select } from '@backstage/ui';
import { FieldFrame } from '../../form/FieldFrame';
import { errorProps } from '../../form/fieldErrors';
import { useTranslate } from '../../i18n';
import { choiceLabel, choiceSubjectOf } from './choices';

/** Asks for one of the values that the template allows. */
export function CeleryChoice(
  props: FieldExtensionComponentProps<string>,
): JSX.Element {
  const { disabled, formData, onChange, readonly, required, schema } = props;
  const t = useTranslate();
  const subject = choiceSubjectOf(props.uiSchema);
  return (
    <FieldFrame>
      <Select
        id={props.idSchema.$id}
        label={t(`${subject}.label`)}
        description={t(`${subject}.help`)}
        secondaryLabel={required ? t('field.required') : undefined}
        isRequired={required}
        isDisabled={disabled || readonly}
        options={(schema.enum ?? []).map(value => ({
          id: String(value),
          label: choiceLabel(subject, String(value), t),
        }))}
        value={formData ?? null}
        onChange={key => onChange(key === null ? undefined : String(key))}
        {...errorProps([], props)}
      />
    </FieldFrame>
  );
}
