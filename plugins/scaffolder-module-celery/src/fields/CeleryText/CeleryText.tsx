import { FieldExtensionComponentProps } from '@backstage/plugin-scaffolder-react';
import { TextField } from '@backstage/ui';
import { FieldFrame } from '../../form/FieldFrame';
import { errorProps } from '../../form/fieldErrors';
import { useTranslate } from '../../i18n';
import { subjectOf, textProblems } from './texts';

/** Asks for one line, and says while typing what is wrong with it. */
export function CeleryText(
  props: FieldExtensionComponentProps<string>,
): JSX.Element {
  const { disabled, formData: text = '', onChange, readonly, required } = props;
  const t = useTranslate();
  const subject = subjectOf(props.uiSchema);
  const problems = textProblems(subject, text).map(({ key, params }) =>
    t(key, params),
  );
  return (
    <FieldFrame>
      <TextField
        id={props.idSchema.$id}
        label={t(`${subject}.label`)}
        description={t(`${subject}.help`)}
        secondaryLabel={required ? t('field.required') : undefined}
        isRequired={required}
        isDisabled={disabled}
        isReadOnly={readonly}
        autoComplete="off"
        value={text}
        onChange={value => onChange(value === '' ? undefined : value)}
        {...errorProps(problems, props)}
      />
    </FieldFrame>
  );
}
